"""A text made ready for the frames: one view of it, its clauses, its sentences, and cue hits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from loaders.clauses import Outline, outline
from loaders.grammar.choices import unchosen
from loaders.grammar.sentences import Sentence, cut
from loaders.grammar.waking import Waking
from loaders.roles import Roles
from loaders.text import Text
from loaders.words import Cue
from ontology.facts import Party, Term
from ontology.values import Json

_AHEAD = 40
"""How far beyond its sentence a cue may look."""


@dataclass(frozen=True)
class Reading:
    """Everything the frames read from.

    `view` is the text with every label of the buyer read as 甲方 and of the vendor as 乙方; all
    offsets of sentences, hits and clauses are offsets of `view.plain`. Sentences in `unchosen`
    stand in options of a form that were not taken; they give no hits.
    """

    view: Text
    roles: Roles
    outline: Outline
    sentences: tuple[Sentence, ...]
    parties: tuple[Party, ...] = ()
    unchosen: frozenset[int] = frozenset()

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def _waking(self) -> Waking:
        return Waking(self.view.plain, self.sentences)

    @cached_property
    def _found(self) -> dict[tuple[Cue, ...], tuple[Hit, ...]]:
        return {}

    def sentence_at(self, position: int) -> Sentence | None:
        """The sentence that holds a position of the view, `None` for headings and gaps."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self.sentences[index].end:
            return None
        return self.sentences[index]

    def words(self, sentence: Sentence) -> str:
        """The sentence as the view reads it, without its end mark."""
        return self.view.plain[sentence.start : sentence.end]

    def hits(self, cues: tuple[Cue, ...]) -> tuple[Hit, ...]:
        """Every place where a cue stands in a sentence, in text order; of two that overlap in one
        segment, the earlier cue of the list wins."""
        if cues not in self._found:
            self._found[cues] = tuple(self._hits(cues))
        return self._found[cues]

    def _hits(self, cues: Sequence[Cue]) -> list[Hit]:
        found: list[Hit] = []
        taken: dict[tuple[int, int], list[Hit]] = {}
        for cue in cues:
            for hit in self._places(cue):
                others = taken.setdefault((hit.sentence.index, hit.segment), [])
                if all(hit.end <= other.start or hit.start >= other.end for other in others):
                    others.append(hit)
                    found.append(hit)
        return sorted(found, key=lambda h: (h.start, h.end))

    def _places(self, cue: Cue) -> Iterator[Hit]:
        """Every place where a cue stands in a sentence."""
        for index in self._waking(cue):
            if index in self.unchosen:
                continue
            sentence = self.sentences[index]
            start, end = sentence.start, sentence.end
            for match in cue.pattern.finditer(self.view.plain, start, end + _AHEAD):
                if match.start() >= end:
                    break
                held = match if match.end() <= end + 1 else None
                # Greedy words may run on behind the mark that ends the sentence: 转让…：1.….
                held = held or cue.pattern.match(self.view.plain, match.start(), end)
                if held is not None:
                    yield Hit(self, cue, sentence, held.start(), min(held.end(), end))

    def path(self, section: int) -> tuple[int, ...]:
        """The section and those above it, innermost first."""
        return self._paths[section]

    @cached_property
    def _paths(self) -> tuple[tuple[int, ...], ...]:
        paths: list[tuple[int, ...]] = []
        for section in self.outline.sections:
            above = () if section.parent is None else paths[section.parent]
            paths.append((len(paths), *above))
        return tuple(paths)

    def headings(self, section: int) -> tuple[str, ...]:
        """The headings over a place, innermost first, without their labels."""
        sections = self.outline.sections
        return tuple(h for i in self.path(section) if (h := sections[i].heading))

    def part(self, sentence: Sentence) -> str:
        """cover, body, annex or signature; a table before the first clause (前附表) is body."""
        section = self.outline.sections[sentence.section]
        if section.part == "cover" and "\t" in self.view.plain[sentence.start : sentence.end]:
            return "body"
        return section.part

    def term(self, kind: str, start: int, end: int, keys: Mapping[str, Json]) -> Term:
        """A term whose words are `view.plain[start:end]`."""
        first, last = self.view.span(start, end)
        section = self.outline.at(start)
        return Term(kind, section.id, self.view.source[first:last], first, last, dict(keys))


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found in a segment of a sentence."""

    reading: Reading
    cue: Cue
    sentence: Sentence
    start: int
    end: int
    segment: int = field(init=False)
    """The segment in which the cue ends: of a cue over a comma, the act stands there."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "segment", self.sentence.segment_at(self.end - 1))

    @property
    def span(self) -> tuple[int, int]:
        """The comma segment in which the cue ends."""
        return self.sentence.segments[self.segment]

    @property
    def words(self) -> str:
        """The words of the cue."""
        return self.reading.view.plain[self.start : self.end]

    @property
    def segment_words(self) -> str:
        start, end = self.span
        return self.reading.view.plain[start:end]

    @property
    def before(self) -> str:
        """The sentence up to the cue."""
        return self.reading.view.plain[self.sentence.start : self.start]

    @property
    def after(self) -> str:
        """The sentence from the end of the cue."""
        return self.reading.view.plain[self.end : self.sentence.end]

    @property
    def in_brackets(self) -> bool:
        """Whether a bracket of the cue's segment is open before it."""
        before = self.reading.view.plain[self.span[0] : self.start]
        return before.count("（") + before.count("(") > before.count("）") + before.count(")")

    @property
    def sentence_words(self) -> str:
        return self.reading.words(self.sentence)


def prepare(
    text: Text, roles: Roles, parties: tuple[Party, ...] = (), tree: Outline | None = None
) -> Reading:
    """The text ready to be read, given who is who; `tree` is its outline, where that is known."""
    view = roles.view(text)
    if tree is None or view is not text:
        tree = outline(view)
    sentences = cut(view.plain, tree)
    left_out = unchosen(view.plain, tree, sentences)
    return Reading(view, roles, tree, sentences, parties, left_out)
