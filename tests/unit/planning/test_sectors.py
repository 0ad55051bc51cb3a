"""Which sector, and which rule decided."""

from datetime import date

import pytest

from services.kurs.plan_file import read_plan_file
from services.planning.domain.entry import Entry
from services.planning.domain.sectors import SectorRule
from services.planning.plan.compile import compile_plan
from services.planning.plan.document import read_plan
from tests.support.ledger import PLAN_2026


@pytest.fixture(scope="module")
def rule() -> SectorRule:
    return compile_plan(read_plan(read_plan_file(PLAN_2026))).sectors


def an_entry(*, own_sector: str | None = None, occupation: str | None = None, form: str = "adaptation") -> Entry:
    return Entry(
        status="started",
        start_date=date(2026, 1, 5),
        own_sector=own_sector,
        occupation=occupation,
        funding="SGB3",
        regime="SGB2",
        employed=False,
        office="JC-WB",
        form=form,
        delivery="online",
        hours="part_time",
    )


@pytest.mark.parametrize(
    ("entry", "sector", "why", "prefix"),
    [
        (an_entry(own_sector="other", occupation="43102"), "other", "own sector", None),
        (an_entry(form="basic_skills", occupation="43102"), "basic_skills", "form basic_skills", None),
        (an_entry(own_sector="it", form="basic_skills"), "it", "own sector", None),
        (an_entry(occupation="82101"), "household_care", "occupation prefix", "82101"),
        (an_entry(occupation="82102"), "health", "occupation prefix", "821"),
        (an_entry(occupation="83143"), "household_care", "occupation prefix", "8314"),
        (an_entry(occupation="52531"), "logistics", "occupation prefix", "52"),
        (an_entry(occupation="52512"), "other", "occupation prefix", "5251"),
        (an_entry(occupation="43"), "it", "occupation prefix", "43"),
        (an_entry(occupation="11102"), "other", "no rule matched", None),
        (an_entry(), "other", "no rule matched", None),
    ],
)
def test_the_first_rule_that_speaks_decides(
    rule: SectorRule, entry: Entry, sector: str, why: str, prefix: str | None
) -> None:
    assert rule.find(entry) == (sector, why, prefix)
