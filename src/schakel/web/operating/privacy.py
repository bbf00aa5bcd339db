"""What is kept of a person: shown, handed over, erased."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schakel.agenda.models import Registration
from schakel.base import formats
from schakel.base.actor import Actor
from schakel.base.plugs import Kept, acts, notices, personal_data, retention
from schakel.dossiers import services as dossiers
from schakel.dossiers.models import MailChoice, Remark
from schakel.exchange.models import Line
from schakel.people.models import Behalf, Person, Role
from schakel.web.operating import cleaning

_SHOWN = 25
# Keys and codes of exports, as people read them.
WORDS: dict[str, Any] = {
    "people": _("Uw account"),
    "dossiers": _("Wat u in uw rol deed"),
    "web": _("Bericht over uw account"),
    "name": _("Naam"),
    "email": _("E-mailadres"),
    "language": _("Taal"),
    "roles": _("Rollen"),
    "party": _("Organisatie"),
    "role": _("Rol"),
    "area": _("Gebied"),
    "from": _("Vanaf"),
    "until": _("Tot"),
    "acts": _("Handelingen"),
    "verb": _("Wat"),
    "dossier": _("Waarover"),
    "at": _("Wanneer"),
    "accounts": _("Hoe u inlogt"),
    "addresses": _("Adressen"),
    "second_steps": _("Tweede stap"),
    "organisations": _("Account bij een organisatie"),
    "sessions": _("Ingelogd"),
    "verified": _("Bevestigd"),
    "kind": _("Soort"),
    "since": _("Sinds"),
    "last_used": _("Laatst gebruikt"),
    "organisation": _("Organisatie"),
    "subject": _("Kenmerk"),
    "warned_about_removal": _("Bericht dat uw account weggaat"),
    "name_public": _("Naam openbaar"),
    "invitations": _("Uitnodigingen"),
    "answers_for_money_of": _("U staat in voor het geld van"),
    "helped_at_desk": _("Wie u aan de balie hielp"),
    "accounts_joined": _("Samengevoegde accounts"),
    "remarks": _("Opmerkingen"),
    "text": _("Tekst"),
    "state": _("Stand"),
    "office": _("Functie"),
    "hidden": _("Wat u verborg"),
    "hidden_reason": _("Reden van verbergen"),
    "appeal": _("Bezwaar"),
    "reports": _("Meldingen"),
    "reason": _("Reden"),
    "files": _("Bestanden"),
    "added": _("Toegevoegd"),
    "alternative": _("Wat er te zien is"),
    "follows": _("Wat u volgt"),
    "events": _("Nieuws over wat u deed"),
    "mail": _("Mail over wat u volgt"),
    "rhythm": _("Hoe vaak"),
    "told_until": _("Gemaild tot"),
    "last_day": _("Laatste mail"),
    "undeliverable": _("Mail kwam niet aan"),
    "what": _("Wat"),
    "remark": _("Opmerking"),
    "sent": _("Verstuurd"),
    "accepted": _("Aangenomen"),
    "by": _("Door"),
    "channel": _("Hoe"),
    "phone": _("Telefoon"),
    "exchange": _("Wat u vraagt, aanbiedt en belooft"),
    "lines": _("Vragen, aanbod en beloften"),
    "initiatives": _("Dromen en initiatieven"),
    "ideas": _("Ideeën van u"),
    "dreams": _("Dromen met een link"),
    "initiatives.people": _("Waar u aan meedoet"),
    "takes_part": _("U doet mee"),
    "brings": _("U vertelt het anderen"),
    "circle": _("Waarmee u de kring helpt"),
    "initiatives.neighbours": _("Hoe anderen u vinden"),
    "found_as": _("Zo staat u bij de buurtmakers"),
    "energy": _("Uw energie voor een groep"),
    "level": _("Hoeveel"),
    "said_of_handover": _("Wat u van een overdracht vond"),
    "yes": _("Ja"),
    "initiatives.scans": _("Schakels die u invulde"),
    "scans": _("Ingevulde schakels"),
    "group": _("Groep"),
    "day": _("Dag"),
    "agenda": _("Agenda"),
    "registrations": _("Waar u zich voor aanmeldde"),
    "activity": _("Activiteit"),
    "starts": _("Begint"),
    "standing": _("Plek of wachtlijst"),
    "title": _("Titel"),
    "status": _("Stand"),
    "gives": _("U geeft"),
    "created": _("Gemaakt"),
    "thanks": _("Dank"),
    "blocked": _("Wie u blokkeerde (aantal)"),
}


_CODES: dict[str, Any] = {
    "role": Role,
    "state": Remark.State,
    "rhythm": MailChoice.Rhythm,
    "channel": Behalf.Through,
    "status": Line.Status,
    "what": Line.Kind,
    "standing": Registration.Standing,
}


@dataclass(frozen=True)
class Section:
    """What one app keeps: single values, and lists of which the first are shown."""

    title: Any
    values: list[tuple[Any, str]]
    lists: list[tuple[Any, list[list[tuple[Any, str]]], int]]


def kept_today() -> list[dict[str, Any]]:
    """Every kind of personal data with its term as the norms have it today."""
    return [
        {"kind": kept, "until": _until(kept)}
        for kept in sorted(retention, key=lambda kept: kept.order)
    ]


def _until(kept: Kept) -> str:
    return (
        str(kept.until) % {"term": cleaning.term_in_words(kept.norm)}
        if kept.norm
        else str(kept.until)
    )


def export(person: Person) -> dict[str, Any]:
    """All that every app keeps of a person, to be read by people and machines."""
    return {
        "made": timezone.now().isoformat(timespec="seconds"),
        "data": {label: plug.export(person) for label, plug in personal_data.items()},
    }


def sections(person: Person) -> list[Section]:
    """The same in words, for the screen."""
    return [_section(label, plug.export(person)) for label, plug in personal_data.items()]


def _section(label: str, data: dict[str, Any]) -> Section:
    values, lists = [], []
    for key, value in data.items():
        if isinstance(value, list):
            shown = [_pairs(item) for item in value[:_SHOWN]]
            lists.append((_word(key), shown, len(value) - len(shown)))
        elif value not in (None, ""):
            values.append((_word(key), _said(key, value)))
    return Section(_word(label), values, lists)


def _pairs(item: Any) -> list[tuple[Any, str]]:
    if not isinstance(item, dict):
        return [("", _said("", item))]
    return [
        (_word(key), _said(key, value)) for key, value in item.items() if value not in (None, "")
    ]


def _word(key: str) -> Any:
    return WORDS.get(key, key.replace("_", " "))


def _said(key: str, value: Any) -> str:
    """A moment, a role or an act in words; the rest as it is kept."""
    if key in _CODES and value in _CODES[key].values:
        return str(_CODES[key](value).label)
    if key in ("verb", "kind"):
        return str(acts.get(value) or notices.get(value) or value)

    if key == "language":
        return dict(settings.LANGUAGES).get(value, str(value))
    if isinstance(value, bool):
        return str(_("Ja") if value else _("Nee"))
    if isinstance(value, (dict, list)):
        inside: Iterable[Any] = value.items() if isinstance(value, dict) else enumerate(value, 1)
        return ", ".join(f"{_word(str(name))}: {told}" for name, told in inside)
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        if timezone.is_aware(moment):
            return formats.moment(moment)
        return f"{moment:%d-%m-%Y}"
    return str(value)


@transaction.atomic
def erase(actor: Actor, person: Person) -> int:
    """Erase a person from every app, last the account itself; returns how many rows that touched.

    What was decided stays, under the office: the journal never held the person. The act is in the
    journal without anybody's name, and the id goes to a list that outlives a restore.
    """
    # What the others record while they erase is itself taken out of the acts, which come last.
    order = sorted(personal_data.items(), key=lambda item: item[0] == "dossiers")
    touched = sum(plug.erase(actor, person) for _label, plug in order)
    own = actor.person is not None and actor.person.pk == person.pk
    dossiers.record(
        Actor.system(),
        None,
        "people.erase",
        facts={"asked by": "the person" if own else "an office"},
    )
    gone = person.pk
    transaction.on_commit(lambda: _remember(gone))
    return touched


def _list() -> Path:
    return Path(settings.DATA_DIR) / "erased-people"


def _remember(gone: uuid.UUID) -> None:
    """Keep the id, which says nothing by itself: a backup of before would bring the person back."""
    with _list().open("a") as file:
        file.write(f"{gone}\n")


def erase_again() -> int:
    """After a restore: erase whom the backup brought back. Returns how many."""
    if not _list().is_file():
        return 0
    gone = {line.strip() for line in _list().read_text().splitlines() if line.strip()}
    back = Person.objects.filter(pk__in=gone, is_active=True)
    for person in back:
        erase(Actor.system(), person)
    return len(back)
