"""What this app gives to the lower ones, by noun."""

from schakel.initiatives.plugs import initiatives

_NOUNS = (initiatives,)


def register() -> None:
    for noun in _NOUNS:
        noun.register()
