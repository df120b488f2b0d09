"""What a contract costs if things go wrong: scenarios, and what each side then owes the other."""

from kg.exposure.editing import with_keys, with_term, without
from kg.exposure.engine import Point, curve, expose
from kg.exposure.outcome import Capped, Court, Exposure, Line, Side, Step
from kg.exposure.scenario import Ending, Scenario, read_scenarios, scenarios, with_given

__all__ = [
    "Capped",
    "Court",
    "Ending",
    "Exposure",
    "Line",
    "Point",
    "Scenario",
    "Side",
    "Step",
    "curve",
    "expose",
    "read_scenarios",
    "scenarios",
    "with_given",
    "with_keys",
    "with_term",
    "without",
]
