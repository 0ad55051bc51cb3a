"""A service as it is, but for its patience: canaries come every second, and are missed after some ten."""

import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from fastapi import FastAPI

from services.intake.app import create_app as create_intake
from services.monitoring.app import create_app as create_monitoring
from services.planning.app import create_app as create_planning
from shared.serve import serve
from shared.settings import Settings
from shared.telemetry.logs import configure_logs

PATIENCE_S = 10.0
_MAKERS: dict[str, Callable[[Settings], FastAPI]] = {
    "intake": partial(create_intake, canary_every=timedelta(seconds=1)),
    "planning": create_planning,
    "monitoring": partial(create_monitoring, silence_after_s=PATIENCE_S),
}

if __name__ == "__main__":
    name = sys.argv[1]
    configure_logs(name)
    own = Settings()
    serve(_MAKERS[name](own), own.host, own.port(name))
