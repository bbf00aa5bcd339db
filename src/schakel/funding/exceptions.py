from schakel.base.exceptions import InputRefused, NotAllowed


class TooDear(InputRefused):
    """More money is asked from a pot than it still holds."""


class Frozen(NotAllowed):
    """Terms and plans stand fast once voting opens."""


class NotCounted(NotAllowed):
    """A decision rests on the count, and there is none yet."""
