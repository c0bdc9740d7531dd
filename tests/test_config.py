"""Settings are one table; the environment, the dataclass and the docs agree with it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from search.config import SETTINGS, Settings
from search.errors import UsageError

DOCS = Path(__file__).parents[1] / "docs" / "settings.md"


def test_every_setting_of_the_table_has_the_same_name_and_default_in_the_dataclass() -> None:
    table = {setting.name: setting.default for setting in SETTINGS}
    values = {field.name: field.default for field in fields(Settings)}
    values["index"] = str(values["index"])
    assert values == table


def test_the_docs_list_every_setting_with_its_variable_default_and_help() -> None:
    rows = [line for line in DOCS.read_text("utf-8").splitlines() if line.startswith("| `SIARAN_")]
    assert rows == [f"| `{s.variable}` | `{s.default}` | {s.help} |" for s in SETTINGS]


def test_a_variable_overrides_its_default() -> None:
    settings = Settings.from_environment({"SIARAN_INDEX": "/srv/arsip", "SIARAN_PORT": "80", "SIARAN_HOST": ""})
    assert (settings.index, settings.port, settings.host) == (Path("/srv/arsip"), 80, "127.0.0.1")


@pytest.mark.parametrize("value", ["delapan", "-1", "8.5"])
def test_a_value_that_cannot_be_used_is_named_with_its_variable(value: str) -> None:
    with pytest.raises(UsageError, match=f"SIARAN_PORT='{value}'"):
        Settings.from_environment({"SIARAN_PORT": value})
