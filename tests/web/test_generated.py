"""A client made from the OpenAPI document asks what it allows, and things that it doesn't; every answer is described.

schemathesis makes the requests and sends them to a running server. None is answered with an error of the server, nor
with a status, a type or a shape that the document doesn't name. The same seed makes the same requests, so that a
failure stays.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from search.config import Settings
from search.web.openapi import document

if os.environ.get("CI") != "true":
    pytest.importorskip("schemathesis", reason="no schemathesis in this environment; `make test` installs it")

import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

EXAMPLES = 30
"""Requests of each kind to each operation."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

HOSTILE = '"><script>alert(1)</script> السلام عليكم \u2028 ' + 500 * "a"
"""In every part of a release."""


def operations() -> Iterator[tuple[str, str, GenerationMode]]:
    """Each method of each path, asked as the document allows, and otherwise where there is a way to ask otherwise."""
    for path, methods in document(Settings())["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, GenerationMode.POSITIVE
            if "requestBody" in operation or any(each["in"] == "query" for each in operation.get("parameters", ())):
                yield method.upper(), path, GenerationMode.NEGATIVE


@pytest.fixture(scope="module")
def interface(run_server: Any, sample_records: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("generated")
    hostile = dict.fromkeys(("id", "title", "source", "url"), HOSTILE) | {"body": f"Gubernur Budi Santoso: {HOSTILE}"}
    undated = {"body": "Gubernur Budi Santoso membuka latihan."}
    lines = map(json.dumps, [*sample_records, hostile, undated])
    Path(folder, "releases.jsonl").write_text("\n".join(lines), "utf-8")
    with run_server(str(folder / "releases.jsonl"), "--index", str(folder / "index")) as (_, address):
        yield schemathesis.openapi.from_url(f"{address}/api/openapi.json")


@pytest.mark.parametrize(("method", "path", "mode"), [*operations()])
def test_every_answer_is_as_the_document_says(interface: Any, method: str, path: str, mode: GenerationMode) -> None:
    @seed(7)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(interface[path][method].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    ask()
