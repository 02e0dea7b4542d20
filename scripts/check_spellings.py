"""Writes places as people write them and looks each of them up; counts what becomes of them.

    python -m scripts.check_spellings [--count 10000] [--seed 1] [--knowledge FOLDER] [--show 10]

A spelling is a unit of the release's own table, alone or with the units that it lies in, with marks taken off, moved
(«Hoá») or kept, in capitals or small letters, type words shortened or left out, with and without commas, in a question
about what became of it or about a figure. What is found is the unit itself (right); several units of the name, to be
asked about; what it was before or is today, where both have the name and the question decides; the district it lies
in, or the province, of its bare name, which go first («Hoằng Hóa», «Thái Bình»); nothing; or another unit, which must
not be.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.settings import SettingsError, load_settings
from intents.place_names import PlaceNames, bare_name, build, names_of, type_said
from intents.places import PlaceMention, Purpose, find_places
from knowledge.place import Place, PlaceKind
from knowledge.release import CurrentRelease, Release, ReleaseError
from knowledge.text import fold

SHORT = {
    "tỉnh": ("t.", "T. ", "tỉnh "),
    "thành phố": ("TP.", "tp ", "Tp. ", "T.P "),
    "huyện": ("H.", "h. ", "H ", "h "),
    "quận": ("Q.", "q. ", "Q "),
    "thị xã": ("TX.", "tx ", "T.X. "),
    "xã": ("X.", "x. ", "x "),
    "phường": ("P.", "p. ", "P ", "F."),
    "thị trấn": ("TT.", "tt ", "TT "),
    "đặc khu": ("đặc khu ",),
}
NEW_STYLE = {"óa": "oá", "òa": "oà", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "úy": "uý", "ùy": "uỳ", "ủy": "uỷ"}
RIGHT, ASKED, TIME = "right", "asked", "its own past or present"
LARGER, PROVINCE = "the district it lies in", "the province of its name"
UNRESOLVED, OTHER = "unresolved", "ANOTHER UNIT"
QUESTIONS = {
    Purpose.HISTORY: ("{} nay là đâu", "{} giờ thuộc tỉnh nào?", "cho hỏi {} sáp nhập vào đâu", "{} giờ ở đâu"),
    Purpose.STATISTICS: (
        "tỷ lệ đúng hạn của {} là bao nhiêu",
        "{} có bao nhiêu hồ sơ trễ hạn?",
        "số liệu {} tháng 9",
    ),
}


def unmarked(text: str) -> str:
    """Without tone marks, capitals kept."""
    return "".join(fold(letter).upper() if letter.isupper() else fold(letter) for letter in text)


def moved(text: str) -> str:
    """«Hóa» as «Hoá»."""
    for one, other in NEW_STYLE.items():
        text = text.replace(one, other)
    return text


STYLES: tuple[Callable[[str], str], ...] = (
    str,
    str,
    moved,
    unmarked,
    str.lower,
    str.upper,
    lambda text: unmarked(text.lower()),
)


def said(place: Place, chance: random.Random, *, bare: float) -> str:
    """A unit's name with its type word in full, shortened, or left out."""
    type_word, name = type_said(place.name), bare_name(place)
    draw = chance.random()
    if draw < bare and not name[0].isdigit():
        return name
    if draw < (1 + bare) / 2:
        return chance.choice(SHORT.get(type_word, (f"{type_word} ",))) + name
    return place.name[0].upper() + place.name[1:] if chance.random() < 0.5 else place.name


def spelling(place: Place, release: Release, chance: random.Random) -> tuple[str, Purpose]:
    """A question that names the unit, and what it is for."""
    parts = [place]
    parent = release.place(place.parent)
    while parent is not None:
        parts.append(parent)
        parent = release.place(parent.parent)
    kept = parts[:1] + [part for part in parts[1:] if chance.random() < 0.6]
    chained = len(kept) > 1
    named = [said(part, chance, bare=0.3 if chained or place.kind is not PlaceKind.COMMUNE else 0.15) for part in kept]
    purpose = chance.choice(list(QUESTIONS))
    question = chance.choice(QUESTIONS[purpose]).format(chance.choice((", ", ", ", " ", " - ")).join(named))
    return chance.choice(STYLES)(question), purpose


def verdict(place: Place, mentions: Sequence[PlaceMention], names: PlaceNames) -> str:
    """What became of one spelling."""
    if not any(mention.places for mention in mentions):
        return UNRESOLVED
    unit = names.unit(place.id)
    found = [names.unit(each) for mention in mentions for each in mention.places]
    own = [each for each in found if each.id == unit.id or each.id in unit.above or unit.id in each.above]
    if not own or len(mentions) > 1:
        province = found[0].kind is PlaceKind.PROVINCE and len(found) == 1 and not mentions[0].typed
        return PROVINCE if province else OTHER
    if len(found) > 1:
        return ASKED
    if own[0].id == unit.id:
        return RIGHT
    return TIME if own[0].kind is unit.kind else LARGER


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.check_spellings",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--count", type=int, default=10_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10, metavar="N", help="examples of each kind that is not right")
    parser.add_argument(
        "--knowledge", type=Path, metavar="FOLDER", help="folder of releases (default: KNOWLEDGE_FOLDER)"
    )
    options = parser.parse_args(argv)
    try:
        release = CurrentRelease(options.knowledge or load_settings().knowledge_folder).get()
    except (ReleaseError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    started = time.perf_counter()
    names = names_of(release)
    find_places("Hà Nội", release, Purpose.STATISTICS)
    print(f"names opened in {(time.perf_counter() - started) * 1000:.1f} ms, release {release.release}")
    chance = random.Random(options.seed)  # noqa: S311 (no secret)
    places = release.places()
    counts: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    times = []
    for _ in range(options.count):
        place = chance.choice(places)
        question, purpose = spelling(place, release, chance)
        started = time.perf_counter()
        mentions = find_places(question, release, purpose)
        times.append((time.perf_counter() - started) * 1000)
        kind = verdict(place, mentions, names)
        counts[kind] += 1
        if kind != RIGHT and shown[kind] < options.show:
            shown[kind] += 1
            found = [each for mention in mentions for each in mention.places][:4]
            print(f"  {kind}: {question!r} ({purpose}) is {place.id} {place.name}; found {found}")
    times.sort()
    for kind in (RIGHT, ASKED, TIME, LARGER, PROVINCE, UNRESOLVED, OTHER):
        print(f"{kind:24s} {counts[kind]:6d}  {100 * counts[kind] / options.count:6.2f} %")
    print(f"look-up                  p50 {times[len(times) // 2]:.3f} ms  p99 {times[int(len(times) * 0.99)]:.3f} ms")
    print(f"memory                   {memory(build(release).decode()):.1f} MB for the names of {len(places)} units")
    return 1 if counts[OTHER] else 0


def memory(text: str) -> float:
    """MB that the names hold when every unit has been met."""
    tracemalloc.start()
    names = PlaceNames(text)
    names.near(("hoang", "hoas"))
    for place_id in list(names):
        names.unit(place_id)
    held = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    return held


if __name__ == "__main__":
    sys.exit(main())
