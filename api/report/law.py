"""The law behind a finding as people cite it."""

from __future__ import annotations

from dataclasses import dataclass

from api.messages import Speaker
from kg.finding import Basis


@dataclass(frozen=True, slots=True)
class Law:
    """An article: how it is cited, which version, what it says, what to mind."""

    cited: str
    version: str
    summary: str
    note: str


def law(basis: Basis, say: Speaker) -> Law:
    """One article in the reader's language."""
    version = basis.version
    title, number = basis.title.say(say.lang), version.number
    # A decision or a notice is cited by its own number, an article by its place in the law.
    key = "law.article" if number[:1].isdigit() else "law.numbered"
    if version.edition:
        said = version.edition.say(say.lang)
    else:
        said = say("law.since", day=version.valid_from.isoformat())
    notes = [basis.note.say(say.lang)] if basis.note else []
    if version.checked != "text":
        notes.append(say(f"law.checked_{version.checked}"))
    joiner = "" if say.lang == "zh" else " "
    return Law(
        say(key, title=title, number=number),
        said,
        version.summary.say(say.lang),
        joiner.join(notes),
    )
