"""The plan as its owner writes it: YAML or JSON, checked before anything is computed from it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field, ValidationError
from pydantic_core import PydanticSerializationError

from services.planning.domain.plan import Preset
from services.planning.plan.managers import Managers
from services.planning.plan.statistic import Statistic
from services.planning.plan.targets import Name, Part, Phasing, Resolved, Revision, Target
from shared.strict_yaml import KeyTwice, StrictLoader

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""All of them but those that end a line and indent it."""


class District(Part):
    """The district whose plan this is."""

    code: Name
    name: str


class Office(Part):
    """An office whose entries come as single events, or as monthly files."""

    name: str
    feed: Literal["events", "files"] = "events"


class Sector(Part):
    """A sector's title and the KldB 2010 prefixes that lead to it."""

    de: str
    en: str | None = None
    kldb: tuple[Annotated[str, Field(pattern=r"^\d{2,5}$")], ...] = ()


class Sectors(Part):
    """The sectors of the plan; ``other`` takes what no rule matches."""

    source: str | None = None
    sectors: Annotated[dict[Name, Sector], Field(max_length=50)]


class Calendar(Part):
    """Which days are worked: the federal state's holidays, and days on which nothing starts."""

    subdivision: Name = "ST"
    closed: tuple[date, ...] = ()


class Alerts(Part):
    """How readily managers are warned: each preset trades false warnings for weeks."""

    preset: Annotated[
        Preset,
        Field(description="False warnings a year in a district on plan: quiet 0.3, standard 1, sensitive 2.4."),
    ] = "standard"


class PlanDocument(Part):
    """One version of a district's plan for one year."""

    plan: Name
    district: District
    year: Annotated[int, Field(ge=2000, le=2199)]
    version: Annotated[int, Field(ge=1, le=10**6)]
    valid_from: date
    reason: str
    author: Annotated[str | None, Field(description="Who decided it; default: the key that publishes it.")] = None
    revision: Revision = Revision()
    offices: Annotated[dict[Name, str | Office], Field(min_length=1, max_length=200)]
    calendar: Calendar = Calendar()
    sectors: Sectors
    managers: Managers = Managers()
    alerts: Alerts = Alerts()
    targets: Annotated[list[Target], Field(min_length=1, max_length=100)]
    phasing: Phasing
    statistic: Statistic = Statistic()
    resolved: Annotated[
        Resolved | None, Field(description="Filled in when the version is published; what is given here is ignored.")
    ] = None

    def office_names(self) -> dict[str, str]:
        """Return the offices' names by their codes."""
        return {code: about if isinstance(about, str) else about.name for code, about in self.offices.items()}

    def fed_by_files(self) -> frozenset[str]:
        """Return the codes of the offices whose entries come as monthly files."""
        fed = (code for code, about in self.offices.items() if isinstance(about, Office) and about.feed == "files")
        return frozenset(fed)


class PlanRefused(Exception):
    """The plan cannot be used; *faults* name the places and what is wrong there."""

    def __init__(self, *faults: str) -> None:
        """Refuse for *faults*, each ``path: reason``."""
        super().__init__("; ".join(faults))
        self.faults = faults


def plan_schema() -> dict[str, Any]:
    """Return the JSON schema of a plan's file: sectors and managers may stand in files beside it."""
    schema = PlanDocument.model_json_schema()
    for name in ("sectors", "managers"):
        inside = {
            key: schema["properties"][name].pop(key) for key in ("$ref", "type") if key in schema["properties"][name]
        }
        schema["properties"][name] |= {"anyOf": [inside, {"type": "string", "description": "A file beside this one."}]}
    return schema


def read_plan(text: bytes) -> PlanDocument:
    """Return the plan written in *text* (YAML; JSON is YAML too). Raises :class:`PlanRefused`."""
    try:
        content = _load(text)
        if faults := list(_control_characters(content)):
            raise PlanRefused(*faults)
        document = PlanDocument.model_validate(content)
        document.model_dump_json()  # what cannot be written down again cannot be kept
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        raise PlanRefused(
            *(f"{'.'.join(map(str, fault['loc'])) or 'plan'}: {fault['msg']}" for fault in found)
        ) from None
    except (PydanticSerializationError, UnicodeError, RecursionError):
        raise PlanRefused("file: it holds text or values that JSON cannot hold") from None
    return document


def _load(text: bytes) -> Any:  # noqa: ANN401 - whatever the file holds
    """Return the content of a YAML file without aliases: a few of them can stand for a whole disk."""
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.CSafeLoader)):
            raise PlanRefused("file: write it without aliases (*name)")
        return yaml.load(text, Loader=StrictLoader)  # noqa: S506 - it is a safe loader
    except KeyTwice as error:
        raise PlanRefused(f"file: {error.problem}{_line(error)}") from None
    except yaml.YAMLError as error:
        raise PlanRefused(f"file: this is neither YAML nor JSON{_line(error)}") from None
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError):
        # Its constructors let such errors out for values that look like dates or numbers and are none.
        raise PlanRefused("file: a value looks like a date or a number and is none; put it into quotes") from None


def _control_characters(content: Any, path: str = "") -> Iterator[str]:  # noqa: ANN401 - as above
    """Yield the places of control characters, which a terminal, a mail or a file would obey."""
    parts = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, part in parts:
        yield from _control_characters(part, f"{path}.{key}" if path else str(key))
    if isinstance(content, str) and (found := _CONTROL.search(content)):
        yield f"{path or 'plan'}: a control character (U+{ord(found[0]):04X}) is no text"


def _line(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f" (line {mark.line + 1})" if mark else ""
