"""What a plan says of its targets: amounts, splits, and how the year is spread."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from services.planning.domain.entry import Attributes

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9._\-]{1,64}$")]
SeriesId = Annotated[str, Field(pattern=r"^[A-Za-z0-9._\-]{1,64}(/[A-Za-z0-9._\-]{1,64}){0,8}$")]
Month = Annotated[int, Field(ge=1, le=12)]
Entries = Annotated[int, Field(ge=0, le=10**7)]
Assumption = Annotated[
    bool | str | None, Field(description="true, or a sentence: the figure stands in until somebody decides it.")
]


def _exact(value: Any) -> Any:  # noqa: ANN401 - whatever the file held
    """Read a decimal as it is written: 8.6 is 43/5, not the nearest binary fraction."""
    return Fraction(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _listed(value: Any) -> Any:  # noqa: ANN401 - as above
    return [value] if isinstance(value, str | bool | int) else value


def _code(value: Any) -> Any:  # noqa: ANN401 - as above
    """Refuse numbers: YAML reads an unquoted 01 as 1, which is another occupation."""
    if not isinstance(value, str | bool):
        raise ValueError("write codes in quotes")  # noqa: TRY004 - pydantic's own errors are ValueErrors
    return value


Weight = Annotated[Fraction, Field(ge=0), BeforeValidator(_exact, json_schema_input_type=Annotated[float, Field(ge=0)])]
Weights = dict[Name, Weight]
Dimension = Literal["funding", "regime", "employed", "office", "sector", "form", "delivery", "hours"]
Attribute = Literal[Dimension, "occupation"]
assert set(get_args(Attribute)) == set(Attributes._fields)  # noqa: S101 - one list in two forms

_Code = Annotated[bool | str, BeforeValidator(_code)]
_Codes = Annotated[
    list[_Code],
    Field(min_length=1, max_length=1_000),
    BeforeValidator(_listed, json_schema_input_type=bool | str | Annotated[list[bool | str], Field(min_length=1)]),
]


def _named(value: Any) -> Any:  # noqa: ANN401 - as above
    """Let true and false be the names of parts: YAML and JSON disagree about such keys."""
    if not isinstance(value, Mapping):
        return value
    return {str(key).lower() if isinstance(key, bool) else key: _named(of) for key, of in value.items()}


def _by_dimension(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 - as above
    """Let the weights of a split in one dimension stand without its name."""
    split_by: list[Any] = list(info.data.get("split_by") or ())
    weights = _named(value)
    flat = isinstance(weights, dict) and not any(isinstance(of, Mapping) for of in weights.values())
    return {split_by[0]: weights} if flat and weights and len(split_by) == 1 else weights


class Part(BaseModel):
    """A piece of the plan's document; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Like(Part):
    """Spread the year as the entries of an earlier plan fell; its figures are filled in at publication."""

    plan: Name


class Phasing(Part):
    """How the year's entries are spread: by weights of months, by dates of course starts, or like an earlier plan."""

    months: Annotated[dict[Month, Weight], Field(min_length=12)] | None = None
    starts: Annotated[dict[date, Weight], Field(min_length=1, max_length=366)] | None = None
    like: Like | None = None
    within_month: Literal["working_days"] = "working_days"
    source: str | None = None
    assumption: Assumption = None

    @model_validator(mode="after")
    def _one_way(self) -> "Phasing":
        if sum(way is not None for way in (self.months, self.starts, self.like)) != 1:
            raise ValueError("give one of months, starts and like")
        return self


class Target(Part):
    """An amount owed by what ``counts``, or a split of the series it lies ``within``.

    Without an amount it has no target: it is shown, and never falls behind.
    """

    id: Name
    title: Annotated[dict[Literal["de", "en"], str], Field(min_length=1)]
    within: Annotated[SeriesId | None, Field(description="A target above it, or a part of a split: sector/it.")] = None
    amount: Entries | None = None
    counts: dict[Attribute, _Codes] = {}
    split_by: Annotated[
        tuple[Dimension, ...],
        Field(max_length=2),
        BeforeValidator(
            _listed, json_schema_input_type=Dimension | Annotated[list[Dimension], Field(min_length=1, max_length=2)]
        ),
        Field(description="One attribute or two: first by the one, each part by the other."),
    ] = ()
    weights: Annotated[
        dict[Dimension, Weights],
        BeforeValidator(_by_dimension, json_schema_input_type=Weights | dict[Dimension, Weights]),
    ] = {}
    amounts: Annotated[
        dict[Name, Entries],
        BeforeValidator(_named, json_schema_input_type=dict[Name, Entries]),
        Field(description="Parts that are fixed; the weights share the rest."),
    ] = {}
    phasing: Phasing | None = None
    tier: Annotated[Literal[1, 2] | None, Field(description="1: watched like the total and the employees.")] = None
    source: str | None = None
    assumption: Assumption = None


class Revision(Part):
    """How a later version goes on: the gap stays, or everything starts anew from what has begun by ``valid_from``."""

    mode: Literal["gap_stays", "start_anew"] = "gap_stays"
    started: Annotated[
        dict[SeriesId, Entries], Field(description="Entries begun by valid_from; default: estimated at publication.")
    ] = {}


class Resolved(Part):
    """What planning filled in when it published the version, so that it computes the same for ever."""

    author: str | None = None
    months: dict[SeriesId, dict[Month, Weight]] = {}
    started: dict[SeriesId, Entries] = {}
