"""`kurs serve`: one service, for containers and for the embedded stack."""

from importlib import import_module
from typing import Annotated, Literal

import typer

from shared.serve import serve as run
from shared.settings import Settings
from shared.telemetry.logs import configure_logs

Service = Literal["intake", "planning", "monitoring"]


def serve(service: Annotated[Service, typer.Argument(help="Which one.")]) -> None:
    """Run one service until SIGINT or SIGTERM."""
    configure_logs(service)
    settings = Settings()
    # Each process imports its own service only: a start costs what that one needs.
    create_app = import_module(f"services.{service}.app").create_app
    run(create_app(settings), settings.host, settings.port(service))
