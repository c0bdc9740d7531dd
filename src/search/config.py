"""Settings: one table of (name, default, help), read from the environment once and passed in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import UsageError


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table. The environment variable is `SIARAN_` and the name in capitals."""

    name: str
    default: int | str
    help: str
    minimum: int = 0
    choices: tuple[str, ...] = ()
    unseen: bool = False
    """No answer tells one value of it from another, as long as the index is the same."""

    @property
    def variable(self) -> str:
        return f"SIARAN_{self.name.upper()}"


SETTINGS = (
    Setting("index", "index", "Folder of the index.", unseen=True),
    Setting("host", "127.0.0.1", "Address that `siaran serve` listens on.", unseen=True),
    Setting("port", 8000, "Port that `siaran serve` listens on.", 0, unseen=True),
    Setting(
        "public_url",
        "",
        "Address under which readers reach the pages, such as https://siaran.example.go.id, for feeds, the sitemap and "
        "citations; empty is the address that a request came to.",
    ),
    Setting("workers", 0, "Processes that `siaran serve` answers with; 0 is one for each processor.", 0, unseen=True),
    Setting("threads", 2, "Requests that each process of `siaran serve` answers at the same time.", 1, unseen=True),
    Setting(
        "access_log",
        "off",
        "Line on stderr for each request, without addresses: `text`, `json` or `off`.",
        choices=("text", "json", "off"),
        unseen=True,
    ),
    Setting(
        "metrics_port", 0, "Port of `/metrics` for Prometheus, beside that of the pages; 0 is none.", 0, unseen=True
    ),
    Setting("metrics_host", "127.0.0.1", "Address that `/metrics` is served on.", unseen=True),
    Setting(
        "rate_limit",
        "",
        "Requests that one address may make, such as `120/minute`; empty is no limit. Requests from this machine that "
        "no proxy passed on have none.",
        unseen=True,
    ),
    Setting(
        "proxies", 0, "Reverse proxies before `siaran serve` whose `X-Forwarded-For` and `-Proto` are believed.", 0
    ),
    Setting("path_prefix", "", "Path under which a reverse proxy serves the pages, such as `/siaran`."),
    Setting(
        "queries",
        "",
        "File that keeps what was searched and not found, for `siaran queries`; empty keeps nothing.",
        unseen=True,
    ),
    Setting("queries_kept", 1000, "Most queries that the file keeps.", 1, unseen=True),
    Setting("exceptions", "", "TOML file of names to protect and stems to correct (docs/word-forms.md)."),
    Setting("entities", "", "TOML file of names to add, join, split and keep apart (docs/entities.md)."),
    Setting("query_length", 500, "Longest query in characters; a longer one is refused.", 1),
    Setting("query_words", 64, "Words of a query that are searched; further ones are left out.", 1),
    Setting("prefix_forms", 1000, "Word forms that all prefixes (`teror*`) of a query may stand for together.", 1),
    Setting("per_page", 10, "Results on a page, where the request does not say.", 1),
    Setting("per_page_limit", 100, "Most results on a page.", 1),
    Setting("depth", 10_000, "Deepest result that paging reaches.", 1),
    Setting("facet_values", 20, "Values that a facet lists, most frequent first.", 1),
    Setting("facet_values_limit", 1_000, "Most values that a facet lists where the request says how many.", 1),
    Setting("overlap_length", 20_000, "Longest text that is compared with the archive, in characters.", 1),
    Setting(
        "record_bytes",
        10_000_000,
        "Largest single release that is read, in bytes of its file or record.",
        1,
        unseen=True,
    ),
    Setting(
        "answer_bytes",
        16_000_000,
        "Bytes of answers that a process keeps until the index changes; 0 is none.",
        0,
        unseen=True,
    ),
    Setting("refresh_seconds", 1, "How often a serving process looks for a new state of the index.", 0, unseen=True),
    Setting(
        "history_texts",
        20,
        "Earlier texts that are kept of a release that changes, the newest; 0 keeps none.",
        0,
        unseen=True,
    ),
    Setting("lock_seconds", 0, "How long `siaran index` waits for another one to finish.", 0, unseen=True),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force. Limits are explained in `SETTINGS`."""

    index: Path = Path("index")
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    workers: int = 0
    threads: int = 2
    access_log: str = "off"
    metrics_port: int = 0
    metrics_host: str = "127.0.0.1"
    rate_limit: str = ""
    proxies: int = 0
    path_prefix: str = ""
    queries: str = ""
    queries_kept: int = 1000
    exceptions: str = ""
    entities: str = ""
    query_length: int = 500
    query_words: int = 64
    prefix_forms: int = 1000
    per_page: int = 10
    per_page_limit: int = 100
    depth: int = 10_000
    facet_values: int = 20
    facet_values_limit: int = 1_000
    overlap_length: int = 20_000
    record_bytes: int = 10_000_000
    answer_bytes: int = 16_000_000
    refresh_seconds: int = 1
    history_texts: int = 20
    lock_seconds: int = 0

    @property
    def seen(self) -> tuple[tuple[str, int | str], ...]:
        """Names and values of those that answers depend on."""
        return tuple((each.name, getattr(self, each.name)) for each in SETTINGS if not each.unseen)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; raise UsageError naming the variable and the value that can't be used."""
        environment = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        for setting in SETTINGS:
            raw = environment.get(setting.variable)
            if raw is not None and raw != "":
                values[setting.name] = _parse(setting, raw)
        if "index" in values:
            values["index"] = Path(values["index"])
        return cls(**values)


def _parse(setting: Setting, raw: str) -> int | str:
    if setting.choices and raw not in setting.choices:
        raise UsageError(f"{setting.variable}={raw!r}: takes one of {', '.join(setting.choices)}")
    if isinstance(setting.default, str):
        return raw
    try:
        number = int(raw)
    except ValueError:
        number = -1
    if number < setting.minimum:
        raise UsageError(f"{setting.variable}={raw!r}: takes a whole number of at least {setting.minimum}")
    return number
