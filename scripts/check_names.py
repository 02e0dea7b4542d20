"""Checks the everyday names against a release.

    python -m scripts.check_names [--knowledge FOLDER] [--data FOLDER] [--json]

Five kinds of remark: (a) words that two procedures share which are no twins, or that one has although they are
declared ambiguous; (b) codes that the release does not hold; (c) names that win nothing: asked as a question, their
procedure is not the first one found although nothing was left out; (d) procedures of the commune, and our own records,
with too few names and situations; (e) declared ambiguities of which one choice is guessed instead of asked.

Names are read from the data, procedures and ranking from the release: load the data anew after editing it, and load the
portal's list too, so that codes known without details resolve. Exit codes: 0 no (a) and no (b), 1 some, or there is no
release, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.settings import SettingsError, load_settings
from intents.fillers import content_places
from intents.index import Index, Target, tokens
from intents.ranking import Scorer
from intents.understand import query_of, scorer_of
from knowledge.procedure import Level
from knowledge.release import ReleaseError, open_release
from knowledge.sources.shipped import DATA, Surroundings, fingerprint, surroundings
from knowledge.store import Ambiguity, EverydayName, Knowledge, Title
from knowledge.text import fold

MOST_ASKED = (8, 3)
"""Names and situations together, and situations, that a procedure people ask for should have."""
QUIET = (4, 0)
"""The same where no citizen asks: customs officers and treasurers know the official words."""
NOTHING = Target("nothing", ("",), listed_only=False)
"""What words find that carry no matter."""
QUIET_FIELDS = frozenset(fold(field) for field in ("Hải quan", "Kho bạc nhà nước"))


@dataclass(frozen=True, slots=True)
class Shared:
    """Words that several procedures have. ``owners``: a code each; «ambiguous» for a declared ambiguity."""

    texts: tuple[str, ...]
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A code that the release does not hold, with one of the names that lean on it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Beaten:
    """A name that does not find its own procedure or ambiguity. ``winner``: the code, or id, of what it finds."""

    name: str
    kind: str
    code: str
    winner_kind: str
    winner: str


@dataclass(frozen=True, slots=True)
class Thin:
    """A procedure with too few names: how many names and situations together, how many situations."""

    code: str
    title: str
    field: str
    names: int
    situations: int


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found."""

    shared: tuple[Shared, ...]
    unresolved: tuple[Unresolved, ...]
    beaten: tuple[Beaten, ...]
    thin: tuple[Thin, ...]
    guessed: tuple[Beaten, ...]

    @property
    def sound(self) -> bool:
        """Whether the data may be committed: nothing is shared, everything resolves."""
        return not self.shared and not self.unresolved


def check(data: Surroundings, knowledge: Knowledge) -> Findings:
    """Checks the names of ``data`` against a release."""
    scorer = scorer_of(knowledge)
    index = scorer.index
    lost = [*beaten(data.everyday_names, scorer), *beaten_ambiguities(knowledge.ambiguities(), scorer)]
    choices = [{code for code, _ in each.choices} for each in knowledge.ambiguities()]
    guessed = [name for name in lost if name.kind == "ambiguous" and name.winner in choices[int(name.code)]]
    return Findings(
        shared=tuple(shared(data.everyday_names, data.ambiguities, index)),
        unresolved=tuple(unresolved(data.everyday_names, data.ambiguities, index)),
        beaten=tuple(name for name in lost if name not in guessed),
        thin=tuple(thin(data.everyday_names, index, knowledge.titles())),
        guessed=tuple(guessed),
    )


def content_words(text: str) -> tuple[str, ...]:
    """The folded words of a name that carry matter, sorted; all its words when none does."""
    marked, words = tokens(text)
    places = content_places(words, marked, lambda _left, _right: False)
    return tuple(sorted(words[place] for place in places)) or tuple(sorted(words))


def shared(names: Sequence[EverydayName], ambiguities: Sequence[Ambiguity], index: Index) -> Iterator[Shared]:
    """Words that two families have: the same letters, or the same content words in another order."""
    owners: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    texts: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for name in names:
        words = content_words(name.text)
        owners[words].setdefault(_family(name.code, index), name.code)
        texts[words][name.text] = None
    for number, ambiguity in enumerate(ambiguities):
        for text in ambiguity.names:
            words = content_words(text)
            owners[words].setdefault(f"ambiguous {number}", "ambiguous")
            texts[words][text] = None
    for words, found in owners.items():
        if len(found) > 1:
            yield Shared(tuple(texts[words]), tuple(found.values()))


def unresolved(names: Sequence[EverydayName], ambiguities: Sequence[Ambiguity], index: Index) -> Iterator[Unresolved]:
    """Codes of names and choices that the release does not hold, each once."""
    codes: dict[str, str] = {}
    for name in names:
        codes.setdefault(name.code, name.text)
    for ambiguity in ambiguities:
        for code, _ in ambiguity.choices:
            codes.setdefault(code, ambiguity.names[0])
    yield from (Unresolved(code, name) for code, name in codes.items() if code not in index.target_of)


def beaten(names: Sequence[EverydayName], scorer: Scorer) -> Iterator[Beaten]:
    """Names that, asked as a question, find another target; those that the release does not hold are passed over."""
    for name in names:
        own = scorer.index.target_of.get(name.code)
        winner = _first(name.text, scorer)
        if own is not None and winner != scorer.index.targets[own]:
            yield Beaten(name.text, name.kind, name.code, winner.kind, winner.codes[0])


def beaten_ambiguities(ambiguities: Sequence[Ambiguity], scorer: Scorer) -> Iterator[Beaten]:
    """The same for declared ambiguities, which have their place in the release as code."""
    for number, ambiguity in enumerate(ambiguities):
        own = Target("ambiguous", (str(number),), listed_only=False)
        for text in ambiguity.names:
            winner = _first(text, scorer)
            if winner != own:
                yield Beaten(text, "ambiguous", str(number), winner.kind, winner.codes[0])


def thin(names: Sequence[EverydayName], index: Index, titles: Sequence[Title]) -> Iterator[Thin]:
    """Procedures of the commune and our own records with too few names; a twin's names count for the family."""
    total: Counter[int] = Counter()
    situations: Counter[int] = Counter()
    for name in names:
        target = index.target_of.get(name.code)
        if target is not None:
            total[target] += 1
            situations[target] += name.kind == "situation"
    wanted = {index.target_of[title.code] for title in titles if title.has_details and _most_asked(title)}
    by_code = {title.code: title for title in titles}
    for target in sorted(wanted):
        first = by_code[index.targets[target].codes[0]]
        least, least_situations = QUIET if fold(first.field) in QUIET_FIELDS else MOST_ASKED
        if total[target] < least or situations[target] < least_situations:
            yield Thin(first.code, first.name, first.field, total[target], situations[target])


def _family(code: str, index: Index) -> str:
    """What twins share; a code that the release does not hold is a family of its own."""
    target = index.target_of.get(code)
    return code if target is None else str(target)


def _most_asked(title: Title) -> bool:
    national = not title.province and not title.internal
    return title.shipped or (national and Level.COMMUNE in title.levels)


def _first(question: str, scorer: Scorer) -> Target:
    """What a question finds first."""
    query = query_of(question, scorer)
    return scorer.index.targets[scorer.rank(query).ranked[0].target] if query.words else NOTHING


def report(findings: Findings) -> Iterator[str]:
    """The findings for a person, line by line."""
    yield f"(a) {len(findings.shared)} shared by procedures that are no twins"
    for each in findings.shared:
        yield f"    «{'», «'.join(each.texts)}»: {', '.join(each.owners)}"
    yield f"(b) {len(findings.unresolved)} codes that the release does not hold"
    for code in findings.unresolved:
        yield f"    {code.code}: «{code.name}»"
    yield f"(c) {len(findings.beaten)} names that win nothing"
    for name in findings.beaten:
        yield f"    {name.code} «{name.name}» ({name.kind}) finds {name.winner_kind} {name.winner}"
    yield f"(d) {len(findings.thin)} procedures with too few names"
    for title in findings.thin:
        yield f"    {title.code} {title.names} names, {title.situations} situations · {title.field} · {title.title}"
    yield f"(e) {len(findings.guessed)} ambiguities of which one choice is guessed"
    for name in findings.guessed:
        yield f"    «{name.name}» finds {name.winner}"


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.check_names", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--knowledge", type=Path, metavar="FOLDER", help="folder of releases (default: KNOWLEDGE_FOLDER)"
    )
    parser.add_argument("--data", type=Path, metavar="FOLDER", default=DATA, help="data with a folder «everyday»")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(argv)
    try:
        release = open_release(options.knowledge or load_settings().knowledge_folder)
    except (ReleaseError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, ReleaseError) else 2
    data = surroundings(options.data)
    for problem in data.problems:
        print(f"{problem.file}: {problem.record}: {problem.problem}", file=sys.stderr)
    if release.meta.get("fingerprint") != fingerprint(options.data):
        print("the data has changed since the release was made: (c) may be out of date", file=sys.stderr)
    findings = check(data, release)
    print(json.dumps(asdict(findings), ensure_ascii=False) if options.json else "\n".join(report(findings)))
    return 0 if findings.sound else 1


if __name__ == "__main__":
    sys.exit(main())
