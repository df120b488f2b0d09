"""`docs/rules.md` tells the truth: its files are written, its sessions are run in a folder.

EVENHAND_UPDATE=1 writes the true output into the page instead of comparing.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/rules.md"
SAMPLES = ("harbour-software-dev.txt", "lakeside-data-service.txt")
STEP = re.compile(r"`(house/[\w./-]+)`:\n\n```yaml\n(.*?)```|```console\n(.*?)```", re.DOTALL)
DIGITS = re.compile(r"#([0-9a-f]{12})")


def said(command: str, folder: Path) -> str:
    """What a command prints, on either channel, in a shell in that folder."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "EVENHAND_LANG": "en",
    }
    ran = subprocess.run(
        ["sh", "-c", command],
        env=environment,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in ran.stdout, ran.stdout
    return "".join(f"{line.rstrip()}\n" for line in ran.stdout.splitlines())


def test_the_page_prints_what_stands_there(tmp_path: Path) -> None:
    for sample in SAMPLES:
        shutil.copy(ROOT / "api/samples" / sample, tmp_path)
    text = PAGE.read_text("utf-8")
    true = text
    finding = ""
    for name, yaml, block in STEP.findall(text):
        if name:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(yaml, "utf-8")
            continue
        now = ""
        for command in re.findall(r"^\$ (.+)$", block, re.MULTILINE):
            # The page writes out the digits that the session before it printed.
            asked = re.sub(r"(?<=explain )\S+", finding, command)
            answer = said(asked, tmp_path)
            finding = next(iter(DIGITS.findall(answer)), finding)
            now += f"$ {asked}\n{answer}"
        true = true.replace(f"```console\n{block}```", f"```console\n{now}```")
    if os.environ.get("EVENHAND_UPDATE") == "1":
        PAGE.write_text(true, "utf-8")
    else:
        assert true == text
