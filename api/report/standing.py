"""A draft among its peers: each value, what is usual and missing, and in what it is unlike them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from api.benchmarking import (
    Mood,
    by_group,
    figure,
    missing_said,
    notes,
    once,
    profile_said,
    sources,
)
from api.messages import Speaker
from api.report.blocks import (
    Block,
    Bullets,
    Cell,
    Heading,
    Paragraph,
    Row,
    Table,
    Tone,
    cell,
    plain,
)
from api.report.view import joined
from api.worth import worth_said
from kg.benchmark import Placed, Pool, Standing, dimensions
from kg.benchmark.measures import units
from kg.compare.peers import Against
from kg.compare.stakes import stakes
from kg.wording import term_words
from ontology.facts import Term
from ontology.term_types import term_types
from ontology.vocabulary import Lang, label

TONES: Mapping[Mood, Tone] = {
    **{"buyer": "buyer", "vendor": "vendor", "none": "", "within": "muted"},
    **{"outlier": "medium", "beyond": "medium"},
}


def standing_blocks(
    found: Standing, pool: Pool, unlike: Sequence[Against], lang: Lang
) -> tuple[Block, ...]:
    """The section that a report on a draft has beside those of any other."""
    return tuple(_blocks(found, pool, unlike, lang))


def corpus_said(pool: Pool, lang: Lang) -> tuple[str, ...]:
    """What the draft was laid against, for the sources."""
    say = Speaker("benchmark", lang)
    return (say("with", parts=sources(pool, say)),)


def limits_said(lang: Lang) -> tuple[str, ...]:
    """What such a comparison cannot say."""
    say = Speaker("report", lang)
    return (say("standing.limit_wrote"), say("standing.limit_few"))


def _blocks(found: Standing, pool: Pool, unlike: Sequence[Against], lang: Lang) -> Iterator[Block]:
    say, words = Speaker("report", lang), Speaker("benchmark", lang)
    yield Heading(say("contents.standing"), 1, "standing")
    yield Paragraph(plain(say("standing.lead")), "lead")
    yield Paragraph(plain(words("profile", words=profile_said(found.profile, dimensions(), words))))
    yield Paragraph(plain(words("with", parts=sources(pool, words))))
    if not found.values:
        yield Paragraph(plain(say("standing.none")))
    for group, placed in by_group(once(found), words):
        yield Heading(group, 3)
        yield _values(placed, say, words)
    if any(placed.position.percentile is not None for placed in found.values):
        yield Paragraph(plain(words("sign")), "lead")
    if found.missing:
        yield Heading(words("missing"), 2)
        yield Bullets(tuple(missing_said(missing, words) for missing in found.missing))
    if unlike:
        yield from _unlike(unlike, say)


def _values(found: Iterable[Placed], say: Speaker, words: Speaker) -> Table:
    columns = ("measure", "here", "percentile", "peers", "notes")
    head = tuple(say(f"standing.{column}") for column in columns)
    return Table(head, tuple(_value(placed, words) for placed in found), (20, 12, 11, 21, 36))


def _value(placed: Placed, words: Speaker) -> Row:
    seen, stand = placed.seen, placed.position
    side = label("roles", seen.side, words.lang)
    sided = seen.side != "both" or seen.of.side
    unit = units()[seen.of.unit].say(words.lang)
    peers = "—"
    if stand.quartiles:
        quartiles = " / ".join(map(figure, stand.quartiles))
        peers = words("peers", quartiles=quartiles, n=stand.n, forms=stand.effective_n)
    said = [plain(f"{seen.clause or ''} “{joined(seen.quote)}”".strip(), "muted")]
    said += [plain(line, TONES[mood]) for line, mood in notes(placed, words)]
    title = seen.of.title.say(words.lang)
    return Row(
        (
            Cell((plain(title, "strong"), *([plain(side, "muted")] if sided else []))),
            cell("—" if seen.value is None else f"{figure(seen.value)} {unit}"),
            cell("—" if stand.percentile is None else f"{stand.percentile:.0f}"),
            cell(peers),
            Cell(tuple(said)),
        )
    )


def _unlike(unlike: Sequence[Against], say: Speaker) -> Iterator[Block]:
    words = Speaker("compare", say.lang)
    yield Heading(say("standing.unlike", n=unlike[0].n), 2)
    differing = [item for item in unlike if item.state != "as_usual"]
    if differing:
        columns = ("matter", "here", "usually", "weight")
        head = tuple(say(f"standing.{column}") for column in columns)
        yield Table(head, tuple(_against(item, words) for item in differing), (22, 28, 28, 22))
    same = len(unlike) - len(differing)
    yield Paragraph(plain(say("standing.same", count=same)))


def _against(item: Against, words: Speaker) -> Row:
    title = term_types()[item.type].title.say(words.lang)
    having = words("having", having=item.having, n=item.n)
    worth = worth_said(item.worth, stakes()[item.type].weight, words)
    sided = item.favours if item.favours != "none" else ""
    return Row(
        (
            Cell((plain(title, "strong"), plain(words(item.state)), plain(having, "muted"))),
            _term(item.draft, words.lang),
            _term(item.usual, words.lang),
            Cell((plain(words(item.favours), sided), plain(worth, "muted"))),
        )
    )


def _term(term: Term | None, lang: Lang) -> Cell:
    return cell("—") if term is None else cell(term_words(term).say(lang))
