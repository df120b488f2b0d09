"""Errors as users read them: one line in their language, where and what to do."""

from __future__ import annotations

import re

from api.messages import Speaker, texts
from ontology.errors import EvenhandError, RuleError
from ontology.vocabulary import Lang


class Problem(EvenhandError):
    """Something that the surfaces themselves refuse, by the key of its message."""

    def __init__(self, key: str, source: str | None = None, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(Speaker("errors", "en")(f"own.{key}", **values), source)

    def __reduce__(self) -> tuple[object, ...]:
        return _problem, (self.key, self.source, self.values)


def _problem(key: str, source: str | None, values: dict[str, object]) -> Problem:
    """A problem that came from another process."""
    return Problem(key, source, **values)


def one_line(error: EvenhandError, lang: Lang) -> str:
    """`source: message` in the reader's language, without line breaks."""
    if isinstance(error, Problem):
        message = Speaker("errors", lang)(f"own.{error.key}", **error.values)
    else:
        message = error.message if lang == "en" else _translated(error.message, lang)
    text = f"{error.source}: {message}" if error.source else message
    return " ".join(text.split())


def lines(error: EvenhandError, lang: Lang) -> tuple[str, ...]:
    """One line for each complaint: what is wrong with rules is told all at once."""
    if not isinstance(error, RuleError) or error.source:
        return (one_line(error, lang),)
    return tuple(with_place(line, lang) for line in error.message.splitlines())


def with_place(line: str, lang: Lang) -> str:
    """`file:line: message` with the message in the reader's language."""
    place, found, message = line.partition(": ")
    return f"{place}: {_translated(message, lang)}" if found and lang != "en" else line


def _translated(message: str, lang: Lang) -> str:
    """The complaint of a lower layer as the catalogue says it; as it is where it says nothing."""
    for key, words in (*texts("complaints").items(), *texts("rule_complaints").items()):
        if key.startswith("sentence.") and (found := _fill(words.en, message)) is not None:
            said = {name: _piece(value, lang) for name, value in found.items()}
            return words.say(lang).format(**said)
    return message


def _fill(template: str, message: str) -> dict[str, str] | None:
    """What a message holds in the fields of its template, `None` if it is none of its kind."""
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(template))
    match = re.fullmatch(pattern, message, re.DOTALL)
    return match.groupdict() if match else None


def _piece(value: str, lang: Lang) -> str:
    known = (words for key, words in texts("complaints").items() if key.startswith("piece."))
    return next((words.say(lang) for words in known if words.en == value), value)
