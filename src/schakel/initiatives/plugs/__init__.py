"""What this app gives to the lower ones, by noun."""

from schakel.initiatives.plugs import initiatives, needs, people, places, scans

_NOUNS = (initiatives, needs, people, places, scans)


def register() -> None:
    for noun in _NOUNS:
        noun.register()
