"""What tests tell, and to whom."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from services import monitoring
from services.monitoring.domain.alerts import Kind, Severity, Turn
from services.monitoring.domain.audience import Channel, Notification, addressed
from services.monitoring.domain.history import Change
from services.monitoring.domain.notices import AlertNotice
from services.monitoring.notify.message import Message
from services.monitoring.notify.sender import Sender
from services.monitoring.notify.wording import Wording
from services.monitoring.storage.memory import SqlMemory
from services.monitoring.storage.outgoing import listed
from shared.events import Managers, Person
from shared.migrate import migrate
from shared.storage import Database
from tests.support.sample_year import PLAN, sample_plan
from tests.unit.monitoring.examples import e2

MIGRATIONS = Path(monitoring.__file__).parent / "migrations"
START = datetime(2026, 6, 29, 8, tzinfo=UTC)
DAY = date(2026, 6, 26)
LEADER, TEAM, OPERATIONS = "leitung@example.org", "team@example.org", "betrieb@example.org"
HOOK = "https://hooks.example.org/kurs"


def change(turn: Turn = Turn.RAISED, day: date = DAY, **changed: object) -> Change:
    """Return a change of an alert about the total that was raised on 26 June."""
    values = {"series": "entries", "kind": Kind.PACE, "severity": Severity.WARNING, "since": DAY} | changed
    return Change(plan=PLAN, plan_version=1, turn=turn, day=day, **values)  # type: ignore[arg-type]  # named as they are


def several(number: int) -> list[Change]:
    """Return changes of as many alerts."""
    return [change(since=DAY - timedelta(days=n)) for n in range(number)]


class Hand:
    """Moves a clock."""

    def __init__(self) -> None:
        """Begin on a Monday morning."""
        self.now = START

    def __call__(self) -> datetime:
        """Return what time it is."""
        return self.now

    def pass_(self, **how_long: float) -> None:
        """Let time pass."""
        self.now += timedelta(**how_long)


@dataclass
class Post:
    """A channel that remembers what it took, and can refuse or hang."""

    taken: list[Message] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    refusal: Exception | None = None
    hangs: bool = False

    async def send(self, message: Message) -> None:
        self.tried.append(message.id)
        if self.hangs:
            await asyncio.Event().wait()
        if self.refusal:
            raise self.refusal
        self.taken.append(message)


class Office:
    """A database of monitoring whose plan names people, and a sender that tells them."""

    def __init__(self, url: str, *people: Person) -> None:
        """Make the tables at *url* and keep the sample plan with *people*."""
        migrate("monitoring", url, MIGRATIONS)
        self.database = Database(url, "monitoring")
        self.people = people
        self.clock = Hand()
        self.mail, self.hook = Post(), Post()
        self.sender = self.another_sender()

    def another_sender(self) -> Sender:
        """Return a further sender on the same tables."""
        ways = {Channel.MAIL: self.mail, Channel.WEBHOOK: self.hook}
        return Sender(self.database, ways, Wording("http://page.example.org"), self.clock, lambda: 0.0)

    async def open(self) -> None:
        """Keep the plan."""
        plan = sample_plan().model_copy(update={"managers": Managers(people=self.people)})
        await self.database.write(lambda connection: SqlMemory(connection).take_up(plan))

    async def tell(self, *changes: Change, first: Change | None = None) -> None:
        """Queue *changes* for whom they concern."""
        evaluation = e2()
        notices = {one.id: AlertNotice(one, evaluation, (first or one).id) for one in changes}

        def work(connection: object) -> None:
            memory = SqlMemory(connection)  # type: ignore[arg-type]  # the transaction's
            told: list[Notification] = [to for one in changes for to in addressed(one, memory.people(PLAN))]
            memory.queue(notices, told)

        await self.database.write(work)

    async def send(self) -> None:
        """Send what is due, until nothing is."""
        while leased := await self.sender.take():
            for ones in leased:
                await self.sender.deliver(ones)

    async def states(self) -> list[str]:
        """Return the states of all notifications, sorted."""
        return sorted(row.state for row in await self.database.read(listed, None, 100_000))
