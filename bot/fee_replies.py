"""What a record says of phí and lệ phí, in its own values.

«Miễn phí» is said only of a fee line whose note grants it; a bare 0 is «Cổng ghi 0 đồng», nothing at all is «chưa có
thông tin».
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot import wording
from bot.methods import by_content, channel_label, channels_of
from bot.numbers import money, money_in_full
from bot.reply import Line, Span
from bot.spans import bold, first_sentence, line, plain, rows, unmarked
from knowledge.fees import disagrees, exemption_is_conditional, note_amounts
from knowledge.procedure import Channel, Fee, FeeKind, FeeState, Method, Procedure
from knowledge.text import fold

LONG_NOTE = 120
"""A summary shows notes up to this length; the fee facet always shows them whole."""
COUNCIL = re.compile(r"hoi dong nhan dan|hdnd")
FEW_AMOUNTS = 3
"""A note that contradicts its number is summed up by up to so many of its own amounts."""


def fee_lines(procedure: Procedure) -> list[Line]:
    """Every fee of every submission method.

    Args:
        procedure: The record.

    Returns:
        Lines without a heading.
    """
    by_channel = _by_channel(procedure.methods)
    stated = [fee for fees in by_channel.values() for fee in fees if fee.state is not FeeState.UNKNOWN]
    lines: list[Line] = []
    if not stated:
        lines.append(line(wording.FEE_NOTHING))
    elif all(fee.state is FeeState.ZERO and not fee.note for fee in stated) and all(by_channel.values()):
        ways = wording.ZERO_WAYS.get(len(by_channel), wording.ZERO_MANY_WAYS)
        lines.append(line(wording.FEE_ZERO_EVERYWHERE.format(methods=ways)))
    else:
        common = _common(by_channel)
        own = {channel: tuple(fee for fee in fees if fee not in common) for channel, fees in by_channel.items()}
        for channels, fees in by_content(own):
            lines.extend(_channel_lines(_label(channels, by_channel), fees, procedure))
        for fee in common:
            lines.extend(_channel_lines(_label(tuple(by_channel), by_channel), (fee,), procedure))
    lines.extend(_notes_with_amounts(procedure))
    if stated and not procedure.fees_complete:
        lines.append(line(wording.FEE_INCOMPLETE))
    return _once(lines)


def _once(lines: Sequence[Line]) -> list[Line]:
    """The lines without further lines of a note that were shown before."""
    found: list[Line] = []
    for row in lines:
        text = row[0].text if row else ""
        if row not in found or not text.startswith(" ") or text.lstrip().startswith("–"):
            found.append(row)
    return found


def fee_summary(procedure: Procedure, channel: Channel | None = None) -> str:
    """The fees in one line.

    Args:
        procedure: The record.
        channel: Only this submission method's; None: all of them.

    Returns:
        A phrase without full stop.
    """
    methods = [method for method in procedure.methods if channel in (None, method.channel)]
    fees = list(dict.fromkeys(fee for method in methods for fee in method.fees if fee.state is not FeeState.UNKNOWN))
    if not fees:
        return wording.UNKNOWN
    if len(fees) == 1:
        return _single(fees[0], procedure)
    states = {fee.state for fee in fees}
    sums = [fee for fee in fees if fee.state is FeeState.AMOUNT and fee.amount]
    doubtful = any(disagrees(fee.amount, fee.note) for fee in sums)
    phrases = [] if doubtful else _amounts(sums)
    if any(COUNCIL.search(fold(fee.note)) for fee in sums) and FeeState.COUNCIL not in states:
        phrases.append(wording.FEE_BY_COUNCIL)
    if FeeState.COUNCIL in states:
        phrases.append(wording.FEE_SOME_COUNCIL if len(states) > 1 else _council(procedure))
    if FeeState.FREE_STATED in states:
        phrases.append(wording.FEE_ALSO_FREE)
    if states == {FeeState.ZERO} and not any(fee.note for fee in fees):
        return wording.FEE_ZERO
    if not phrases or doubtful or states & {FeeState.TEXT, FeeState.AMOUNT_IN_NOTE, FeeState.ZERO}:
        phrases.append(wording.FEE_SEE_NOTES)
    return "; ".join(phrases)


def _by_channel(methods: Sequence[Method]) -> dict[Channel, tuple[Fee, ...]]:
    """Each channel's fee lines, each once, in the record's order."""
    fees: dict[Channel, dict[Fee, None]] = {channel: {} for channel in channels_of(methods)}
    for method in methods:
        fees[method.channel].update(dict.fromkeys(method.fees))
    return {channel: tuple(lines) for channel, lines in fees.items()}


def _common(by_channel: Mapping[Channel, tuple[Fee, ...]]) -> tuple[Fee, ...]:
    """Exemptions and remarks that every channel has beside fees of its own: said once for all of them."""
    first, *others = by_channel.values()
    if all(fees == first for fees in others):
        return ()
    shared = tuple(fee for fee in first if not fee.amount and all(fee in fees for fees in others))
    return shared if all(len(fees) > len(shared) for fees in by_channel.values()) else ()


def _label(channels: Sequence[Channel], every: Mapping[Channel, object]) -> str:
    """The channels as the start of a line: «Mọi cách nộp» where it is all of several."""
    return wording.FEE_ALL_WAYS if len(channels) == len(every) > 1 else channel_label(channels)


def _channel_lines(label: str, fees: Sequence[Fee], procedure: Procedure) -> list[Line]:
    """The fees that these channels share."""
    start = f"• {label}: " if label else "• "
    if not fees:
        return [line(start, wording.UNKNOWN)]
    if len(fees) == 1:
        first, *more = _fee(fees[0], procedure)
        return [line(start, *first), *(line("   ", *rest) for rest in more)]
    lines = [line(start.rstrip())]
    for fee in fees:
        first, *more = _fee(fee, procedure)
        lines += [line("   – ", *first), *(line("      ", *rest) for rest in more)]
    return lines


def _fee(fee: Fee, procedure: Procedure) -> list[Line]:
    """One fee line in words; its note's further lines follow."""
    note, *more = _note_lines(fee.note)
    rest = [line(row) for row in more]
    match fee.state:
        case FeeState.AMOUNT if disagrees(fee.amount, fee.note):
            said = line(wording.FEE_NOTE.format(note=note))
            return [line(bold(_disagreement(fee)), wording.FEE_DISAGREES_ASK), said, *rest]
        case FeeState.AMOUNT if fee.amount:
            if note.startswith("/") and fee.kind is FeeKind.UNSTATED:
                return [line(*_amount(fee), note), *rest]
            return [line(*_amount(fee), f" — {note}" if note else ""), *rest]
        case FeeState.AMOUNT | FeeState.TEXT:
            return [line(note or wording.UNKNOWN), *rest]
        case FeeState.FREE_STATED:
            return [line(_exemption(fee.note).format(note=note)), *rest]
        case FeeState.COUNCIL:
            shown = [line(wording.FEE_NOTE.format(note=note)), *rest] if note and _says_more(fee.note) else []
            return [line(_council(procedure)), *shown]
        case FeeState.AMOUNT_IN_NOTE:
            return [line(wording.FEE_IN_NOTE.format(note=note)), *rest]
        case FeeState.ZERO if note:
            return [line(wording.FEE_ZERO_NOTED.format(note=note)), *rest]
        case FeeState.ZERO:
            return [line(wording.FEE_ZERO)]
        case FeeState.UNKNOWN:
            return [line(wording.UNKNOWN)]


def _amount(fee: Fee) -> list[Span]:
    """The sum in bold, and its kind."""
    spans = [bold(money(fee.amount or 0, fee.currency))]
    if fee.kind is not FeeKind.UNSTATED:
        spans.append(plain(f" ({fee.kind})"))
    return spans


def _disagreement(fee: Fee) -> str:
    """«Cổng ghi 135 đồng, ghi chú nêu 135.000 đồng»: the number and the amounts of the note that contradicts it."""
    named = sorted(note_amounts(fee.note))
    amount = money_in_full(fee.amount or 0, fee.currency)
    if len(named) > FEW_AMOUNTS:
        return wording.FEE_DISAGREES_ELSE.format(amount=amount)
    words = ", ".join(money_in_full(sum_named, fee.currency) for sum_named in named)
    return wording.FEE_DISAGREES.format(amount=amount, named=words)


def _council(procedure: Procedure) -> str:
    """Set by the People's Council, and that we do not have the number."""
    if procedure.province:
        return wording.FEE_OF_COUNCIL_HERE.format(province=procedure.province)
    return wording.FEE_OF_COUNCIL


def _exemption(note: str) -> str:
    """How to say an exemption: for some, or in general, and with «miễn» only where the note says it."""
    if "miễn" not in note.lower():
        return wording.FEE_NOTED
    return wording.FEE_FREE_FOR_SOME if exemption_is_conditional(note) else wording.FEE_FREE


def _says_more(note: str) -> bool:
    """Whether a note on the People's Council holds more than that."""
    return len(note) > LONG_NOTE or "miễn" in note.lower() or bool(note_amounts(note))


def _note_lines(note: str) -> list[str]:
    """A note's lines; at least one, possibly empty."""
    note = re.sub(r"^mô tả kèm theo(?: lại ghi)?:\s*", "", note)
    flat = re.sub(r":\s*[-+*•–]\s+", ": ", note, count=1).strip().rstrip(" ;")
    first, *more = rows(flat) or [""]
    return [unmarked(first), *more]


def _notes_with_amounts(procedure: Procedure) -> list[Line]:
    """Remarks of a method that name sums which no fee line's note shows."""
    shown = {fee.note for method in procedure.methods for fee in method.fees}
    notes = {
        method.note: method.channel
        for method in procedure.methods
        if method.note not in shown and note_amounts(method.note)
    }
    lines: list[Line] = []
    for note, channel in notes.items():
        first, *more = _note_lines(note)
        lines.append(line(f"{wording.NOTES} {wording.CHANNELS[channel].lower()} — {first}"))
        lines.extend(line(row) for row in more)
    return lines


def _single(fee: Fee, procedure: Procedure) -> str:
    """The only fee, with the first sentence of its note where that is short."""
    whole = " ".join(fee.note.split())
    note = whole if len(whole) <= LONG_NOTE else ""
    match fee.state:
        case FeeState.AMOUNT if disagrees(fee.amount, fee.note):
            return _disagreement(fee)
        case FeeState.AMOUNT if fee.amount:
            return money(fee.amount, fee.currency) + (f" — {note}" if note else "")
        case FeeState.COUNCIL:
            return _council(procedure)
        case FeeState.FREE_STATED if exemption_is_conditional(fee.note) and not note:
            return wording.FEE_ALSO_FREE
        case FeeState.FREE_STATED:
            note = note or first_sentence(fee.note, LONG_NOTE)
            return _exemption(fee.note).format(note=note) if note else wording.FEE_ALSO_FREE
        case FeeState.AMOUNT_IN_NOTE if note or note_amounts(first_sentence(fee.note, LONG_NOTE)):
            if note:
                return wording.FEE_IN_NOTE.format(note=unmarked(note))
            shown = wording.FEE_IN_NOTE.format(note=first_sentence(fee.note, LONG_NOTE).rstrip(".;"))
            return f"{shown}; {wording.FEE_SEE_NOTES}"
        case FeeState.ZERO if note:
            return wording.FEE_ZERO_NOTED.format(note=note)
        case FeeState.ZERO if not whole:
            return wording.FEE_ZERO
        case FeeState.UNKNOWN:
            return wording.UNKNOWN
        case FeeState.AMOUNT | FeeState.TEXT | FeeState.AMOUNT_IN_NOTE | FeeState.ZERO:
            return note if note else wording.FEE_SEE_NOTES


def _amounts(fees: Sequence[Fee]) -> list[str]:
    """The sums of one currency as one sum or a range, each currency by itself."""
    phrases = []
    for currency in dict.fromkeys(fee.currency for fee in fees):
        sums = sorted({fee.amount for fee in fees if fee.currency == currency and fee.amount})
        if len(sums) == 1:
            phrases.append(money(sums[0], currency))
        elif sums:
            lowest, highest = money(sums[0], currency), money(sums[-1], currency)
            phrases.append(wording.FEE_RANGE.format(lowest=lowest, highest=highest))
    return phrases
