"""Webhooks: signed, to a looked-up address, and never for long (Standard Webhooks 1.0)."""

import asyncio
import ssl

import httpx2
import orjson

from services.monitoring.notify.addresses import Resolver, Target, resolve, target_of
from services.monitoring.notify.message import Gone, Message, NeverTaken, NotTaken
from services.monitoring.notify.webhook_keys import Registered, WebhookKeys, signatures
from shared.clock import Clock

_WITHIN_S = 10.0
_ANSWER_AT_MOST = 64 * 1024
_GONE = 410


class Webhooks:
    """Posts messages to registered webhooks."""

    def __init__(
        self,
        keys: WebhookKeys,
        wall: Clock,
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
        within_s: float = _WITHIN_S,
    ) -> None:
        """Sign with *keys* at the time of *wall*, the machine's; trust *tls*, by default what the machine trusts."""
        self._within_s = within_s
        self._keys = keys
        self._wall = wall
        self._resolver = resolver
        self._tls = tls or ssl.create_default_context()

    async def send(self, message: Message) -> None:
        """Return when the other side has said that it took *message*."""
        registered = self._keys.of(message.recipient)
        if registered is None:
            raise NeverTaken("webhook-not-registered")
        try:
            async with asyncio.timeout(self._within_s):
                target = await target_of(message.recipient, self._resolver, on_premises=registered.on_premises)
                status = await self._post(message, target, registered)
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, TimeoutError) as error:
            raise NotTaken(type(error).__name__) from None
        if status == _GONE:
            raise Gone("http-410")
        if not httpx2.codes.is_success(status):  # a redirect is no success: nobody has looked at where it leads
            raise NotTaken(f"http-{status}")

    async def _post(self, message: Message, target: Target, registered: Registered) -> int:
        now = self._wall()
        about = {"type": message.kind, "timestamp": message.at.isoformat(), "data": message.data}
        body = orjson.dumps(about)
        headers = {
            "Host": target.host,
            "Content-Type": "application/json",
            "User-Agent": "Kurshalter",
            "webhook-id": message.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signatures(registered.keys, message.id, now, body),
        }
        named = {"sni_hostname": target.name}
        async with (
            httpx2.AsyncClient(verify=self._tls, trust_env=False, follow_redirects=False, timeout=_WITHIN_S) as http,
            http.stream("POST", target.pinned, content=body, headers=headers, extensions=named) as answer,
        ):
            await _read_a_little(answer)
            return answer.status_code


async def _read_a_little(answer: httpx2.Response) -> None:
    """Read the answer as far as anybody needs it: its status counts, its length is the other side's business."""
    read = 0
    async for piece in answer.aiter_raw():
        read += len(piece)
        if read > _ANSWER_AT_MOST:
            raise NotTaken("answer-too-long")
