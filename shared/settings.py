"""Settings every service has; read once, in the entry point, and handed on."""

import hashlib
import os
import socket
import tempfile
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
)
from typing_extensions import override

from shared.clock import Clock, clock_on, system_clock

_LONGEST_SOCKET_PATH = 100
"""A Unix socket's path holds 107 bytes on Linux; some of them are kept for Redis' temporary names."""

_SECRETS = "/run/secrets"
"""Where containers find the files of their secrets."""

Folder = Annotated[Path, AfterValidator(lambda path: path.expanduser().absolute())]


def _smtp(url: SecretStr) -> SecretStr:
    parts = urlsplit(url.get_secret_value())
    if url.get_secret_value() and not (parts.scheme in {"smtp", "smtps"} and parts.hostname):
        raise ValueError("write smtp://[user:password@]host[:port][?from=address], or smtps:// for TLS from the start")
    return url


class Settings(BaseSettings):
    """Where things are kept and reached; each field is the variable ``KURS_<NAME>``."""

    model_config = SettingsConfigDict(
        env_prefix="KURS_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
        hide_input_in_errors=True,
    )

    data_dir: Folder = Field(default=Path(".kurs"), validate_default=True)
    redis_url: str = ""
    database_url: str = ""
    intake_database_url: str = ""
    planning_database_url: str = ""
    monitoring_database_url: str = ""
    keys_file: Path | None = None
    today: date | None = None
    language: Literal["de", "en"] = "de"
    host: str = "127.0.0.1"
    intake_port: int = 8081
    planning_port: int = 8082
    monitoring_port: int = 8083
    journal_limit: int = Field(default=1_000_000, ge=1)
    """So many accepted events may wait for publication while Redis is away; then intake asks to come again."""
    smtp_url: Annotated[SecretStr, AfterValidator(_smtp)] = SecretStr("")
    """Empty: mails are written as files."""
    alertmanager_url: str = ""
    webhook_keys_file: Path | None = None
    page_url: str = ""
    """Where people reach monitoring's page; links lead there."""
    intake_url: str = ""
    planning_url: str = ""
    """Where monitoring's page asks the other services; default: their ports on this host."""
    tracing: bool = False
    """Follow requests through the streams, and tell the collector that the variables ``OTEL_*`` name."""
    consumer: str = Field(default_factory=socket.gethostname)
    """Names this replica among the consumers of its group; two replicas on one machine need two names."""

    @classmethod
    @override
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the environment, `.env`, and files: containers and systemd hand over secrets as one file a setting."""
        folder = Path(os.environ.get("CREDENTIALS_DIRECTORY", _SECRETS))
        files = [SecretsSettingsSource(settings_cls, folder)] if folder.is_dir() else []
        return init_settings, env_settings, dotenv_settings, *files

    @property
    def clock(self) -> Clock:
        """The machine's clock, or one that stands on the day of ``KURS_TODAY``."""
        return clock_on(self.today) if self.today else system_clock

    @property
    def keys(self) -> Path:
        """The file with the keys of all callers."""
        return self.keys_file or self.data_dir / "keys.json"

    @property
    def webhook_keys(self) -> Path:
        """The file with the webhooks that may be called, and their keys."""
        return self.webhook_keys_file or self.data_dir / "webhook-keys.json"

    @property
    def outbox(self) -> Path | None:
        """The folder to which mails are written while no SMTP server is set, or None."""
        return None if self.smtp_url.get_secret_value() else self.data_dir / "outbox"

    @property
    def page(self) -> str:
        """The address of the managers' page."""
        return self.page_url or f"http://{self.host}:{self.monitoring_port}"

    @property
    def redis(self) -> str:
        """The URL of the streams' Redis; the embedded server's socket unless one is set."""
        return self.redis_url or f"unix://{self.redis_socket}"

    @property
    def redis_socket(self) -> Path:
        """Where the embedded Redis listens: in the data folder, or the temporary folder when that path is too long."""
        socket = self.data_dir / "redis.sock"
        if len(str(socket)) <= _LONGEST_SOCKET_PATH:
            return socket
        name = hashlib.blake2b(str(self.data_dir).encode(), digest_size=8).hexdigest()
        return Path(tempfile.gettempdir()) / f"kurs-{name}.sock"

    def database(self, service: str) -> str:
        """Return the database URL of *service*: its own, the common one, or a SQLite file in the data folder."""
        own: str = getattr(self, f"{service}_database_url")
        return own or self.database_url or f"sqlite:///{self.data_dir / f'{service}.sqlite3'}"

    def url(self, service: str) -> str:
        """Return where *service* answers."""
        own: str = getattr(self, f"{service}_url")
        return own.rstrip("/") or f"http://{self.host}:{self.port(service)}"

    def port(self, service: str) -> int:
        """Return the port on which *service* answers."""
        port: int = getattr(self, f"{service}_port")
        return port
