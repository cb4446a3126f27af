"""What the machine's owner sets: folders, database, contact, caps, mail; ``SYNOPTIC_*`` overrides settings.toml."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from extract.errors import DefinitionError

HOME_VARIABLE = "SYNOPTIC_HOME"


def home() -> Path:
    """Where the analyst keeps meetings, outlets, topics; and where archive, reports and database go."""
    return Path(os.environ.get(HOME_VARIABLE, "synoptic")).expanduser().resolve()


class Mail(BaseModel):
    """Mail settings: without a host, messages are written as ``.eml`` files and nothing is sent."""

    model_config = ConfigDict(extra="forbid")

    host: str | None = None
    port: int = Field(587, gt=0, lt=65536)
    starttls: bool = True
    user: str | None = None
    password: SecretStr | None = None
    sender: str = "Synoptic <synoptic@localhost>"
    recipients: tuple[str, ...] = ()
    timeout: float = Field(30, gt=0, description="seconds")


class Settings(BaseSettings):
    """Everything has a default that works on one machine without any server."""

    model_config = SettingsConfigDict(
        env_prefix="SYNOPTIC_", env_nested_delimiter="__", extra="forbid", frozen=True, validate_default=True
    )

    home: Path = Field(default_factory=home)
    database: str = Field("", description="SQLAlchemy URL; empty: synoptic.db in home")
    contact: str = Field("contact not set", description="mail address or page that an outlet's webmaster can turn to")
    delay: float = Field(5, ge=0, le=120, description="seconds between two requests to one host (loopback: none)")
    connect_timeout: float = Field(10, gt=0)
    read_timeout: float = Field(20, gt=0)
    total_timeout: float = Field(60, gt=0, description="seconds for one page, whatever trickles in")
    max_bytes: int = Field(10_000_000, gt=0, description="decompressed size of one page")
    retries: int = Field(2, ge=0, le=5)
    gdelt: str = Field("https://api.gdeltproject.org/api/v2/doc/doc", description="GDELT DOC 2.0, if outlets use it")
    wayback: str = Field(
        "https://web.archive.org", description="a Wayback Machine with a CDX server, if outlets use it"
    )
    mail: Mail = Mail()

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.home / 'synoptic.db'}"

    @property
    def archive(self) -> Path:
        return self.home / "archive"

    @property
    def reports(self) -> Path:
        return self.home / "reports"

    @property
    def user_agent(self) -> str:
        return f"Synoptic/0.1 (coverage comparison; {self.contact})"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, home() / "settings.toml")


def load_settings(**overrides: object) -> Settings:
    """Settings from overrides, environment and ``settings.toml``.

    Raises:
        DefinitionError: a value does not fit, with the key and what was expected.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as problem:
        first = problem.errors()[0]
        key = ".".join(str(x) for x in first["loc"])
        raise DefinitionError(
            f"settings (SYNOPTIC_* or {home() / 'settings.toml'})", key, first.get("input"), first["msg"]
        ) from problem
