from django.utils.translation import gettext_noop

from schakel.base.exceptions import InputRefused, NotAllowed

NOT_YOURS = gettext_noop(
    "Dit mag u niet doen in de rol die u nu hebt. Alleen de gemeente van deze ronde kan dit."
)


class TooDear(InputRefused):
    """More money is asked from a pot than it still holds."""


class Frozen(NotAllowed):
    """Terms and plans stand fast once voting opens."""


class NotCounted(NotAllowed):
    """A decision rests on the count, and there is none yet."""
