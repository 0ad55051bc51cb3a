"""The guide for vendors says what the code does, and the same in both languages."""

import ast
import re
from collections.abc import Iterator

import pytest

from services.intake.answers import _STATUS
from services.intake.domain.refused import TITLES
from services.kurs.vendor_guide.words import words
from shared.web.problems import _NAMES
from tests.support.reference import ROOT

GUIDES = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("vendors.de.md", "vendors.md")}
SPELT_OTHERWISE = {"DATEI": "FILE", "JJJJ": "YYYY", "JJ": "YY", "TT": "DD"}
RULES, REQUESTS, FILES = (words()[section] for section in ("rules", "requests", "files"))


def told() -> list[str]:
    """Return the guides with the few words within code that are those of a language in English."""
    german, english = GUIDES.values()
    for word, other in SPELT_OTHERWISE.items():
        german = re.sub(rf"(?<![A-Z]){word}(?![A-Z])", other, german)
    return [german, english]


def test_both_languages_show_the_same_examples() -> None:
    german, english = (re.findall(r"```\w+\n(.*?)```", text, re.DOTALL) for text in told())

    assert german
    assert german == english


def test_both_languages_name_the_same_fields_codes_problems_and_calls() -> None:
    without_examples = (re.sub(r"```.*?```", "", text, flags=re.DOTALL) for text in told())
    german, english = (set(re.findall(r"`([^`\n]+)`", text)) for text in without_examples)

    assert len(german) > len(TITLES)
    assert german ^ english == set()


def test_both_languages_have_the_same_shape() -> None:
    shapes = [re.findall(r"^(#+|\d\.|\*|\|)(?=[ ])", text, re.MULTILINE) for text in told()]

    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("guide", GUIDES)
def test_every_place_that_the_guide_links_to_is_there(guide: str) -> None:
    text = GUIDES[guide]
    files = re.findall(r"\]\((?!http|#)([^)#]+)\)", text)
    places = re.findall(r"\]\(#([^)]+)\)", text)
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ ([\w -]+)$", text, re.MULTILINE)}

    assert files
    assert places
    assert not [file for file in files if not (ROOT / "docs" / file).exists()]
    assert not set(places) - headings


def test_every_rule_has_cause_and_remedy_and_the_status_of_its_answer() -> None:
    assert set(TITLES) <= set(RULES)
    whole_body = {"malformed": 400}  # what is no JSON is no event: one sent alone is an unreadable body
    for name in TITLES:
        assert RULES[name].get("status", 422) == (_STATUS | whole_body).get(name, 422), name


def test_every_answer_to_a_whole_request_has_cause_and_remedy() -> None:
    found = [answer for folder in ("services/intake", "shared/web") for answer in answers_in(folder)]
    found += [(name, status) for status, name in _NAMES.items()]

    told_of = {
        (name, problem.get("status", 422)) for part in (RULES, REQUESTS, FILES) for name, problem in part.items()
    }
    assert set(REQUESTS) <= {name for name, _ in found}
    names = {name for name, _ in told_of}
    assert [one for one in found if one not in told_of and (one[0] not in names or one[1] is not None)] == []


def answers_in(folder: str) -> Iterator[tuple[str, int | None]]:
    """Yield name and status (as far as it stands there) of every problem that the code in *folder* answers with."""
    for file in (ROOT / folder).rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"Problem", "later"}:
                yield from of_call(call, call.func.id)


def of_call(call: ast.Call, made_by: str) -> Iterator[tuple[str, int | None]]:
    given = [value.value for value in call.args if isinstance(value, ast.Constant)]
    named = {word.arg: word.value.value for word in call.keywords if isinstance(word.value, ast.Constant)}
    match made_by, given:
        case "Problem", [int(status), str(name), *_]:
            yield name, status
        case "Problem", [str(name), *_]:
            yield name, None
        case "later", [str(name), _, *_]:
            yield name, int(str(named.get("status", 503)))
