"""The texts that are measured: our own samples, and the shared contracts where they are at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "api" / "samples"
SHARED = ROOT.parent / "shared"


CLOSED = frozenset(
    {
        "telecom_billing_dev",
        "wenling_datacenter_xinchuang",
        "yulin_safety_env_tech_service",
    }
)
"""Texts kept for the last measurement (docs/reading-log.md): counted, never shown."""


class Source(NamedTuple):
    """A contract text under the name of its file."""

    name: str
    text: str


def texts(folder: Path) -> Iterator[Source]:
    """The plain texts and Markdown files of a folder, by name; its README is none of them."""
    for path in sorted(folder.iterdir()):
        if path.suffix in (".txt", ".md") and path.stem != "README":
            yield Source(path.stem, path.read_text("utf-8"))


def samples() -> tuple[Source, ...]:
    """Our own sample contracts."""
    return tuple(texts(SAMPLES))


def shared(folder: Path) -> tuple[Source, ...]:
    """The seeds and the public contracts of the shared folder, none where there is no such."""
    places = (folder / "contracts" / name for name in ("seeds", "public"))
    return tuple(source for place in places if place.is_dir() for source in texts(place))
