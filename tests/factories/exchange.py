"""Residents and parties of one town, and the lines between them, made by the services."""

from dataclasses import dataclass, field

from schakel.base.actor import Actor
from schakel.exchange import services
from schakel.exchange.services import Terms
from schakel.people.models import Party, Person
from tests.factories.areas import AreaFactory
from tests.factories.people import MunicipalityCodeFactory, PartyFactory, PersonFactory, runs


def resident(person: Person | None = None) -> Actor:
    return Actor(person or PersonFactory(), None, "resident", "Bewoner")


@dataclass
class Town:
    """A municipality with a district of two neighbourhoods."""

    municipality: Party = field(init=False)

    def __post_init__(self) -> None:
        self.town = AreaFactory(kind="gemeente")
        self.district = AreaFactory(kind="wijk", parent=self.town)
        self.area = AreaFactory(kind="buurt", parent=self.district)
        self.beside = AreaFactory(kind="buurt", parent=self.district)
        self.municipality = MunicipalityCodeFactory(area=self.town).party

    def party(self, **more: object) -> Actor:
        return runs(PartyFactory(municipality=self.municipality, **more))


COOKING = Terms("knowledge", "Koken voor een grote groep", "Ik leer u koken voor de straat.")
WANTED = Terms("knowledge", "Wie leert ons koken?", "Wij willen samen eten in de straat.")


def asked(town: Town, actor: Actor | None = None, terms: Terms = WANTED, **more: object):
    return services.ask(actor or resident(), town.area, terms, **more)


def offered(town: Town, actor: Actor | None = None, terms: Terms = COOKING, **more: object):
    return services.offer(actor or resident(), town.area, terms, **more)
