"""How much load there is, and the processes that make it."""

from dataclasses import dataclass

from services.kurs.bench.load import BATCH
from services.kurs.bench.load_task import Result, Task
from services.kurs.bench.progress import Steps
from services.kurs.bench.rig import Rig
from services.kurs.failure import Failure

_SINGLE_CONNECTIONS = 16
_BATCH_CONNECTIONS = 4
_SAMPLES_A_SECOND = 10
_SPARE_S = 120.0


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is sent: single events at *rate* a second for *seconds*, twice, and *batches* of 500 in between."""

    rate: int
    seconds: int
    batches: int

    @property
    def singles(self) -> int:
        """Events of one measurement of single events; a second more for warming up."""
        return self.rate * (self.seconds + 1)

    @property
    def total(self) -> int:
        """All events."""
        return 2 * self.singles + self.batches * BATCH


class Load:
    """Has the load sent, a process at a time, each going on where the one before it stopped."""

    def __init__(self, stand: Rig, amount: Amount, steps: Steps) -> None:
        """Send to the services of *stand*."""
        self._stand = stand
        self._amount = amount
        self._steps = steps
        self._sent = 0

    def singles(self, step: str, *, with_board: bool = False) -> Result:
        """Send single events at the rate; look at the board meanwhile when asked to."""
        looks = {
            "board_port": self._stand.settings.planning_port,
            "look_at_every": max(1, self._amount.rate // _SAMPLES_A_SECOND),
        }
        task = self._task(self._amount.singles, mode="singles", connections=_SINGLE_CONNECTIONS)
        return self._run(step, task.model_copy(update={"rate": self._amount.rate, **(looks if with_board else {})}))

    def batches(self) -> Result:
        """Send batches as fast as they are taken."""
        number = self._amount.batches * BATCH
        return self._run("bench-batches", self._task(number, mode="batches", connections=_BATCH_CONNECTIONS))

    def _task(self, number: int, **how: object) -> Task:
        token = (self._stand.settings.data_dir / "keys" / "district.key").read_text(encoding="ascii").strip()
        common = {"token": token, "port": self._stand.settings.intake_port, "total": self._amount.total}
        return Task.model_validate({**common, "skip": self._sent, "number": number, **how})

    def _run(self, step: str, task: Task) -> Result:
        folder = self._stand.folder
        given, wanted = folder / f"{step}.task", folder / f"{step}.result"
        given.write_text(task.model_dump_json())
        with self._steps.step(step, task.number, database=self._stand.database, rate=task.rate):
            load = self._stand.run("load", ["-m", "services.kurs.bench.load", str(given), str(wanted)])
            load.finish(self._amount.seconds + _SPARE_S)
        result = Result.model_validate_json(wanted.read_bytes())
        if result.accepted != task.number:
            raise Failure("bench-refused", accepted=result.accepted, number=task.number)
        self._sent += task.number
        return result
