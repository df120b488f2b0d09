"""Help, languages and wrong usage."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.cli import VERBS, evenhand
from api.messages import FOLDER, Speaker, texts
from api.settings import default_store
from ontology.vocabulary import language

Run = Callable[..., Any]

LOCALES = [
    ({}, "en"),
    ({"LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
    ({"LANG": "en_GB.UTF-8", "EVENHAND_LANG": "zh"}, "zh"),
    ({"LANG": "", "LC_MESSAGES": "zh_TW"}, "zh"),
]


@pytest.mark.parametrize(("environment", "lang"), LOCALES)
def test_the_locale_chooses_the_language(environment: dict[str, str], lang: str) -> None:
    assert language(environment) == lang


def test_help_is_in_the_language_asked_for(run: Run) -> None:
    assert "读合同" in run("--lang", "zh", "--help").out
    assert "Reads contracts" in run("--help", "--lang=en").out


def test_every_verb_and_option_has_help_in_both_languages() -> None:
    help_of = Speaker("help", "zh")
    missing = [verb.name for verb in VERBS if not help_of.has(str(verb.name))]
    missing += [
        f"{verb.name} {param.name}"
        for verb in [*VERBS, evenhand]
        for param in verb.params
        if param.param_type_name == "option"
        and not help_of.has(f"options.{param.name}")
        and not help_of.has(f"{verb.name}-options.{param.name}")
    ]
    assert missing == []


SURFACES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("surface", SURFACES)
def test_no_message_is_empty(surface: str) -> None:
    assert [key for key, words in texts(surface).items() if not (words.zh and words.en)] == []


SAID = re.compile(r"\bsay\(\s*['\"]([\w.]+)['\"]\s*[,)]")
SPEAKS = re.compile(r"\bSpeaker\(\s*['\"](\w+)['\"]")
NAMED = re.compile(r"['\"]([\w.]+)(?:['\"]|\{)")
API = Path(__file__).parents[3] / "api"


@pytest.mark.parametrize(("surface", "folder"), [("cli", "cli"), ("report", "report")])
def test_code_and_messages_know_the_same_keys(surface: str, folder: str) -> None:
    code = [p.read_text("utf-8") for p in (API / folder).rglob("*") if p.suffix in (".py", ".html")]
    said = {key for text in code for key in SAID.findall(text)}
    # A verb may have a surface of its own beside that of the folder.
    spoken = {name for text in code for name in SPEAKS.findall(text)} & set(SURFACES)
    every = {key for name in {surface, *spoken} for key in texts(name)}
    assert said - every - {"evenhand"} == set()
    # A key may be finished with a value: `severity.` and then the level.
    named = {key for text in code for key in NAMED.findall(text)}
    begun = tuple(key for key in named if key.endswith((".", "_")))
    assert {
        key for key in texts(surface) if key not in named and not key.startswith(begun)
    } == set()


@pytest.mark.parametrize(
    "arguments", [["read"], ["nonsense"], ["findings", "--side", "both"], ["findings", "--on", "1"]]
)
def test_wrong_usage_is_exit_code_2(run: Run, arguments: list[str]) -> None:
    assert run(*arguments).code == 2


def test_an_unknown_rule_is_one_line_that_says_what_to_do(run: Run) -> None:
    ran = run("rules", "XXX-99")
    assert (ran.code, ran.err) == (
        1,
        "evenhand: there is no rule 'XXX-99': see them all with `evenhand rules`\n",
    )


def test_the_store_is_where_data_belongs_unless_told_otherwise() -> None:
    assert default_store({"EVENHAND_STORE": "elsewhere"}) == "elsewhere"
    assert Path(default_store({"XDG_DATA_HOME": "/data"})) == Path("/data/evenhand/store")
