"""House rules that no linter knows: sizes, names, stems, languages, promises of the README."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from api.cli import VERBS
from kg.rules import rules

ROOT = Path(__file__).parents[1]
PACKAGES = ("ontology", "loaders", "kg", "api")
PYTHON = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted(path for path in (ROOT / "tests").rglob("*.py"))
READMES = ("README.md", "README.zh.md")

MAX_FILE, MAX_FUNCTION, MAX_PARAMETERS, LONG = 400, 60, 5, 30

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base2"}
FORBIDDEN_WORDS = re.compile(
    r"\bTODO\b|\bFIXME\b|/(?:work|root|home|Users)/\w|pypi\.org|npmjs\.org"
)

EXCEPTIONS: dict[str, str] = {
    # what : why it may
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield f"{name(path)}:{node.name}", node


def length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def is_command(node: ast.FunctionDef) -> bool:
    """click hands over one parameter for each option."""
    return any("command" in ast.unparse(decorator) for decorator in node.decorator_list)


def test_no_file_is_too_long() -> None:
    long = {name(p): len(p.read_text("utf-8").splitlines()) for p in [*PYTHON, *TESTS]}
    assert {k: n for k, n in long.items() if n > MAX_FILE and k not in EXCEPTIONS} == {}


def test_no_function_is_too_long_and_nine_in_ten_are_short() -> None:
    lengths = {where: length(node) for where, node in functions()}
    assert {k: n for k, n in lengths.items() if n > MAX_FUNCTION and k not in EXCEPTIONS} == {}
    assert sum(n > LONG for n in lengths.values()) * 10 <= len(lengths)


def test_no_function_takes_too_many_parameters() -> None:
    many = {
        where: count
        for where, node in functions()
        if not is_command(node)
        and (count := len([*node.args.args, *node.args.kwonlyargs])) > MAX_PARAMETERS + 1
    }
    assert {k: n for k, n in many.items() if k not in EXCEPTIONS} == {}


def test_names_mean_something() -> None:
    parts = {(name(p), part) for p in PYTHON for part in (*p.relative_to(ROOT).parts[:-1], p.stem)}
    assert [where for where, part in sorted(parts) if part in FORBIDDEN_NAMES] == []


def test_no_unfinished_business_and_no_machine_of_ours() -> None:
    suffixes = {".py", ".yaml", ".cypher", ".html", ".css", ".md", ".toml"}
    found = [
        f"{name(p)}: {match.group()}"
        for package in (*PACKAGES, "docs")
        for p in sorted((ROOT / package).rglob("*"))
        if p.suffix in suffixes and (match := FORBIDDEN_WORDS.search(p.read_text("utf-8")))
    ]
    assert found == []


def test_a_term_type_has_its_reader_and_its_table() -> None:
    stems = {p.stem for p in (ROOT / "ontology/terms").glob("*.yaml")}
    read = {p.stem for p in (ROOT / "loaders/terms").glob("*.py")}
    assert {p.stem for p in (ROOT / "tests/loaders/terms").glob("*.yaml")} <= stems | read


def test_a_rule_is_named_after_its_id_in_the_folder_of_its_group() -> None:
    wrong = [
        rule.id
        for rule in rules()
        if not rule.path.stem.startswith(f"{rule.id}-") or rule.path.parent.name != rule.group
    ]
    assert wrong == []


def messages(node: object, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    assert isinstance(node, dict), path
    if set(node) == {"zh", "en"}:
        yield path, node
        return
    for key, value in node.items():
        yield from messages(value, f"{path}.{key}")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "api/messages").glob("*.yaml")), ids=lambda p: p.stem
)
def test_every_message_says_the_same_in_both_languages(path: Path) -> None:
    fields = re.compile(r"\{(\w+)")
    uneven = [
        key
        for key, both in messages(yaml.safe_load(path.read_text("utf-8")))
        if set(fields.findall(both["zh"])) != set(fields.findall(both["en"]))
    ]
    assert uneven == []


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_names_every_verb(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    assert [verb.name for verb in VERBS if f"evenhand {verb.name}" not in text] == []
