"""What the journal refuses."""

from schakel.base.exceptions import InputRefused, SchakelError


class OutsideTransaction(SchakelError):
    """An entry was posted outside the transaction of the act it records."""


class FactsRefused(SchakelError):
    """Facts without one spelling in bytes, or a public field that is too long or empty."""


class ReasonRefused(InputRefused):
    """A public reason holds an e-mail address, an IBAN or a telephone number."""
