"""Books that a benchmark fills in bulk: what was copied is counted as what was recorded."""

from collections import Counter
from datetime import date

from services.kurs.bench.books import copies_for, fill_books
from services.kurs.bench.check import counted_by
from tests.support.ledger import LONG_AFTER, Books


async def test_copies_are_counted_as_often_as_they_are_there(empty_database: str) -> None:
    books = Books(empty_database)
    await books.publish()

    fold = fill_books(empty_database, 900, lambda _: None, counted_at_most=300)

    assert copies_for(900, 300) == 3
    today = await books.board(date(2026, 12, 30), LONG_AFTER)
    expected = Counter({name: 3 * number for name, number in fold.totals().items()})
    counted = counted_by(today)
    assert +counted == expected
    before = LONG_AFTER.replace(year=2026, month=12, day=31)
    assert counted_by(await books.board(date(2026, 12, 30), before)) == counted
    await books.database.aclose()
