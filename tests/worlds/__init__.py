"""The parts of the world of `tests/world.py`, by noun.

Each has `build(world, word)` and gives what it made.
"""

from types import ModuleType

from tests.worlds import agenda, campaigns, initiatives, neighbours, people, places, scans

NOUNS: tuple[ModuleType, ...] = (
    initiatives,
    people,
    places,
    scans,
    campaigns,
    agenda,
    neighbours,
)
