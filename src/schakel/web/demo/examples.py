"""The people of the demo: nobody real, a first name each, and what their role can do."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schakel.areas import queries as areas
from schakel.people.models import Role

HOME = "BU99980101"


@dataclass(frozen=True)
class Example:
    """`roles` are (role, key of the party, code of the area or ""); the first is the one to start in."""

    key: str
    name: str
    title: Any
    does: tuple[Any, ...]
    roles: tuple[tuple[str, str, str], ...]
    # The page after signing in: a URL name, or the code of an area.
    page: str = field(default="funding:list")

    @property
    def email(self) -> str:
        return f"{self.key}@lindendam.example"

    def first_page(self) -> str:
        if ":" in self.page:
            return reverse(self.page)
        area = areas.by_code(self.page)
        return area.get_absolute_url() if area else "/"


EXAMPLES = (
    Example(
        "noor",
        "Noor",
        _("Bewoner van het Molenkwartier"),
        (
            _("Ziet wat er in haar buurt speelt en wie beslist."),
            _("Stemt met een code, net als iedereen. Daar is geen account voor nodig."),
        ),
        ((Role.RESIDENT, "de-kas", HOME),),
        HOME,
    ),
    Example(
        "samira",
        "Samira",
        _("Gebiedsmanager van Wijk Noord"),
        (
            _("Werkt aan stemrondes in Wijk Noord, en nergens anders."),
            _("Sluit het stemmen als de tijd voorbij is, en stelt de uitslag vast."),
        ),
        ((Role.AREA_MANAGER, "lindendam", "WK999801"),),
        "WK999801",
    ),
    Example(
        "joost",
        "Joost",
        _("Medewerker van de gemeente Lindendam"),
        (
            _("Maakt stemrondes en zet er plannen in, in heel Lindendam."),
            _("Kan een bestand met een stemming inlezen."),
        ),
        ((Role.OFFICIAL, "lindendam", ""),),
    ),
    Example(
        "anneke",
        "Anneke",
        _("Raadslid in Lindendam"),
        (
            _("Ziet alle besluiten, met wie besloot en waarom."),
            _("Kan elke uitslag laten narekenen. Kan zelf niets aan een ronde veranderen."),
        ),
        ((Role.COUNCIL, "lindendam", ""),),
        "web:decisions",
    ),
    Example(
        "bas",
        "Bas",
        _("Bestuurslid van buurthuis De Lindenboom, en bewoner"),
        (
            _("Heeft twee rollen. Bovenaan staat in welke rol hij handelt."),
            _("Kan van rol wisselen. Zo blijft duidelijk voor wie hij spreekt."),
        ),
        ((Role.BOARD, "lindenboom", ""), (Role.RESIDENT, "de-kas", HOME)),
        HOME,
    ),
    Example(
        "ilse",
        "Ilse",
        _("Medewerker van een andere gemeente, Rietmonde"),
        (
            _("Ziet in Lindendam wat elke bezoeker ziet, en niet meer."),
            _("Kan daar niets veranderen. Dat kan alleen de gemeente zelf."),
        ),
        ((Role.OFFICIAL, "rietmonde", ""),),
    ),
    Example(
        "wout",
        "Wout",
        _("Beheerder bij de gemeente Lindendam"),
        (
            _("Geeft collega's een rol en neemt die terug."),
            _("Kijkt normen na en legt vast wie waarover beslist."),
        ),
        ((Role.ADMIN, "lindendam", ""),),
        "norms:list",
    ),
    Example(
        "fenna",
        "Fenna",
        _("Baliemedewerker van de gemeente Lindendam"),
        (
            _("Helpt mensen die geen scherm hebben, op papier of aan de balie."),
            _("Handelt dan namens die persoon. Bovenaan staat voor wie."),
        ),
        ((Role.DESK, "lindendam", ""),),
        "people:desk",
    ),
    Example(
        "mirjam",
        "Mirjam",
        _("Sociaal makelaar in Wijk Noord"),
        (
            _("Kent de mensen in de wijk en brengt hen bij elkaar."),
            _("Mag ook handelen namens iemand die daarom vraagt."),
        ),
        ((Role.BROKER, "lindendam", "WK999801"),),
        "people:list",
    ),
    Example(
        "youssef",
        "Youssef",
        _("Lid van buurthuis De Lindenboom"),
        (
            _("Hoort bij het huis en ziet er alles van."),
            _("Bestuurt het huis niet. Dat doet het bestuur."),
            _("Kijkt mee bij een moestuin, als kritische vriend."),
        ),
        ((Role.MEMBER, "lindenboom", ""), (Role.FRIEND, "de-kas", "")),
        "people:list",
    ),
    Example(
        "daphne",
        "Daphne",
        _("Onderzoeker bij de gemeente Lindendam"),
        (
            _("Rekent uitslagen na met open gegevens."),
            _("Ziet niet meer dan iedereen mag zien."),
        ),
        ((Role.RESEARCHER, "lindendam", ""),),
        "web:open-data",
    ),
)


def by_key(key: str) -> Example | None:
    return next((example for example in EXAMPLES if example.key == key), None)
