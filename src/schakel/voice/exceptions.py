from schakel.base.exceptions import InputRefused, NotAllowed


class CodeRefused(InputRefused):
    """The code is not one of this vote, or was replaced."""


class ChoiceRefused(InputRefused):
    """The choices are not a valid ballot for this box."""


class NotOpenForVotes(NotAllowed):
    """The vote has not begun or is over."""


class BoxStillOpen(NotAllowed):
    """Nothing that was chosen is shown or counted before the box is closed."""


class BoxClosed(NotAllowed):
    """A closed box stays as it is."""
