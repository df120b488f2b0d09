"""A sentence as acts, each with its condition: a modal with its act, or an act stated of a side."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from loaders.grammar.mentions import Mention
from loaders.grammar.pieces import Kind, Piece, pieces
from loaders.grammar.sentences import Sentence
from loaders.words import pattern
from ontology.facts import Modality


@dataclass(frozen=True, slots=True)
class Act:
    """`[start, end)` of the view, its condition included; the act itself begins at `act`.

    `piece` is where the piece with the modal starts, `spoken` whether there is a modal. `doer` is
    who acts, if the words of the act or the recital before it say so.
    """

    start: int
    piece: int
    modal: int
    act: int
    end: int
    modality: Modality
    kind: Kind
    said: str = ""
    doer: Mention | None = None

    @property
    def spoken(self) -> bool:
        """Whether a modal makes it a norm."""
        return self.kind is Kind.MODAL


_JOINED = re.compile(
    r"^或|^(?:并|且|以及|和|及|同时|以)?(?:确保|保证(?!金)|保障|直至|避免|覆盖|便|使|从而|防|能够?)"
)
_FRESH = re.compile(
    r"^(?:但|如|若|否则|逾期|倘|一旦|因|由于|未|经.{2,20}仍)|(?:的|情[形况]下?|者)[)）”]*$"
)
_BEHIND = re.compile(r"方可|才[能可]|始得|方能")
_BRIEF = 8
_FIRST = 4
"""How near the start of a piece its own subject stands."""
_LIMB = re.compile(r"^(?:或|且|并|而|经[^，。；]{1,12}(?:仍|后)|仍|致使|造成|导致|从而)")
_OF_TOPIC = re.compile(r"^(?:均|都|皆|一律|应由)")
"""What only follows a topic: 施工期间发生的事故，均由乙方负责."""
_WANTS = re.compile(r"需要?$")
_SO = re.compile(r"^(?:则|均)?(?:应|须|必须)")
"""乙方需停机检修，应提前一日通知."""
_STRIVES = re.compile(r"^(?:负责|做到|严格|主动|积极|认真)")
"""What a ban does not govern any more: 不得擅离岗位，负责当班安全."""
_SPARES = re.compile(r"(?:除外|不在此限|不受此限)$")
_PREDICATE = re.compile(r"(?:均|即|则|应)?(?:归|属|视为|为|是|由|适用|受)")
"""What ends a subject begun before it: 乙方完成的新成果，归双方所有."""
_SPARES_EVENT = re.compile(r"原因|造成|导致|不当|引起|所致")


def acts(view: str, sentence: Sentence) -> tuple[Act, ...]:
    """The acts of a sentence in order; what states no conduct (视为…) yields none."""
    joiner = _Joiner()
    found = pieces(view, sentence)
    for piece in found:
        joiner.take(piece, last=piece is found[-1])
        if piece.kind is Kind.NONE and view[piece.end : piece.end + 1] in ("：", ":"):
            break
    return joiner.finish()


class _Joiner:
    """The acts of one sentence as they grow piece by piece."""

    def __init__(self) -> None:
        self.done: list[Act] = []
        self.current: Act | None = None
        self.opened = False
        self.waiting: Piece | None = None
        """Where the condition of the next act begins."""
        self.recital: Mention | None = None
        self.void = False
        """After 视为… only what names a side or a modal is an act again."""

    def finish(self) -> tuple[Act, ...]:
        """All acts, the growing one included."""
        if self.current is not None:
            self.done.append(self.current)
        self.current, self.opened = None, False
        return tuple(self.done)

    def take(self, piece: Piece, *, last: bool) -> None:
        """Adds the next piece of the sentence."""
        if self.current is not None and _SPARES.search(piece.words):
            self._spare(piece, self.current)
            return
        match piece.kind:
            case Kind.LABEL:
                pass
            case Kind.NONE:
                self._void(piece)
            case Kind.RECITAL:
                self.finish()
                self.waiting, self.recital = self.waiting or piece, piece.doer
            case Kind.CONDITION | Kind.MORE:
                self._add(piece)
            case _:
                self._act(piece, last=last)

    def _spare(self, piece: Piece, act: Act) -> None:
        """…的除外: spared where it names a cause, else part of the act."""
        if _SPARES_EVENT.search(piece.words) and len(piece.words) > _BRIEF:
            start = (self.waiting or piece).start
            self.finish()
            end = piece.end
            self.current = Act(start, piece.start, end, end, end, "exemption", Kind.MODAL)
        else:
            self.current = replace(act, end=piece.end)
        self.waiting = None

    def _void(self, piece: Piece) -> None:
        if self.current is not None and not self.current.spoken and _PREDICATE.match(piece.words):
            self.current = None
        self.finish()
        self.waiting, self.void = None, True

    def _add(self, piece: Piece) -> None:
        """A condition or words without an act of their own."""
        if self.current is None or (piece.kind is Kind.CONDITION and not self.opened):
            self._reopen(piece)
            self.waiting = self.waiting or piece
        elif self.waiting is None:
            self.current = replace(self.current, end=piece.end)
            self.opened = self.opened and piece.kind is Kind.CONDITION

    def _reopen(self, piece: Piece) -> None:
        """Takes back an act that was the first limb of a condition: 乙方停工，或未整改的."""
        growing = self.current
        if growing is None or growing.spoken or self.waiting is not None:
            return
        if _LIMB.match(piece.words) and piece.kind is Kind.CONDITION:
            start, end = growing.start, piece.start
            self.waiting = replace(piece, start=start, end=end, doer=growing.doer)
            self.current = None

    def _act(self, piece: Piece, *, last: bool) -> None:
        bare = piece.kind is Kind.BARE
        if bare and self.current is None and self.void:
            return
        aims = self.waiting and pattern("protases", "aims").match(self.waiting.words)
        if bare and aims and not last:
            return
        if self.current is not None and self._introduces(self.current, piece):
            start, end = self.current.start, piece.start
            self.waiting = replace(piece, start=start, end=end, doer=self.current.doer)
            self.current = None
        if self.current is not None and self._continues(piece):
            self.current = replace(self.current, end=piece.end)
        else:
            self.finish()
            self.current = Act(
                start=(self.waiting or piece).start,
                piece=piece.start,
                modal=piece.modal,
                act=piece.act,
                end=piece.end,
                modality=piece.modality,
                kind=piece.kind,
                said=piece.said,
                doer=piece.doer or self.recital,
            )
        self.waiting, self.opened = None, piece.open

    def _introduces(self, act: Act, piece: Piece) -> bool:
        """Whether the act so far was only the topic or wish that the piece speaks of."""
        if self.waiting is not None or (piece.doer is not None and piece.kind is Kind.MODAL):
            return False
        if _SO.match(piece.words) and piece.kind is Kind.MODAL:
            return not act.spoken or bool(_WANTS.match(act.said))
        return not act.spoken and act.doer is None and bool(_OF_TOPIC.match(piece.words))

    def _continues(self, piece: Piece) -> bool:
        """Whether an act only adds to the one before it."""
        if self.waiting is not None:
            fresh = self.waiting.doer is not None or _FRESH.search(self.waiting.words)
            return piece.kind is Kind.BARE and not fresh
        if self.opened and (piece.doer is None or piece.doer.start > piece.start + _FIRST):
            return True
        if piece.kind is Kind.MODAL:
            behind = piece.said.startswith(("可", "才", "方")) and _BEHIND.search(piece.words)
            return piece.doer is None and bool(behind or _JOINED.match(piece.words))
        banned = self.current is not None and self.current.modality == "prohibition"
        return piece.kind is Kind.BARE and not (banned and _STRIVES.match(piece.words))
