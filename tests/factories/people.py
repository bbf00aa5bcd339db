from datetime import date

import factory

from schakel.base.actor import Actor
from schakel.people.models import Membership, MunicipalityCode, Party, Person, Role
from schakel.people.queries import actor_for
from tests.factories.areas import AreaFactory


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    email = factory.Sequence(lambda n: f"persoon{n}@voorbeeld.example")
    name = factory.Sequence(lambda n: f"Persoon {n}")


class MunicipalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Party

    name = factory.Sequence(lambda n: f"Gemeente Voorbeeld {n}")
    kind = Party.Kind.MUNICIPALITY
    corner = Party.Corner.GOVERNMENT


class MunicipalityCodeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MunicipalityCode

    party = factory.SubFactory(MunicipalityFactory)
    area = factory.SubFactory(AreaFactory)
    starts = date(2020, 1, 1)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    party = factory.SubFactory(MunicipalityFactory)
    role = Role.OFFICIAL
    starts = date(2020, 1, 1)


def official(party: Party | None = None, **more: object) -> Actor:
    """An official of a municipality, as an actor."""
    extra = {"party": party} if party else {}
    return actor_for(MembershipFactory(**extra, **more))


class PartyFactory(factory.django.DjangoModelFactory):
    """A foundation in the corner of the community."""

    class Meta:
        model = Party

    name = factory.Sequence(lambda n: f"Stichting Voorbeeld {n}")
    kind = Party.Kind.FOUNDATION
    corner = Party.Corner.COMMUNITY


def runs(party: Party, **more: object) -> Actor:
    """Somebody who runs a party: its board, or the administrator of a municipality."""
    government = party.kind in (Party.Kind.MUNICIPALITY, Party.Kind.DEPARTMENT)
    role = Role.ADMIN if government else Role.BOARD
    return actor_for(MembershipFactory(party=party, role=role, **more))
