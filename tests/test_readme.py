"""The README tells the truth: its session is run, and what it prints is what stands there.

EVENHAND_UPDATE=1 writes the true output into the README instead of comparing.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(?P<code>.*?)```\n\n```text\n(?P<said>.*?)```", re.DOTALL)


def session(text: str, environment: dict[str, str]) -> str:
    """The block with the output of each of its commands as it is now."""
    lines = []
    for command in re.findall(r"^\$ (.+)$", text, re.MULTILINE):
        ran = subprocess.run(
            ["sh", "-c", command],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout
        lines += [f"$ {command}", *(line.rstrip() for line in ran.stdout.splitlines())]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_session_prints_what_stands_there(readme: str, tmp_path: Path) -> None:
    path = ROOT / readme
    text = path.read_text("utf-8")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "EVENHAND_STORE": str(tmp_path / "store"),
        "EVENHAND_LANG": "zh" if readme.endswith(".zh.md") else "en",
    }
    blocks = SESSION.findall(text)
    assert blocks
    for block in blocks:
        true = session(block, environment)
        if os.environ.get("EVENHAND_UPDATE") == "1":
            text = text.replace(block, true)
            path.write_text(text, "utf-8")
        assert true == block or os.environ.get("EVENHAND_UPDATE") == "1"


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_python_prints_what_stands_there(readme: str) -> None:
    path = ROOT / readme
    text = path.read_text("utf-8")
    block = PYTHON.search(text)
    assert block is not None
    ran = subprocess.run(
        [sys.executable, "-c", block["code"]],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    if os.environ.get("EVENHAND_UPDATE") == "1":
        text = text[: block.start("said")] + ran.stdout + text[block.end("said") :]
        path.write_text(text, "utf-8")
    else:
        assert ran.stdout == block["said"]
        assert len(block["code"].splitlines()) <= 10
