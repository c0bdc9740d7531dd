"""The protocol: refusals that help, resources, new states, older clients, and nothing else on standard output."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest
from assisted import HOSTILE, PUBLIC, RELEASES, SIARAN, Assistant, Connect, environment, index_records
from mcp import Client
from mcp.shared.exceptions import MCPError

from search.archive import Archive
from search.assistants import tools
from search.assistants.quoting import NOTICE
from search.assistants.server import make_server


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("search", {"q": "a" * 501}, "q has 501 characters; the longest query is 500"),
        ("search", {"q": "banjir " * 200_000}, "the longest query is 500"),
        ("search", {"query": "banjir"}, "'query' is no parameter; there are: q, from, to"),
        ("search", {"q": {"a": 1}}, "q must be a text"),
        ("search", {"person": [1, [2]]}, "person must be a list of texts"),
        ("search", {"person": ["x"] * 21}, "at most 20"),
        ("search", {"from": "kemarin"}, "from is no date; it takes YYYY-MM-DD"),
        ("search", {"from": "2021", "to": "2020"}, "exchange them"),
        ("search", {"sort": "best"}, "sort takes one of: relevance, newest, oldest"),
        ("search", {"limit": 0}, "limit takes a whole number from 1 to 25"),
        ("search", {"limit": True}, "limit must be a whole number"),
        ("search", {"limit": 10**400}, "limit takes a whole number"),
        ("search", {"limit": 25, "page": 9_999}, "page reaches beyond result 10000"),
        ("quotes", {"speaker": "a" * 501}, "speaker has 501 characters"),
        ("timeline", {"unit": "week"}, "unit takes one of: year, month"),
        ("release", {}, "id is missing"),
        ("release", {"id": ""}, "id is missing"),
        ("release", {"id": "tidak ada"}, "no release has the id 'tidak ada'; the tool `search` gives ids"),
        ("release", {"id": "a" * 2_001}, "the longest id is 2000"),
        ("release", {"id": "bencana", "offset": -1}, "offset takes a whole number from 0"),
        ("entity", {"name": "Zzyzx Qwrt"}, "look for it with `search`"),
        ("entity", {"name": "Ani", "kind": "animal"}, "kind takes one of: person, organization, place"),
        ("overlap", {}, "text is missing"),
        ("overlap", {"text": "kata " * 5_000}, "at most 20000 are compared"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wrong_call_is_told_what_is_wrong_and_what_to_do(
    assistant: Assistant, name: str, arguments: dict[str, Any], says: str
) -> None:
    message = assistant.refused(name, **arguments)
    assert says in message
    assert len(message) < 1_000


def test_what_models_get_wrong_without_meaning_otherwise_is_taken_as_meant(assistant: Assistant) -> None:
    meant = assistant.ask("search", q="pelatihan", person=["Ani Wijaya"], limit=2, **{"from": "2021"})
    said = assistant.ask("search", q="pelatihan", person="Ani Wijaya", place=None, limit="2", **{"from": 2021.0})
    assert said == meant
    assert meant["total"] == 1


def test_a_tool_that_is_not_there_is_an_error_of_the_protocol(assistant: Assistant) -> None:
    with pytest.raises(MCPError, match=r"there is no tool 'remove'; there are: search, release"):
        assistant.result("remove", id="bencana")


def test_releases_are_resources(assistant: Assistant) -> None:
    assert assistant.templates() == ["siaran://release/{id}"]
    listed = assistant.resources()
    assert listed["siaran://release/pelatihan%2F2"] == "Pelatihan penanggulangan terorisme"
    assert len(listed) == len(RELEASES)
    text = assistant.read("siaran://release/pelatihan%2F2")
    assert text.startswith(
        f"[{NOTICE}]\n\nBadan Contoh. “Pelatihan penanggulangan terorisme”. Siaran pers, 10 Februari"
    )
    assert f"{PUBLIC}/releases/pelatihan/2" in text
    assert text.endswith(str(RELEASES[1]["body"]))
    assert assistant.ask("release", id="pelatihan/2")["resource"] == "siaran://release/pelatihan%2F2"
    assert "call `release` with offset 30000]" in assistant.read("siaran://release/bencana")


@pytest.mark.parametrize("uri", ["siaran://release/tidak-ada", "siaran://release/", "file:///etc/passwd", "x"])
def test_no_other_resource_can_be_read(assistant: Assistant, uri: str) -> None:
    with pytest.raises(MCPError, match=r"no release has the id|is no resource"):
        assistant.read(uri)


def test_what_is_indexed_while_it_serves_is_found(connect: Connect, tmp_path: Path) -> None:
    index = tmp_path / "index"
    index_records(index, RELEASES[0])
    with connect(index, "legacy", SIARAN_REFRESH_SECONDS="0") as assistant:
        assert assistant.ask("search", q="pelatihan petugas", sort="newest")["total"] == 1
        index_records(index, RELEASES[1])
        assert assistant.ask("search", q="pelatihan petugas", sort="newest")["total"] == 2
        assert assistant.ask("release", id="pelatihan/2")["title"] == "Pelatihan penanggulangan terorisme"


def test_nothing_but_the_protocol_is_written_to_standard_output(index: Path) -> None:
    client = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    sent = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": client},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        "no JSON at all",
        '{"jsonrpc": "2.0", "id": "\\ud800", "method": "tools/call", "params": {"name": "search", "arguments": {}}}',
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "search", "arguments": {"q": HOSTILE}}},
        {"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "search", "arguments": {"q": "\x00"}}},
        {"jsonrpc": "2.0", "id": 4, "method": "no/such"},
    ]
    process = subprocess.Popen(
        [SIARAN, "mcp", "--index", index],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(PYTHONWARNINGS="always"),
    )
    with process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        for message in sent:
            process.stdin.write((message if isinstance(message, str) else json.dumps(message)) + "\n")
        process.stdin.flush()
        answered: dict[Any, Any] = {}
        while not {1, 2, 3, 4} <= set(answered):
            line = process.stdout.readline()
            assert line, process.stderr.read()
            message = json.loads(line)
            assert message["jsonrpc"] == "2.0"
            answered[message.get("id")] = message
        process.stdin.close()
        assert process.stdout.read() == ""
        assert process.wait(timeout=20) == 0
        assert "Traceback" not in process.stderr.read()
    assert not answered[2]["result"]["isError"]
    assert not answered[3]["result"]["isError"]
    assert answered[4]["error"]["code"] == -32601


def test_a_fault_of_ours_is_told_without_its_traceback(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def fail(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("secret path")

    async def ask() -> Any:
        async with Client(make_server(archive, told.append)) as client:
            return await client.call_tool("search", {})

    monkeypatch.setattr(Archive, "search", fail)
    result = anyio.run(ask)
    assert result.is_error
    assert result.content[0].text == "this is a fault of siaran: RuntimeError; another query may do"
    assert told == ["this is a fault of siaran, in the tool search: RuntimeError: secret path"]


def test_every_description_is_short_enough_to_be_read(archive: Archive) -> None:
    assert all(len(tool.description) < 600 for tool in tools.TOOLS.values())
    assert len(tools.INSTRUCTIONS) < 600


def test_without_an_index_it_says_how_to_make_one(tmp_path: Path) -> None:
    done = subprocess.run(
        [SIARAN, "mcp", "--index", tmp_path / "none"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert "make one with: siaran index" in done.stderr


def test_without_the_extra_it_says_in_one_line_what_to_install() -> None:
    program = "import sys; sys.modules['mcp'] = None; from search.cli import main; main(['mcp'])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment(), check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        'siaran: siaran mcp needs the MCP SDK; install it with: pip install "siaran[mcp]"'
    ]


def test_it_ends_at_once_when_it_is_interrupted(index: Path) -> None:
    process = subprocess.Popen(
        [SIARAN, "mcp", "--index", index],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    with process:
        assert process.stdin
        assert process.stdout
        process.stdin.write('{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n')
        process.stdin.flush()
        assert '"id":1' in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
