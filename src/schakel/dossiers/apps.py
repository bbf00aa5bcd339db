from datetime import timedelta

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "schakel.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from schakel.base import jobs, plugs
        from schakel.dossiers import digest, panels, queries, searching, services
        from schakel.dossiers.services import files, follows

        plugs.personal_data.register(
            self.label,
            plugs.PersonalData(export=queries.personal_data, erase=services.erase_person),
        )
        for verb, words in {
            "file.add": _("Er is een bestand toegevoegd"),
            "file.remove": _("Een bestand is weggehaald"),
            "wording.set": _("Iets is in eigen woorden gezegd"),
            "remark.hide": _("Een opmerking is verborgen"),
            "remark.appeal": _("De schrijver maakte bezwaar tegen verbergen"),
            "remark.restore": _("Een verborgen opmerking staat er weer"),
            "remark.uphold": _("Een opmerking blijft verborgen"),
        }.items():
            plugs.acts.register(verb, words)
        for kind, words in {
            "file.add": _("Er staat een nieuw bestand bij."),
            "remark.write": _("Iemand schreef een opmerking."),
            "remark.answer": _("Er kwam een antwoord op een opmerking."),
        }.items():
            plugs.notices.register(kind, words)
        plugs.area_panels.register(
            "dossiers.follow",
            plugs.Panel("dossiers/area_panel.html", panels.follow_area, order=900),
        )
        # Asked every quarter of an hour: who was put off is tried again the same day.
        jobs.register("dossiers.digest", every=timedelta(minutes=15), run=digest.send)
        jobs.register("dossiers.forget", every=timedelta(days=1), run=follows.forget)
        jobs.register("dossiers.sweep", every=timedelta(days=1), run=files.sweep)
        plugs.recorder.register(self.label, services.record)
        plugs.search_sources.register(self.label, searching.SOURCE)
        plugs.retention.register(
            self.label,
            plugs.Kept(
                what=_("Wat u in uw rol deed, zoals een ronde openen of een besluit opschrijven"),
                why=_(
                    "Om te kunnen nagaan hoe een besluit tot stand kwam. "
                    "Het openbare logboek noemt uw functie, nooit uw naam."
                ),
                ground=_("Een taak van algemeen belang (AVG, artikel 6, lid 1, onder e)"),
                seen_by=_("U, en de beheerder van deze site"),
                until=_("Uw naam staat erbij tot u uw account weghaalt. De handeling zelf blijft."),
                order=20,
            ),
        )
        plugs.retention.register(
            "dossiers.remarks",
            plugs.Kept(
                what=_("Uw opmerkingen en meldingen, en wat u volgt"),
                why=_("Om een gesprek te voeren, en om u te mailen als er nieuws is."),
                ground=_("Uw toestemming (AVG, artikel 6, lid 1, onder a)"),
                seen_by=_("Opmerkingen ziet iedereen. Meldingen ziet alleen de gemeente."),
                until=_("Tot u het weghaalt. Nieuws over wat u volgt gaat vanzelf weg."),
                order=25,
            ),
        )
