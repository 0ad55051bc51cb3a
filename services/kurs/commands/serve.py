"""`kurs serve`: one service, for containers and for the embedded stack.

What a service needs is imported when it is served: other commands do not wait for it, and the embedded stack calls
this module itself (`python -m`), so that a service does not wait for what only the other commands need.
"""

from importlib import import_module
from typing import Annotated, Literal

import typer

Service = Literal["intake", "planning", "monitoring"]


def serve(service: Annotated[Service, typer.Argument(help="Which one.")]) -> None:
    """Run one service until SIGINT or SIGTERM."""
    from shared.serve import serve as run  # noqa: PLC0415 - see above
    from shared.settings import Settings  # noqa: PLC0415
    from shared.telemetry.logs import configure_logs  # noqa: PLC0415

    configure_logs(service)
    settings = Settings()
    create_app = import_module(f"services.{service}.app").create_app
    run(create_app(settings), settings.host, settings.port(service))


if __name__ == "__main__":
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(serve)
    app()
