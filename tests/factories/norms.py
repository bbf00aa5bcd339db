from datetime import date

import factory

from schakel.norms.models import Norm


class NormFactory(factory.django.DjangoModelFactory):
    """A norm of six weeks, verified, that no law and no package knows."""

    class Meta:
        model = Norm

    key = "test.term"
    value = 6
    unit = "weeks"
    valid_from = date(2026, 1, 1)
    source = "Test, art. 1"
    verified = True
