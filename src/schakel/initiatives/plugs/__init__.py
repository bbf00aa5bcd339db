"""What this app gives to the lower ones, by noun."""

from schakel.initiatives.plugs import initiatives, scans

_NOUNS = (initiatives, scans)


def register() -> None:
    for noun in _NOUNS:
        noun.register()
