"""What can be found that has no table of its own: the words that are told, and the pages that help."""

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schakel.base import terms
from schakel.base.plugs import Findable, SearchSource

# Address, what it is called, and what somebody comes for, in the words that people use.
_PAGES = (
    ("web:help", "Hulp, ook op papier of aan de balie", "Bellen, mailen, langskomen. Uw code kwijt."),
    ("web:privacy", "Privacy", "Welke gegevens wij van u bewaren, hoe lang, en hoe u ze laat wissen."),
    ("web:accessibility", "Toegankelijkheid", "Schermlezer, toetsenbord, vergroting. Een probleem melden."),
    ("web:open-data", "Open gegevens", "Alle bestanden om te downloaden en zelf na te rekenen."),
    ("web:decisions", "Alle besluiten", "Wie besliste wat, wanneer en waarom."),
    ("web:recompute", "Reken zelf na", "De uitslag van een stemming controleren op uw eigen computer."),
    ("web:words", "Woorden uitgelegd", "Moeilijke woorden van de gemeente in gewone taal."),
    ("web:login", "Inloggen", "Aanmelden met een code per mail. Inloggen lukt niet, wachtwoord vergeten."),
    ("voice:list", "Stemmen", "Waarover u nu kunt stemmen, met de code uit uw brief."),
    ("funding:list", "Geld", "Rondes waarin bewoners geld verdelen, en de uitslagen."),
    ("people:list", "Wie doet mee?", "Verenigingen, stichtingen, bedrijven en afdelingen van de gemeente."),
    ("norms:list", "Normen", "Bedragen, termijnen en grenzen uit de regels, met de bron."),
)  # fmt: skip


def _help(keys: Collection[str] | None) -> Iterator[Findable]:
    for name, title, text in _PAGES:
        if keys is None or name in keys:
            yield Findable(key=name, kind="help", title=title, text=text, url=reverse(name))


def _words(keys: Collection[str] | None) -> Iterator[Findable]:
    for term in terms.terms():
        if keys is None or term.key in keys:
            yield Findable(
                key=term.key,
                kind="word",
                title=term.professional,
                text=f"{term.plain}. {term.meaning}",
                url=f"{reverse('web:words')}?zoek={term.professional}",
            )


HELP = SearchSource(labels=lambda: {"help": _("Hulp")}, documents=_help, order=90)
WORDS = SearchSource(labels=lambda: {"word": _("Woord uitgelegd")}, documents=_words, order=80)
