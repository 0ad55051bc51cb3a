"""A page of the runbooks, whose commands are run as they stand there, without containers."""

import os
import re
import shlex
import subprocess
from collections.abc import Mapping

import httpx2

from services.kurs.embedded_redis import find_redis_server
from tests.faults.world import World
from tests.support.reference import ROOT
from tests.support.running import KURS

_PAGES = ROOT / "docs/runbooks"
_DEPLOYED = {8081: "intake", 8082: "planning", 8083: "monitoring", 9090: "prometheus", 9093: "alertmanager"}
_COMMAND_WITHIN_S = 60.0


class Runbook:
    """Runs what a page says in a world; what the page does not say cannot be run."""

    def __init__(self, page: str, world: World, ports: Mapping[str, int]) -> None:
        """Open *page*; *ports* says where those listen who are not of the world."""
        self._text = " ".join((_PAGES / f"{page}.md").read_text().split())
        self._world = world
        self._ports = {**world.ports, **ports}

    def says(self, words: str) -> str:
        """Return *words*, which must stand on the page."""
        assert words in self._text, f"the page does not say: {words}"
        return words

    def run(self, command: str, **blanks: str) -> str:
        """Run a *command* of the page with its *blanks* (words in capitals) filled in; return what it writes."""
        self.says(f"`{command}`")
        filled = re.sub(r"\b[A-Z]{3,}\b", lambda blank: blanks.get(blank[0], blank[0]), command)
        program, *arguments = shlex.split(filled)
        match program:
            case "kurs":
                return self._process(str(KURS), *arguments)
            case "redis-cli":
                client = find_redis_server().with_name("redis-cli")
                return self._process(str(client), "-s", str(self._world.redis.socket), *arguments)
            case "curl":
                return self._curl(arguments[-1])
            case _:
                return self._compose(arguments)

    def _process(self, *command: str) -> str:
        found = subprocess.run(
            command,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=_COMMAND_WITHIN_S,
            check=False,
        )
        return found.stdout + found.stderr

    def _environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("KURS_", "PYTHON"))}
        ports = {f"KURS_{name.upper()}_PORT": str(port) for name, port in self._world.ports.items()}
        own = {"KURS_DATA_DIR": str(self._world.folder), "KURS_KEY": self._world.doors.key, "KURS_LANGUAGE": "en"}
        return clean | ports | own | {"COLUMNS": "200"}

    def _curl(self, url: str) -> str:
        asked = httpx2.URL(url)
        try:
            return httpx2.get(asked.copy_with(port=self._ports[_DEPLOYED[asked.port or 0]]), trust_env=False).text
        except httpx2.TransportError as error:
            return type(error).__name__

    def _compose(self, arguments: list[str]) -> str:
        """Do what `docker compose up --detach SERVICE` does: start what is down."""
        compose, up, detach, service = arguments
        assert (compose, up, detach) == ("compose", "up", "--detach")
        self._world.services[service].wanted = True
        return ""
