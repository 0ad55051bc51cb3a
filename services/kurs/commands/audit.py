"""`kurs audit`: whether the log of what managers did was changed."""

import json
from typing import Annotated

import typer

from services.kurs.client import Client
from services.kurs.failure import Failure
from services.kurs.options import Json
from services.kurs.texts import say
from shared.settings import Settings


def audit(
    head: Annotated[str | None, typer.Option(help="The head that an earlier run printed: is it still there?")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Follow the log of acts on the quarantine, closed years and official figures; ends with 1 if it was changed."""
    settings = Settings()
    with Client(settings) as client:
        found = client.get("planning", "/v1/audit", head=head)
    if as_json:
        typer.echo(json.dumps(found))
    elif not found["broken"] and found["holds"] is not False:
        typer.echo(say("audit-whole", settings.language, acts=found["acts"], head=found["head"] or "–"))
    if found["broken"]:
        raise Failure("audit-broken", rows=", ".join(map(str, found["broken"])))
    if found["holds"] is False:
        raise Failure("audit-cut-off", head=head)
