"""The reference is what the code says; whoever changes the code writes it anew."""

import re
from pathlib import Path

import pytest

import kg
import loaders
from api.cli import VERBS
from api.reference.files import FOLDER, pages
from kg.rules import rules
from ontology.term_types import term_types

MADE = pages()


@pytest.mark.parametrize("name", MADE)
def test_a_page_is_what_the_code_says(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == MADE[name], "run: python -m api.reference"


def test_no_other_page_stands_among_them() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(MADE)


def test_everything_there_is_has_its_place() -> None:
    assert [verb.name for verb in VERBS if f"## `evenhand {verb.name}" not in MADE["cli.md"]] == []
    assert [r.id for r in rules() if f"### {r.id} " not in MADE["rules.md"]] == []
    assert [k for k in term_types() if f"### `{k}` " not in MADE["terms.md"]] == []
    named = [*(f"kg.{one}" for one in kg.__all__), *(f"loaders.{one}" for one in loaders.__all__)]
    assert [one for one in named if f"## `{one}`" not in MADE["verbs.md"]] == []


def test_nothing_of_this_machine_and_no_address_of_an_object_is_in_it() -> None:
    for page in MADE.values():
        assert not re.search(r" at 0x[0-9a-f]|<(?:function|class|object)", page)
        assert str(Path.cwd()) not in page


@pytest.mark.parametrize("page", sorted(Path("docs").rglob("*.md")), ids=str)
def test_every_link_of_the_docs_leads_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", re.sub(r"```.*?```", "", text, flags=re.S))
    assert [link for link in links if not (page.parent / link).exists()] == []
