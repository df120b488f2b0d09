"""What a contract would say if an ask were granted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.brief.matters import Edit
from kg.grades import Side
from ontology.facts import Facts, Term
from ontology.values import Duration, Json, decimal_text

OTHER: Mapping[Side, Side] = {"buyer": "vendor", "vendor": "buyer"}


def granted(facts: Facts, edits: Sequence[Edit], side: Side, figure: Decimal | None) -> Facts:
    """The facts with the edits made for one side; terms that are added have no words."""
    terms = facts.terms
    for edit in edits:
        terms = _edited(terms, edit, _Filling(side, figure))
    return replace(facts, terms=terms)


class _Filling:
    """Puts sides and the figure into the values of an edit."""

    def __init__(self, side: Side, figure: Decimal | None) -> None:
        self._figure = figure
        self._roles = {"me": side, "them": OTHER[side]}

    def of(self, value: Json) -> Json:
        if isinstance(value, dict):
            return {key: self._inner(key, item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.of(item) for item in value]
        if value == "figure":
            return None if self._figure is None else decimal_text(self._figure)
        return self._roles.get(value, value) if isinstance(value, str) else value

    def _inner(self, key: str, value: Json) -> Json:
        """A length is a number in the facts, where a rate is text."""
        if key == "n" and value == "figure" and self._figure is not None:
            whole = self._figure == self._figure.to_integral_value()
            return int(self._figure) if whole else float(self._figure)
        return self.of(value)


def _edited(terms: tuple[Term, ...], edit: Edit, filling: _Filling) -> tuple[Term, ...]:
    where = filling.of(dict(edit.where))
    fitting = [term for term in terms if fits(term, where)]
    if edit.drop:
        return tuple(term for term in terms if term not in fitting)
    if not fitting:
        return terms if edit.add is None else (*terms, _added(where, edit, filling))
    values, limits = filling.of(dict(edit.set)), filling.of(dict(edit.at_most))
    return tuple(_changed(term, values, limits) if term in fitting else term for term in terms)


def fits(term: Term, where: Mapping[str, Json]) -> bool:
    """Whether a term has these values; a list holds the values that do, `any` is any value."""
    if term.type != where.get("type", term.type):
        return False
    return all(_fits(at(term.keys, key), value) for key, value in where.items() if key != "type")


def _fits(value: Json, wanted: Json) -> bool:
    if wanted == "any":
        return value is not None
    return value in wanted if isinstance(wanted, list) else bool(value == wanted)


def at(keys: Mapping[str, Json], path: str) -> Json:
    """The value under a key, or with a dot under a key of that."""
    name, _, inner = path.partition(".")
    value = keys.get(name)
    return value.get(inner) if inner and isinstance(value, dict) else value


def _added(where: Mapping[str, Json], edit: Edit, filling: _Filling) -> Term:
    plain = {key: value for key, value in where.items() if key != "type" and "." not in key}
    keys = {**plain, **filling.of(dict(edit.set)), **filling.of(dict(edit.add or {}))}
    return Term(where["type"], None, "", -1, -1, keys)


def _changed(term: Term, values: Mapping[str, Json], limits: Mapping[str, Json]) -> Term:
    keys = dict(term.keys)
    for path, value in values.items():
        keys = _with(keys, path, value)
    for path, limit in limits.items():
        now = at(keys, path)
        # A cap that is not there is above any figure; a share that is not stated stays so.
        if _more(now, limit) or (now is None and path.endswith("cap_percent")):
            keys = _with(keys, path, limit)
    return replace(term, keys=keys)


def _with(keys: Mapping[str, Json], path: str, value: Json) -> dict[str, Json]:
    name, _, inner = path.partition(".")
    if not inner:
        return {**keys, name: value}
    held = keys.get(name)
    return {**keys, name: {**held, inner: value}} if isinstance(held, dict) else dict(keys)


def _more(now: Json, limit: Json) -> bool:
    if now is None or limit is None:
        return False
    if isinstance(limit, dict):
        first, second = Duration.from_json(now), Duration.from_json(limit)
        if not isinstance(first, Duration) or not isinstance(second, Duration):
            return first == "perpetual"
        return (first.days or Decimal(0)) > (second.days or Decimal(0))
    return Decimal(str(now)) > Decimal(str(limit))
