"""The graph around a finding as a picture: law, rule, finding, facts, and where they lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.explain import Explanation
from ontology.html import LINE, Html, element, joined
from ontology.vocabulary import Lang

WIDTH, HEIGHT, GAP, ROW = 168, 34, 62, 46
"""Of a node, the room between two columns, and from row to row, in pixels."""

SHOWN = 12
"""Characters of a label that fit into a node."""

COLOURS = ("#CC79A7", "#56B4E9", "#D55E00", "#009E73", "#999999")


@dataclass(frozen=True, slots=True)
class Dot:
    """A node of the picture: its column from the left, what it is, what it is called."""

    id: str
    column: int
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes in columns and the edges between them; in a notebook, an SVG."""

    title: str
    dots: tuple[Dot, ...]
    lines: tuple[tuple[str, str, str], ...]

    def _repr_html_(self) -> str:
        places = {dot.id: _corner(i, dot) for i, dot in _in_columns(self.dots)}
        most = max((y for _, y in places.values()), default=0) + HEIGHT + 8
        wide = 5 * WIDTH + 4 * GAP + 8
        edges = [_edge(places[a], places[b], kind) for a, b, kind in self.lines]
        nodes = [_node(dot, *places[dot.id]) for dot in self.dots]
        about = element("title", self.title)
        size = {"viewBox": f"0 0 {wide} {most}", "width": "100%", "role": "img"}
        return element("svg", about, *edges, *nodes, style=f"max-width:{wide}px", **size)


def picture(explained: Explanation, lang: Lang) -> Picture:
    """What an explanation says, drawn."""
    finding, rule = explained.finding, explained.rule
    dots = [Dot(b.id, 0, "Article", b.id) for b in finding.basis]
    lines = [("rule", b.id, "BASED_ON") for b in finding.basis]
    dots += [
        Dot("rule", 1, "Rule", rule.id),
        Dot("finding", 2, f"Finding · {finding.severity}", finding.title.say(lang)),
    ]
    lines.append(("finding", "rule", "RAISED_BY"))
    for near in explained.near:
        name = str(near.properties.get("trigger") or near.properties.get("cause") or "")
        label = next((one for one in near.labels if one != "Term"), "Term")
        dots.append(Dot(near.id, 3, label, name or str(near.properties.get("clause") or "")))
        about = "ABOUT" if near.id == finding.subject else "SHOWS"
        lines.append(("finding", near.id, about))
        for kind, end, called in near.edges:
            id_ = f"{end}:{called}"
            dots.append(Dot(id_, 4, end, called))
            lines.append((near.id, id_, kind))
    once = {dot.id: dot for dot in dots}
    return Picture(finding.title.say(lang), tuple(once.values()), tuple(dict.fromkeys(lines)))


def _in_columns(dots: Iterable[Dot]) -> Iterable[tuple[int, Dot]]:
    counts = [0] * 5
    for dot in dots:
        yield counts[dot.column], dot
        counts[dot.column] += 1


def _corner(row: int, dot: Dot) -> tuple[int, int]:
    return 4 + dot.column * (WIDTH + GAP), 4 + row * ROW


def _node(dot: Dot, x: int, y: int) -> Html:
    name = dot.name if len(dot.name) <= SHOWN * 2 else f"{dot.name[: SHOWN * 2]}…"
    box = element(
        "rect",
        x=str(x),
        y=str(y),
        width=str(WIDTH),
        height=str(HEIGHT),
        rx="5",
        fill=COLOURS[dot.column],
        style="fill-opacity:.22;stroke:rgba(128,128,128,.7)",
    )
    kind = _text(dot.kind, x + 8, y + 13, "9px")
    said = _text(name, x + 8, y + 27, "11px")
    return element("g", element("title", f"{dot.kind}: {dot.name}"), box, kind, said)


def _text(words: str, x: int, y: int, size: str, anchor: str = "start") -> Html:
    style = f"font-size:{size};fill:currentColor;font-family:sans-serif;text-anchor:{anchor}"
    return element("text", words, x=str(x), y=str(y), style=style)


def _edge(a: tuple[int, int], b: tuple[int, int], kind: str) -> Html:
    """A line from the side of one node that faces the other, with its kind on it."""
    right = a[0] < b[0]
    x1, x2 = (a[0] + WIDTH, b[0]) if right else (a[0], b[0] + WIDTH)
    y1, y2 = a[1] + HEIGHT // 2, b[1] + HEIGHT // 2
    line = element(
        "line",
        x1=str(x1),
        y1=str(y1),
        x2=str(x2),
        y2=str(y2),
        stroke=LINE,
        style="stroke-width:1.5",
    )
    near = x2 + (-GAP // 2 if right else GAP // 2)
    return joined([line, _text(kind, near, y2 - 4, "7px", "middle")])
