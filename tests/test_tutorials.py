"""The tutorials tell the truth: their commands and their Python are run in a folder of their own.

EVENHAND_UPDATE=1 writes the true output into the pages instead of comparing.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs/tutorials").glob("*.md"))
STEP = re.compile(
    r"`(?P<file>[\w/.-]+)`:\n\n```yaml\n(?P<yaml>.*?)```"
    r"|```console\n(?P<console>.*?)```"
    r"|```python\n(?P<python>.*?)```\n\n```text\n(?P<text>.*?)```",
    re.DOTALL,
)
MARK = "~~~ end of a block ~~~"


def environment(folder: Path) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if name != "EVENHAND_STORE"},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "EVENHAND_LANG": "en",
        "XDG_DATA_HOME": str(folder / "data"),
        "COLUMNS": "120",
    }


def said(command: list[str], folder: Path) -> str:
    """What a command prints, on either channel."""
    ran = subprocess.run(
        command,
        env=environment(folder),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    # At the end of a pipe stands another exit code.
    assert ran.returncode == 0, ran.stdout
    assert not ran.stdout.startswith("evenhand: "), ran.stdout
    return "".join(f"{line.rstrip()}\n" for line in ran.stdout.splitlines())


def session(text: str, folder: Path) -> str:
    commands = re.findall(r"^\$ (.+)$", text, re.MULTILINE)
    return "".join(f"$ {one}\n{said(['sh', '-c', one], folder)}" for one in commands)


def printed(blocks: list[str], folder: Path) -> list[str]:
    """What each block of Python prints, all in one program."""
    program = f"\nprint({MARK!r})\n".join(blocks)
    return said([sys.executable, "-c", program], folder).split(f"{MARK}\n") if blocks else []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_prints_what_stands_there(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "api/samples", tmp_path / "samples")
    text = page.read_text("utf-8")
    steps = list(STEP.finditer(text))
    answers = iter(printed([step["python"] for step in steps if step["python"]], tmp_path))
    true, at = "", 0
    for step in steps:
        name, now, group = step["file"], "", "yaml"
        if name:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step["yaml"], "utf-8")
            now = step["yaml"]
        elif step["python"]:
            now, group = next(answers), "text"
        else:
            now, group = session(step["console"], tmp_path), "console"
        true += text[at : step.start(group)] + now
        at = step.end(group)
    true += text[at:]
    if os.environ.get("EVENHAND_UPDATE") == "1":
        page.write_text(true, "utf-8")
    else:
        assert true == text


def test_there_is_one_for_each_of_the_three_users() -> None:
    assert [page.stem for page in PAGES] == ["analyst", "bid-team", "negotiator"]
