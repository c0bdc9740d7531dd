"""What docs/deploy holds is what the program takes; where a proxy is installed, it serves a real server with it."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from search.config import SETTINGS, Settings

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
PAGE = DEPLOY.with_suffix(".md").read_text("utf-8")
SEEDS = DEPLOY.parents[1] / "seeds"
SIARAN = str(Path(sys.executable).with_name("siaran"))


def test_every_setting_that_is_named_exists() -> None:
    texts = [PAGE, *(path.read_text("utf-8") for path in DEPLOY.iterdir())]
    named = {name for text in texts for name in re.findall(r"SIARAN_[A-Z_]+", text)}
    assert len(named) > 8
    assert named <= {setting.variable for setting in SETTINGS}


def test_the_settings_of_the_example_can_be_used() -> None:
    lines = re.findall(r"^(?:# )?(SIARAN_\w+)=(.*)$", (DEPLOY / "siaran.env").read_text("utf-8"), re.MULTILINE)
    assert Settings.from_environment(dict(lines)).rate_limit == "300/minute"


def test_every_file_is_told_of_on_the_page() -> None:
    assert {path.name for path in DEPLOY.iterdir()} <= set(re.findall(r"`([\w.-]+)`", PAGE))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_the_units_are_sound(tmp_path: Path) -> None:
    for name in ("siaran.service", "siaran-index.service"):
        unit = (DEPLOY / name).read_text("utf-8")
        (tmp_path / name).write_text(unit.replace("/opt/siaran/bin/siaran", SIARAN), "utf-8")
        checked = subprocess.run(
            ["systemd-analyze", "verify", str(tmp_path / name)], capture_output=True, text=True, check=False
        )
        assert (checked.returncode, checked.stderr) == (0, "")


def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def get(port: int, path: str, host: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": host, "X-Forwarded-Host": "jahat.example"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@contextmanager
def started(port: int, *command: str, **options: object) -> Iterator[None]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options) as process:  # type: ignore[call-overload]
        try:
            until = time.monotonic() + 60
            while True:
                assert time.monotonic() < until
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                except OSError:
                    time.sleep(0.05)
                else:
                    break
            yield
        finally:
            process.terminate()


def nginx(name: str, backend: int, port: int, folder: Path) -> list[str]:
    text = (DEPLOY / name).read_text("utf-8").replace("127.0.0.1:8000", f"127.0.0.1:{backend}")
    text = re.sub(r"    ssl_.*\n", "", text).replace("listen 443 ssl http2", f"listen 127.0.0.1:{port}")
    if "prefix" in name:
        text = f"server {{ listen 127.0.0.1:{port}; {text} }}"
    temporary = " ".join(f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log stderr; events {{}} http {{ access_log off; {temporary} {text} }}"
    )
    return ["nginx", "-e", "stderr", "-c", str(folder / "nginx.conf")]


def caddy(name: str, backend: int, port: int, folder: Path) -> list[str]:
    text = (DEPLOY / name).read_text("utf-8").replace("127.0.0.1:8000", f"127.0.0.1:{backend}")
    text = re.sub(r"^(\w+)\.example\.go\.id", rf"http://\1.example.go.id:{port}", text, flags=re.MULTILINE)
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + text)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@pytest.mark.parametrize(
    ("make", "name", "prefix"),
    [
        (nginx, "nginx.conf", ""),
        (nginx, "nginx-prefix.conf", "/siaran"),
        (caddy, "Caddyfile", ""),
        (caddy, "Caddyfile-prefix", "/siaran"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_behind_the_proxy_pages_are_found_limits_hold_and_figures_are_hidden(
    make: object, name: str, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = make.__name__  # type: ignore[attr-defined]
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    backend, port, figures = free(), free(), free()
    for variable, value in {
        "SIARAN_PROXIES": "1",
        "SIARAN_PATH_PREFIX": prefix,
        "SIARAN_RATE_LIMIT": "3/hour",
        "SIARAN_WORKERS": "2",
        "XDG_DATA_HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
    }.items():
        monkeypatch.setenv(variable, value)
    serve = [SIARAN, "serve", str(SEEDS), "--index", str(tmp_path / "i"), "--port", str(backend)]
    host = ("www" if prefix else "siaran") + ".example.go.id"
    with (
        started(backend, *serve, "--metrics-port", str(figures)),
        started(port, *make(name, backend, port, tmp_path)),  # type: ignore[operator]
    ):
        if prefix:
            assert get(port, prefix, host)[0] == 308
        status, page = get(port, f"{prefix}/?q=terorisme", host)
        assert (status, f'action="{prefix}/"' in page) == (200, True)
        status, feed = get(port, f"{prefix}/feed.xml?q=terorisme", host)
        assert (status, f"{host}" in feed, "jahat.example" in feed) == (200, True, False)
        assert get(port, f"{prefix}/metrics", host)[0] == 404
        assert get(port, f"{prefix}/?q=terorisme", host)[0] == 429
        assert get(port, f"{prefix}/healthz", host)[0] == 200
