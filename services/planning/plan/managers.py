"""The people of a plan as its owner writes them: who is told what."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Words = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9._\-]{1,64}$")]
Pattern = Annotated[str, Field(pattern=r"^[A-Za-z0-9._\-/*]{1,200}$")]
Mail = Annotated[str, Field(max_length=254, pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]+@[A-Za-z0-9.\-]+$")]
Webhook = Annotated[str, Field(max_length=2_000, pattern=r"^https://[^\s/@?#\\]+(/[^\s#\\]*)?$")]
"""Without a user or password in front of the host: such an address is made to be misread."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True)


class Person(_Part):
    """Somebody who is told; the meaning of the fields is that of :class:`shared.events.managers.Person`."""

    name: Words
    mail: Mail | None = None
    webhook: Webhook | None = None
    language: Literal["de", "en"] = "de"
    series: list[Pattern] = []
    offices: list[Code] = []
    sectors: list[Code] = []
    from_level: Annotated[Literal["watch", "warning", "critical"], Field(alias="from")] = "warning"
    digest: Literal["none", "daily", "weekly"] = "none"
    report: Literal["none", "monthly"] = "none"
    operations: bool = False

    @model_validator(mode="after")
    def _can_be_told(self) -> Self:
        if not (self.mail or self.webhook):
            raise ValueError("give a mail address, a webhook, or both")
        if not (self.series or self.offices or self.sectors or self.operations):
            raise ValueError("name series, offices or sectors to be told about, or set operations: true")
        return self


class Escalation(_Part):
    """Who is told of an alert that nobody has acknowledged after so many working days."""

    after_working_days: Annotated[int, Field(ge=1, le=60)]
    to: Words


class Managers(_Part):
    """The people of a plan."""

    people: Annotated[list[Person], Field(max_length=500)] = []
    escalation: Escalation | None = None

    @model_validator(mode="after")
    def _are_told_apart(self) -> Self:
        names = [person.name for person in self.people]
        if len(set(names)) < len(names):
            raise ValueError("two people have the same name")
        if self.escalation and self.escalation.to not in names:
            raise ValueError("escalation.to: name one of the people")
        return self

    def faults(self, offices: frozenset[str], sectors: frozenset[str]) -> Iterator[str]:
        """Yield each office and sector that somebody is to be told about and the plan does not have."""
        for place, person in enumerate(self.people):
            for code in sorted(set(person.offices) - offices):
                yield f"managers.people.{place}.offices.{code}: this office is not in the plan"
            for code in sorted(set(person.sectors) - sectors):
                yield f"managers.people.{place}.sectors.{code}: this sector is not in the plan"
