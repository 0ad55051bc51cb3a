"""The plan as its owner writes it: YAML or JSON, checked before anything is computed from it."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticSerializationError

from services.planning.domain.entry import Attributes
from services.planning.managers import Managers

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9._\-]{1,64}$")]
Month = Annotated[int, Field(ge=1, le=12)]


def _exact(value: Any) -> Any:  # noqa: ANN401 - whatever the file held
    """Read a decimal as it is written: 8.6 is 43/5, not the nearest binary fraction."""
    return Fraction(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


Weight = Annotated[Fraction, BeforeValidator(_exact, json_schema_input_type=float), Field(ge=0)]
Attribute = Literal["funding", "regime", "employed", "office", "sector", "form", "delivery", "hours"]
assert set(Attribute.__args__) == set(Attributes._fields)  # type: ignore[attr-defined]  # noqa: S101 - one list in two forms


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class District(_Part):
    """The district whose plan this is."""

    code: Name
    name: str


class Sector(_Part):
    """A sector's title and the KldB 2010 prefixes that lead to it."""

    de: str
    en: str | None = None
    kldb: list[Annotated[str, Field(pattern=r"^\d{2,5}$")]] = []


class Sectors(_Part):
    """The sectors of the plan; ``other`` takes what no rule matches."""

    source: str | None = None
    sectors: Annotated[dict[Name, Sector], Field(max_length=50)]


class Target(_Part):
    """An amount owed by what ``counts``, or a split of the target it lies ``within`` by ``weights``."""

    id: Name
    title: Annotated[dict[Literal["de", "en"], str], Field(min_length=1)]
    within: Name | None = None
    amount: Annotated[int, Field(ge=0, le=10**7)] | None = None
    counts: dict[Attribute, bool | str | list[bool | str]] = {}
    split_by: Literal["sector"] | None = None
    weights: dict[Name, Weight] = {}
    source: str | None = None


class Phasing(_Part):
    """How the year's entries are spread over the months."""

    months: Annotated[dict[Month, Weight], Field(min_length=12)]
    within_month: Literal["working_days"] = "working_days"
    source: str | None = None


class Calendar(_Part):
    """Which days are worked: the federal state's holidays, and days on which nothing starts."""

    subdivision: Name = "ST"
    closed: list[date] = []


class PlanDocument(_Part):
    """One version of a district's plan for one year."""

    plan: Name
    district: District
    year: Annotated[int, Field(ge=2000, le=2199)]
    version: Annotated[int, Field(ge=1, le=10**6)]
    valid_from: date
    reason: str
    offices: Annotated[dict[Name, str], Field(min_length=1, max_length=200)]
    calendar: Calendar = Calendar()
    sectors: Sectors
    managers: Managers = Managers()
    targets: Annotated[list[Target], Field(min_length=1, max_length=100)]
    phasing: Phasing


class PlanRefused(Exception):
    """The plan cannot be used; *faults* name the places and what is wrong there."""

    def __init__(self, *faults: str) -> None:
        """Refuse for *faults*, each ``path: reason``."""
        super().__init__("; ".join(faults))
        self.faults = faults


def read_plan(text: bytes) -> PlanDocument:
    """Return the plan written in *text* (YAML; JSON is YAML too). Raises :class:`PlanRefused`."""
    try:
        document = PlanDocument.model_validate(_load(text))
        document.model_dump_json()  # what cannot be written down again cannot be kept
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False, include_context=False)
        raise PlanRefused(
            *(f"{'.'.join(map(str, fault['loc'])) or 'plan'}: {fault['msg']}" for fault in faults)
        ) from None
    except (PydanticSerializationError, UnicodeError, RecursionError):
        raise PlanRefused("file: it holds text or values that JSON cannot hold") from None
    return document


def _load(text: bytes) -> Any:  # noqa: ANN401 - whatever the file holds
    """Return the content of a YAML file without aliases: a few of them can stand for a whole disk."""
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.CSafeLoader)):
            raise PlanRefused("file: write it without aliases (*name)")
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = "" if line is None else f" (line {line + 1})"
        raise PlanRefused(f"file: this is neither YAML nor JSON{where}") from None
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError):
        # Its constructors let such errors out for values that look like dates or numbers and are none.
        raise PlanRefused("file: a value looks like a date or a number and is none; put it into quotes") from None
