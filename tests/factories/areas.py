import factory
from django.utils.text import slugify

from schakel.areas.models import Area


class AreaFactory(factory.django.DjangoModelFactory):
    """A municipality; `AreaFactory(district=True)` is a district in a municipality of its own."""

    class Meta:
        model = Area
        django_get_or_create = ("code", "year")

    code = factory.Sequence(lambda n: f"GM{n:04d}")
    year = 2026
    kind = Area.Kind.GEMEENTE
    name = factory.Sequence(lambda n: f"Gemeente {n}")
    slug = factory.LazyAttribute(lambda area: slugify(area.name))

    class Params:
        district = factory.Trait(
            code=factory.Sequence(lambda n: f"WK{n:06d}"),
            kind=Area.Kind.WIJK,
            name=factory.Sequence(lambda n: f"Wijk {n}"),
            parent=factory.SubFactory("tests.factories.areas.AreaFactory"),
        )
