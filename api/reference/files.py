"""The pages: what they must say now, and writing them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from api.reference.commands import commands
from api.reference.rulebook import rulebook
from api.reference.terms import terms
from api.reference.verbs import verbs

FOLDER = Path(__file__).parents[2] / "docs" / "reference"

HEAD = "<!-- Made by `python -m api.reference`; do not edit. -->\n\n"


def pages() -> Mapping[str, str]:
    """File name → content, from the code and data as they are."""
    made = {
        "cli.md": commands(),
        "verbs.md": verbs(),
        "rules.md": rulebook(),
        "terms.md": terms(),
    }
    return {name: f"{HEAD}{page.rstrip()}\n" for name, page in made.items()}


def write() -> tuple[Path, ...]:
    """Writes all of them; says which were not so before."""
    FOLDER.mkdir(exist_ok=True)
    changed = []
    for name, content in pages().items():
        path = FOLDER / name
        if not path.exists() or path.read_text("utf-8") != content:
            path.write_text(content, "utf-8")
            changed.append(path)
    return tuple(changed)
