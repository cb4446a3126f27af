"""Settings: environment over file over defaults; a wrong value is named."""

from pathlib import Path

import pytest

from extract.errors import DefinitionError
from extract.settings import load_settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SYNOPTIC_HOME", str(tmp_path))
    return tmp_path


def test_everything_has_a_default_that_needs_no_server(home: Path) -> None:
    settings = load_settings()
    assert settings.home == home
    assert settings.database_url == f"sqlite:///{home / 'synoptic.db'}"
    assert settings.mail.host is None


def test_environment_overrides_the_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "settings.toml").write_text('contact = "desk@file.example"\n[mail]\nhost = "smtp.example"\nport = 25\n')
    monkeypatch.setenv("SYNOPTIC_CONTACT", "desk@env.example")
    monkeypatch.setenv("SYNOPTIC_MAIL__PORT", "2525")
    settings = load_settings()
    assert "desk@env.example" in settings.user_agent
    assert (settings.mail.host, settings.mail.port) == ("smtp.example", 2525)


@pytest.mark.parametrize(
    ("text", "key"), [("delay = -1", "delay"), ("delays = 1", "delays"), ('[mail]\nport = "x"', "mail.port")]
)
def test_a_wrong_setting_names_its_key(home: Path, text: str, key: str) -> None:
    (home / "settings.toml").write_text(text)
    with pytest.raises(DefinitionError) as problem:
        load_settings()
    assert problem.value.key == key


def test_a_password_is_not_printed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYNOPTIC_MAIL__PASSWORD", "geheim")
    assert "geheim" not in repr(load_settings())
