"""The shapes of planning's answers about plans: versions, what differs between them, and what might be."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from services.planning.answers import Board, PlanName


class FiguresOfSeries(BaseModel):
    """A series under one version: what it owes and counts on a day; ``counts`` is its filter by attribute."""

    target: int | None
    months: list[int] | None
    expected: float | None
    actual: int
    announced: int
    deviation: float | None
    counts: dict[str, list[str]]


class SeriesDiffers(BaseModel):
    """A series that differs between two versions; null on the side where it does not exist."""

    id: str
    title: str
    change: Literal["added", "removed", "changed"]
    before: FiguresOfSeries | None
    after: FiguresOfSeries | None


class SectorsChanged(BaseModel):
    """Entries that stand in another sector; null: not in the plan at all."""

    before: str | None
    after: str | None
    counted: int
    announced: int


class PlanDifference(BaseModel):
    """What changes from one version to another on a day's board, in words and in figures."""

    plan: PlanName
    against: PlanName | None
    reason: str
    on: date
    known: datetime
    words: list[str]
    series: list[SeriesDiffers]
    moving: list[SectorsChanged]
    offices_added: dict[str, str]
    offices_removed: dict[str, str]
    managers_changed: bool
    preset: str
    preset_before: str | None


class PlanListed(BaseModel):
    """A published version: why and by whom, what is owed, where that comes from, and what is not decided yet.

    ``unallocated`` is what a split leaves of its whole, by the target that splits; ``assumptions`` holds the series
    (``phasing``: the months) whose figures stand in for a decision. ``frozen``: since when the year is closed;
    ``difference``: what a dry run would change.
    """

    id: str
    version: int
    year: int
    valid_from: date
    district: str
    offices: dict[str, str]
    targets: dict[str, int]
    reason: str
    author: str | None
    mode: str
    preset: str
    unallocated: dict[str, int]
    sources: dict[str, str]
    assumptions: dict[str, bool | str]
    frozen: datetime | None = None
    difference: PlanDifference | None = None


class QuotaMoved(BaseModel):
    """A sector's quota as it is and as proposed, with what it will reach by the rule."""

    id: str
    title: str
    target: int
    reachable: int
    proposed: int


class Proposal(BaseModel):
    """A proposal for moving quota between sectors; the sum stays, and nobody applies it but the plan's owner.

    ``weights`` can be pasted into the plan as the sectors' weights or amounts.
    """

    rule: str
    words: list[str]
    total: int
    unallocated_before: int
    unallocated_after: int
    sectors: list[QuotaMoved]
    weights: dict[str, int]


class WhatIf(Board):
    """The board as it would look under another plan, and a proposal for moving quota in it."""

    proposal: Proposal | None
