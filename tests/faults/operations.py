"""Operations at work: what fires, since when, and the runbook that says what to do."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tests.faults.hurried import hurried
from tests.faults.runbook import Runbook
from tests.faults.scene import Scene
from tests.support.alertmanager import alertmanager
from tests.support.prometheus import prometheus
from tests.support.running import free_ports
from tests.support.smtp_server import Mailbox, served_beside

_WITHIN_S = 120.0
_ALWAYS = {"KurshalterWatchdog", "KurshalterFeedSilent"}
"""Nobody in these scenes reports as a plan expects it."""


class Operations:
    """A Prometheus with hurried rules, an Alertmanager and a mail server around a scene.

    What operations tells the watched product to mail goes to the same server.
    """

    def __init__(self, scene: Scene, folder: Path, mailbox: Mailbox) -> None:
        """Watch *scene*, which mails to the port of *mailbox*."""
        self.scene = scene
        self.mailbox = mailbox
        self.mail_server = ExitStack()
        self.alarms = ExitStack()
        self.figures: list[str] = []
        self._folder = folder
        [self._alarm_port] = free_ports(1)
        self._ends = ExitStack()
        self._ends.callback(self.mail_server.close)
        self._ends.callback(self.alarms.close)

    def open(self) -> None:
        """Start everything, and wait until all is well."""
        self.serve_mail()
        self.start_alarms()
        jobs = dict(self.scene.world.ports)
        running = prometheus(self._folder / "prometheus", jobs, self._alarm_port, hurried)
        self.prometheus = self._ends.enter_context(running)
        self.until(lambda: len(self.prometheus.ask("up == 1")) == len(jobs))
        self.calm()

    def serve_mail(self) -> None:
        """Let the mail server run."""
        self.mail_server.enter_context(served_beside(self.mailbox))

    def start_alarms(self) -> None:
        """Let Alertmanager run."""
        self.alarms.enter_context(alertmanager(self._folder / "alarms", self.mailbox.port, self._alarm_port))

    def page(self, name: str) -> Runbook:
        """Open a page of the runbooks."""
        ports = {"alertmanager": self._alarm_port, "prometheus": self.prometheus.port}
        return Runbook(name, self.scene.world, ports)

    def until(self, condition: Callable[[], bool], otherwise: str = "it does not happen") -> float:
        """Wait until *condition* holds and return how long that took (seconds)."""
        return self.scene.watch.until(condition, _WITHIN_S, otherwise)

    def calm(self) -> None:
        """Wait until nothing fires that should not."""
        self.until(lambda: self.prometheus.firing() <= _ALWAYS, "it does not come to rest")

    def is_firing(self, alert: str, **labels: str) -> bool:
        """Say whether *alert* fires with *labels*."""
        wanted = {"alertname": alert, **labels}.items()
        return any(wanted <= one.items() for one in self.prometheus.alerts())

    def fires(self, alert: str, meanwhile: Callable[[], object] = str, **labels: str) -> None:
        """Wait until *alert* fires, doing something *meanwhile*, and note how long it took."""
        began = time.monotonic()

        def fired() -> bool:
            meanwhile()
            return self.is_firing(alert, **labels)

        self.until(fired, f"{alert} does not fire")
        self.figures.append(f"{alert} fired after {time.monotonic() - began:.1f} s")

    def goes(self, alert: str, meanwhile: Callable[[], object] = str) -> None:
        """Wait until *alert* fires no more, doing something *meanwhile*, and note how long it took."""

        def gone() -> bool:
            meanwhile()
            return not self.is_firing(alert)

        took = self.until(gone, f"{alert} does not end")
        self.figures.append(f"{alert} was over after {took:.1f} s")

    def close(self) -> None:
        """End everything but the scene."""
        self._ends.close()
