"""What this app gives to the lower ones, by noun."""

from schakel.initiatives.plugs import (
    campaigns,
    initiatives,
    needs,
    neighbours,
    people,
    places,
    scans,
)

_NOUNS = (campaigns, initiatives, needs, neighbours, people, places, scans)


def register() -> None:
    for noun in _NOUNS:
        noun.register()
