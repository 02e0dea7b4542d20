"""Names side by side: what tells them apart, shown in bold and as short button labels."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reply import Line
from bot.spans import bold, capitalised, line, shortened

FEWEST_SHARED = 2
"""Names that share fewer leading words than this keep them on their buttons."""


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
    if not start and not end:
        return [line(bold(" ".join(name.split()))) for name in names]
    lines = []
    for name in names:
        words = name.split()
        last = len(words) - end
        head, own, tail = " ".join(words[:start]), " ".join(words[start:last]), " ".join(words[last:])
        lines.append(
            line(f"{head} " if head and (own or tail) else head, bold(own), f" {tail}" if own and tail else tail)
        )
    return lines


def labels(names: Sequence[str], limit: int = 56) -> list[str]:
    """A short label for each name that leaves out what they share.

    Args:
        names: The names.
        limit: The most characters of a label.

    Returns:
        One label per name; all differ where the names do, as long as the difference fits.
    """
    start, end = _shared(names) if len(names) > 1 else (0, 0)
    if start > FEWEST_SHARED and any(len(name.split()) - start - end == 1 for name in names):
        start -= 1  # most Vietnamese words are two syllables: «cấp xã», not «xã»
    start = start if start >= FEWEST_SHARED else 0
    short = []
    for name in names:
        words = name.split()
        own = words[start : len(words) - end] if len(words) > limit // 8 else words[start:]
        if not own or not start:
            short.append(shortened(name, limit))
        else:
            short.append(shortened("… " + " ".join(own), limit))
    return short


def numbered(names: Sequence[str], limit: int = 56) -> list[str]:
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
