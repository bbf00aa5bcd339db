from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "schakel.people"
    label = "people"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out

        from schakel.base import jobs
        from schakel.base.plugs import (
            Kept,
            OpenDataSet,
            Panel,
            PersonalData,
            Territory,
            acts,
            area_panels,
            open_data,
            personal_data,
            retention,
            territories,
        )
        from schakel.base.sheets import sheets
        from schakel.people import panels, queries, services, territory

        area_panels.register(
            self.label,
            Panel("people/responsible.html", panels.who_answers, 50, "institutions", aside=True),
        )
        personal_data.register(
            self.label, PersonalData(export=queries.personal_data, erase=services.erase_person)
        )
        retention.register(
            self.label,
            Kept(
                what=_("Uw naam, e-mailadres, taal en rollen"),
                why=_("Om u te laten inloggen en te laten doen wat bij uw rol hoort."),
                ground=_(
                    "U vroeg erom, of uw functie vraagt erom (AVG, artikel 6, lid 1, onder b en e)"
                ),
                seen_by=_("U, en de beheerder van deze site"),
                until=_(
                    "Tot u uw account weghaalt, of %(term)s na uw laatste bezoek. "
                    "U krijgt eerst bericht. Wie een rol heeft, houdt zijn account."
                ),
                norm="privacy.retention.account_months",
                order=10,
            ),
        )
        retention.register(
            "people.invitations",
            Kept(
                what=_("Het adres van wie voor een rol is uitgenodigd"),
                why=_("Om de uitnodiging te kunnen sturen, en te zien of die is gebruikt."),
                ground=_("Een taak van algemeen belang (AVG, artikel 6, lid 1, onder e)"),
                seen_by=_("Wie uitnodigt, en wie bij die organisatie over rollen gaat"),
                until=_("%(term)s nadat de uitnodiging voorbij is"),
                norm="people.invitation_kept_days",
                order=15,
            ),
        )
        retention.register(
            "people.desks",
            Kept(
                what=_("Naam en nummer van wie aan een balie geholpen is"),
                why=_("Om te weten namens wie de balie iets deed."),
                ground=_("U vroeg erom (AVG, artikel 6, lid 1, onder b)"),
                seen_by=_("De balie die u hielp"),
                until=_("%(term)s na de hulp"),
                norm="people.desk_kept_days",
                order=16,
            ),
        )
        territories.register(self.label, Territory(territory.places, territory.names))
        open_data.register(
            "people.parties",
            OpenDataSet(
                _("Partijen"),
                _("Wie meedoet: naam, soort, en in welke hoek. Geen namen van mensen."),
                "people:list-json",
                "JSON",
            ),
        )
        open_data.register(
            "people.mandates",
            OpenDataSet(
                _("Wie beslist hier?"),
                _("Welke functie waarover mag beslissen, en in welk besluit dat staat."),
                "people:mandates-json",
                "JSON",
            ),
        )
        for verb, words in {
            "party.add": _("Een partij is begonnen"),
            "party.read_in": _("Partijen zijn ingelezen uit een bestand"),
            "party.rename": _("Een partij heet anders"),
            "party.end": _("Een partij is opgeheven"),
            "party.merge": _("Een dubbele partij is samengevoegd"),
            "party.liable": _("Iemand staat in voor het geld van een groep"),
            "party.not_liable": _("Iemand staat niet meer in voor het geld van een groep"),
            "party.ask_host": _("Een groep wijzigt haar penvoerder"),
            "party.host_yes": _("Een penvoerder zegt ja"),
            "party.host_no": _("Een penvoerder zegt nee of stopt"),
            "person.merge": _("Twee accounts van één persoon zijn samengevoegd"),
            "role.invite": _("Iemand is uitgenodigd voor een rol"),
            "role.uninvite": _("Een uitnodiging is ingetrokken"),
            "role.give": _("Iemand heeft een rol gekregen"),
            "role.change": _("Een rol is gewijzigd"),
            "role.end": _("Een rol is beëindigd"),
            "role.leave": _("Iemand heeft een rol neergelegd"),
            "mandate.give": _("Een mandaat is gegeven"),
            "mandate.end": _("Een mandaat is ingetrokken"),
        }.items():
            acts.register(verb, words)
        jobs.register("people.invitations", every=timedelta(days=1), run=services.clean_invitations)
        jobs.register("people.desks", every=timedelta(days=1), run=services.clean_behalfs)
        user_logged_out.connect(_stop_desk, dispatch_uid="schakel.people.desk")

        from schakel.base.plugs import search_sources
        from schakel.people.searching import SOURCE
        from schakel.people.sheets import SHEET

        search_sources.register(self.label, SOURCE)
        sheets.register("partijen", SHEET)


def _stop_desk(sender: object, request: object, user: object, **more: object) -> None:
    from schakel.people.models import Person
    from schakel.people.services import stop_all_behalfs

    if isinstance(user, Person):
        stop_all_behalfs(user)
