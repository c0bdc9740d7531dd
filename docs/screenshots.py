"""Makes the pictures of the README from the real program: `python docs/screenshots.py` (needs Chromium)."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
SIARAN = Path(sys.executable).with_name("siaran")


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [SIARAN, "serve", ROOT / "seeds", "--index", f"{folder}/index", "--port", "0"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
            try:
                address = next(m[0] for line in server.stderr or () if (m := re.search(r"http://\S+/", line)))
                with sync_playwright() as playwright:
                    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
                    page = browser.new_page(viewport={"width": 1180, "height": 640}, locale="id-ID")
                    page.goto(f"{address}?q=penanggulangan+aksi+teror")
                    page.screenshot(path=IMAGES / "results.png")
                    browser.close()
            finally:
                server.terminate()


if __name__ == "__main__":
    main()
