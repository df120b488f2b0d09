"""Values of contracts against those of their peers: docs/benchmark.md says how.

`observe` finds the values of one contract, `store_pool` those of a store, `kg.baseline.pool` those
that come with the program; `standing` puts a contract in its place, `position` any value.
"""

from kg.benchmark.corpus import observations, quoted, store_pool
from kg.benchmark.law import Drawn, law_lines
from kg.benchmark.measures import Limits, Measure, limits, measures, units
from kg.benchmark.observing import Observation, Why, observe
from kg.benchmark.peers import Choice, Group, Step, peers
from kg.benchmark.pool import Member, Point, Pool, pool_of
from kg.benchmark.position import Position, Stability, Vote, position
from kg.benchmark.profiles import Profile, dimensions, profile_of
from kg.benchmark.standing import Missing, Placed, Standing, place, standing, usual_missing

__all__ = [
    "Choice",
    "Drawn",
    "Group",
    "Limits",
    "Measure",
    "Member",
    "Missing",
    "Observation",
    "Placed",
    "Point",
    "Pool",
    "Position",
    "Profile",
    "Stability",
    "Standing",
    "Step",
    "Vote",
    "Why",
    "dimensions",
    "law_lines",
    "limits",
    "measures",
    "observations",
    "observe",
    "peers",
    "place",
    "pool_of",
    "position",
    "profile_of",
    "quoted",
    "standing",
    "store_pool",
    "units",
    "usual_missing",
]
