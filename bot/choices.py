"""Names side by side: what tells them apart, shown in bold and as short button labels."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reply import Line
from bot.spans import bold, capitalised, line, shortened

LABEL = 57
"""The most characters of a label; its number comes before them."""
READ_WHOLE = 32
"""Names that are all this short stand whole on their buttons."""
FEWEST_SHARED = 3
"""Names that share fewer leading words than this keep them on their buttons."""
FEWEST_OWN = 2
"""A name of which fewer words than this would be left keeps the shared ones."""
OPENING = 2
"""So many first words («Cấp lại») stay on labels that would read alike."""
CONTEXT = 2
"""So many words before the place where two names part stay with it."""
LEFT_OUT = "… "


def differences(names: Sequence[str]) -> list[Line]:
    """Each name as a line with what only it says in bold.

    Args:
        names: Two or more names; a single one is bold as a whole.

    Returns:
        One line per name, holding exactly its words.
    """
    if len(names) < 2:
        return [line(bold(name)) for name in names]
    start, end = _shared(names)
    if not start and end < FEWEST_SHARED:
        return [_told_by_case(" ".join(name.split())) for name in names]
    lines = []
    for name in names:
        words = name.split()
        last = len(words) - end
        head, own, tail = " ".join(words[:start]), " ".join(words[start:last]), " ".join(words[last:])
        lines.append(
            line(f"{head} " if head and (own or tail) else head, bold(own), f" {tail}" if own and tail else tail)
        )
    return lines


def _told_by_case(name: str) -> Line:
    """A name that shares nothing with the others: bold to its dash, or as a whole."""
    case, dash, rest = name.partition(" — ")
    return line(bold(case), dash + rest)


def labels(names: Sequence[str], limit: int = LABEL) -> list[str]:
    """A short label for each name; where a name is long, what all names share at their start is left out.

    Args:
        names: The names.
        limit: The most characters of a label.

    Returns:
        One label per name; all differ where the names do, as long as the difference fits.
    """
    start, end = _shared(names) if len(names) > 1 else (0, 0)
    if start > FEWEST_SHARED and any(len(name.split()) - start - end == 1 for name in names):
        start -= 1  # most Vietnamese words are two syllables: «cấp xã», not «xã»
    keep = max(len(name) for name in names) <= min(READ_WHOLE, limit)
    start = 0 if keep or start < FEWEST_SHARED else start
    short = []
    for name in names:
        words = name.split()
        own = words[start:]
        if len(" ".join(own)) > limit - len(LEFT_OUT) and len(words) - end > start:
            own = words[start : len(words) - end]
        left_out = start if len(own) >= FEWEST_OWN else 0
        short.append(shortened(LEFT_OUT + " ".join(own) if left_out else name, limit))
    return _told_apart(short, names, limit)


def _told_apart(short: list[str], names: Sequence[str], limit: int) -> list[str]:
    """The labels, those that read alike made of their names' first words and what stands where the names part."""
    alike = {label for label in short if short.count(label) > 1}
    for label in alike:
        group = [place for place, other in enumerate(short) if other == label]
        start, end = _shared([names[place] for place in group])
        for place in group:
            words = names[place].split()
            own = words[max(OPENING, start - CONTEXT) :]
            opening = " ".join(words[:OPENING]) + " "
            if len(opening + LEFT_OUT + " ".join(own)) > limit and len(words) - end > start:
                own = own[: len(own) - end]
            short[place] = shortened(opening + LEFT_OUT + " ".join(own), limit) if own else label
    return short


def numbered(names: Sequence[str], limit: int = LABEL) -> list[str]:
    """Labels with their number first, so that they differ whatever the names are."""
    return [f"{number}. {label}" for number, label in enumerate(labels(names, limit), start=1)]


def twin_labels(kinds: Sequence[str], codes: Sequence[str]) -> list[str]:
    """Labels by level or province, with the code where two would read alike."""
    capital = [capitalised(kind) for kind in kinds]
    return [
        kind if kind and capital.count(kind) == 1 else f"{kind} ({code})".strip()
        for kind, code in zip(capital, codes, strict=True)
    ]


def _shared(names: Sequence[str]) -> tuple[int, int]:
    """How many words all names share at their start and, beyond those, at their end."""
    split = [name.casefold().split() for name in names]
    shortest = min(map(len, split))
    start = 0
    while start < shortest and len({words[start] for words in split}) == 1:
        start += 1
    end = 0
    while end < shortest - start and len({words[-1 - end] for words in split}) == 1:
        end += 1
    return start, end
