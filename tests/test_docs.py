"""What the documents say is there: settings, commands, options, files, links, formats."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from bot.reply import Reply
from bot.settings import ROOT, Settings, load_settings, read_env_file
from bot.wording import ADMIN_COMMANDS, COMMANDS, STAFF_COMMANDS
from intents.cues import FOLDER, data
from intents.decision import CONFIDENCE, thresholds
from intents.intent import Facet, Outcome
from intents.ranking import FEATURES
from knowledge.sources.everyday import _LISTED_KEYS
from knowledge.sources.places import _KEYS as _PLACE_KEYS
from knowledge.sources.places import COLUMNS
from knowledge.sources.records import _CASE_KEYS, _DOCUMENT_KEYS, _FEE_KEYS, _METHOD_KEYS, _PROCEDURE_KEYS
from knowledge.sources.shipped import surroundings
from knowledge.sources.statistics import read_text, resolved
from knowledge.sources.statistics_list import FIELDS
from knowledge.sources.statistics_row import Directory
from scripts.ask import as_object
from scripts.evaluate import measure

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SETTINGS = [field.name.upper() for field in fields(Settings)]
_FENCE = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)


def text_of(name: str) -> str:
    """A document by its path from the checkout's root."""
    return (ROOT / name).read_text(encoding="utf-8")


def section(document: str, heading: str) -> str:
    """What stands under the first heading that begins so."""
    text = text_of(document)
    start = text.index(f"\n{heading}") + 1
    level = heading.split(" ", maxsplit=1)[0]
    end = re.compile(rf"^#{{1,{len(level)}}} ", re.MULTILINE).search(text, start + len(heading))
    return text[start : end.start() if end else len(text)]


def anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    plain = _FENCE.sub("", document.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", plain, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_are_documented(name: str) -> None:
    """Every setting is in .env.example and in the README's table, and in both «not yet used» is said of the same."""
    example = re.search(rf"((?:^#.*\n)+){name}=", text_of(".env.example"), re.MULTILINE)
    row = re.search(rf"^\| `{name}` \|.*$", text_of("README.md"), re.MULTILINE)

    assert example, f"{name} is not in .env.example"
    assert row, f"{name} is not in the README's table of settings"
    assert ("not yet used" in example[1]) == ("not yet used" in row[0])


def test_the_example_of_settings_changes_nothing() -> None:
    """.env.example names settings only, and its values are the defaults."""
    example = ROOT / ".env.example"

    assert sorted(read_env_file(example)) == sorted(SETTINGS)
    assert load_settings({}, example) == load_settings({}, ROOT / "no-such-file")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_make_targets_exist(document: Path) -> None:
    """Every «make TARGET» is a target of the Makefile."""
    named = set(re.findall(r"(?:`|^|\$ )make ([a-z]+)", document.read_text(encoding="utf-8"), re.MULTILINE))

    assert named <= set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def test_make_targets_are_explained() -> None:
    """Every target has words that «make help» shows, and is phony."""
    targets = re.findall(r"^([a-z]+):(.*)$", MAKEFILE, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)

    assert targets
    assert [name for name, rest in targets if "## " not in rest] == []
    assert phony
    assert sorted(phony[1].split()) == sorted(name for name, _ in targets)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_scripts_and_their_options_exist(document: Path) -> None:
    """Every «scripts.NAME» is a file, and every option beside it in a command is one of its own."""
    for line in document.read_text(encoding="utf-8").splitlines():
        for name, rest in re.findall(r"scripts\.([a-z_]+)\b([^`|]*)", line):
            script = ROOT / "scripts" / f"{name}.py"
            assert script.exists(), f"{document.name}: scripts.{name}"
            for option in re.findall(r"(?<=\s)--[a-z][a-z-]*", rest.split(" # ")[0]):
                assert f'"{option}"' in script.read_text(encoding="utf-8"), f"{document.name}: {name} {option}"


def test_the_command_lines_are_in_the_readme() -> None:
    """Every script that people start is named there; the others are parts of these."""
    inner = {"prepare", "synthetic", "typing_errors", "__init__"}
    started = {path.stem for path in (ROOT / "scripts").glob("*.py")} - inner
    started_by_make = set(re.findall(r"-m scripts\.([a-z_]+)", MAKEFILE))

    named = set(re.findall(r"scripts\.([a-z_]+)", text_of("README.md"))) | started_by_make
    assert started <= named


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_resolve(document: Path) -> None:
    """Every link inside the project leads to a file and a heading that are there."""
    links = re.findall(r"\]\(([^)\s]+)\)", _FENCE.sub("", document.read_text(encoding="utf-8")))

    for link in links:
        path, _, anchor = link.partition("#")
        if "://" in path:
            continue
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), f"{document.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{document.name}: {link}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_named_files_exist(document: Path) -> None:
    """Every path in backticks is there; words in capitals stand for a name."""
    folders = r"(?:bot|intents|knowledge|scripts|tests|docs)"
    for named in re.findall(rf"`({folders}/[\w./*-]+)`", document.read_text(encoding="utf-8")):
        if not re.search(r"[A-Z]{3}", named):
            assert list(ROOT.glob(named.rstrip("/"))), f"{document.name}: {named}"


def test_the_everyday_name_of_the_readme_can_be_taught() -> None:
    """The example names a procedure that the file of the example holds."""
    part = section("README.md", "## Teach it a new everyday name")
    example = tomllib.loads(re.findall(r"```toml\n(.*?)```", part, re.DOTALL)[0])
    file = re.findall(r"`(knowledge/data/everyday/[\w-]+\.toml)`", part)[0]

    held = tomllib.loads(text_of(file))
    assert example["everyday"][0]["code"] in {entry["code"] for entry in held["everyday"]}


def test_dependencies_are_explained() -> None:
    """docs/decisions.md has one row per dependency, and no other."""
    project = tomllib.loads(text_of("pyproject.toml"))
    chosen = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    rows = re.findall(r"^\| ([A-Za-z][\w\[\],-]*) \|", section("docs/decisions.md", "## Dependencies"), re.MULTILINE)

    assert sorted(rows[1:]) == sorted(re.split(r"[<>=]", name)[0] for name in chosen)


def test_features_are_explained() -> None:
    """docs/understanding.md names each feature and none that is gone, each number of the confidence, each threshold."""
    features = section("docs/understanding.md", "## Features")
    table = set(re.findall(r"`([a-z_]+)`", "".join(re.findall(r"^\| (`.*?) \|", features, re.MULTILINE))))
    ranker = section("docs/understanding.md", "## Ranker and confidence")
    bands = section("docs/understanding.md", "## Bands")

    assert table == set(FEATURES)
    assert [name for name in CONFIDENCE if f"`{name}`" not in ranker] == []
    assert [name for name in thresholds() if f"`{name}`" not in bands] == []


def test_measures_are_explained() -> None:
    """docs/understanding.md names every measure that scripts.evaluate prints."""
    outcomes = ("answer", "clarify", "not_in_kb", "out_of_scope", "smalltalk")
    judged = [
        {"outcome": outcome, "acceptable": ["1.000001"], "facets": ["fee"], "id": outcome, "question": ""}
        for outcome in outcomes
    ]
    answer = {"outcome": "answer", "procedures": ["1.000001"], "candidates": ["1.000001"], "facets": ["fee"]}
    measures, _ = measure(judged, [answer] * len(judged))

    part = section("docs/understanding.md", "## What is measured")
    assert [name for name in measures if f"`{name}`" not in part and name not in ("questions", "answerable")] == []


def test_data_files_are_explained() -> None:
    """docs/data-format.md has a section for each file of intents/data, with the names of its tables or their keys."""
    explained = re.findall(r"^### `intents/data/([a-z_]+)\.toml`", text_of("docs/data-format.md"), re.MULTILINE)

    assert sorted(explained) == sorted(path.stem for path in FOLDER.glob("*.toml"))
    for name in ("facets", "scope", "smalltalk"):
        part = section("docs/data-format.md", f"### `intents/data/{name}.toml`")
        assert all(f"`{key}`" in part for entry in data(name).values() for key in entry), name
    for name in ("asking", "metrics", "personal", "places", "weights"):
        part = section("docs/data-format.md", f"### `intents/data/{name}.toml`")
        assert all(f"[{table}]" in part for table in data(name)), name
    assert all(facet in section("docs/data-format.md", "### `intents/data/facets.toml`") for facet in Facet)


def test_commands_are_explained() -> None:
    """The README's table names every command of the bot."""
    part = section("README.md", "### In Telegram")

    for name, _ in (*COMMANDS, *STAFF_COMMANDS, *ADMIN_COMMANDS):
        assert re.search(rf"^\|.*`/{name}\b", part, re.MULTILINE), name


def test_keys_of_places_and_listed_procedures_are_explained() -> None:
    """docs/data-format.md shows every column of the table of places, and every key of [[place]] and [[listed]]."""
    places = section("docs/data-format.md", "### Places")
    listed = section("docs/data-format.md", "## Procedures known by name only")

    assert [column for column in COLUMNS if f"`{column}`" not in places] == []
    assert [key for key in sorted(_PLACE_KEYS) if not re.search(rf"^{key} =", places, re.MULTILINE)] == []
    assert [key for key in sorted(_LISTED_KEYS) if not re.search(rf"^{key} =", listed, re.MULTILINE)] == []


def test_record_keys_are_explained() -> None:
    """docs/data-format.md shows every key of our own records and every column of figures."""
    records = section("docs/data-format.md", "## Our own procedure records")
    keys = (
        (_PROCEDURE_KEYS - {"methods", "cases", "legal_bases"}) | _METHOD_KEYS | _CASE_KEYS | _DOCUMENT_KEYS | _FEE_KEYS
    )
    figures = section("docs/data-format.md", "### Figures")

    assert [key for key in sorted(keys) if not re.search(rf"\b{key} =", records)] == []
    assert [field for field in FIELDS if f"`{field}`" not in figures] == []


def test_the_example_of_a_record_is_toml() -> None:
    """Every TOML example of docs/data-format.md can be read."""
    examples = re.findall(r"```toml\n(.*?)```", text_of("docs/data-format.md"), re.DOTALL)

    assert len(examples) >= 5
    assert all(tomllib.loads(example) for example in examples)


def test_the_example_of_figures_can_be_loaded() -> None:
    """The CSV example of docs/data-format.md loads whole, with places and metrics that the project ships."""
    example = re.findall(r"```csv\n(.*?)```", text_of("docs/data-format.md"), re.DOTALL)[0]
    around = surroundings()

    reading = read_text(example, "example.csv", Directory(around.places, around.metrics))
    kept, lost = resolved(
        reading.statistics, {place.id for place in around.places}, {metric.id: metric for metric in around.metrics}, {}
    )
    assert [*reading.problems, *lost] == []
    assert len(kept) == 3


def test_keys_of_answers_are_explained() -> None:
    """docs/data-format.md names every key that scripts.ask --json writes, and every outcome."""
    reply = Reply(Outcome.ANSWER, (), parts=(Reply(Outcome.ANSWER, ()),))
    part = section("docs/data-format.md", "## Asking from a program")

    assert [key for key in (*as_object(reply), "id", "milliseconds") if f"`{key}`" not in part] == []
    assert [outcome for outcome in Outcome if outcome not in part] == []
