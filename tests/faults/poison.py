"""Messages that no service should ever see."""

from tests.support.redis_server import RedisServer

FIELD = b"__data__"
"""Where the streams carry their JSON."""

_ENTRY = (
    b'{"version":1,"sequence":%(sequence)s,"id":"p","source":"urn:office:jc-wb","type":"entry.started",'
    b'"time":"2026-03-02T08:00:00Z","recordedtime":"2026-03-02T08:00:00Z","data":{"entry_id":%(entry)s,"revision":'
    b'%(revision)s,"status":"started","customer":"c_0123456789abcdef","office":"JC-WB","funding":"SGB3",'
    b'"customer_regime":"SGB2","employed":false,"occupation":null,"sector":null,"start_date":%(start)s,'
    b'"planned_end_date":null,"end_date":null,"outcome":null,"form":"adaptation","delivery":"online",'
    b'"hours":"full_time","measure":null}}'
)
_FINE = {b"sequence": b"999999999999", b"entry": b'"T-1"', b"revision": b"1", b"start": b'"2026-03-02"'}


def _entry(**changed: bytes) -> bytes:
    return _ENTRY % {**_FINE, **{name.encode(): value for name, value in changed.items()}}


KINDS = {
    "nothing at all": b"",
    "no JSON": b"Eintritt: ja",
    "half of a message": _entry()[:200],
    "null": b"null",
    "a list": b"[1, 2, 3]",
    "an object without a field": b"{}",
    "bytes that are no UTF-8": b'{"id": "\xff\xfe"}',
    "a number that is none": _entry(revision=b"NaN"),
    "a number as text": _entry(revision=b'"1"'),
    "a number beyond every database": _entry(revision=b"9" * 40),
    "a day that is none": _entry(start=b'"2026-02-30"'),
    "a name with a NUL": _entry(entry=b'"T\\u0000"'),
    "half of a character": _entry(entry=b'"\\ud800"'),
    "a version of the future": _entry().replace(b'"version":1', b'"version":99'),
    "a deep nest": b"[" * 100_000,
    "an envelope of the framework": b"\x89BIN\r\n\x1a\n\x00\x01\x00\x00\x00\x12",
}


def poison(redis: RedisServer, stream: str, payload: bytes) -> str:
    """Put *payload* onto *stream* past intake, and return its position."""
    with redis.client() as client:
        return str(client.xadd(stream, {FIELD: payload}).decode())
