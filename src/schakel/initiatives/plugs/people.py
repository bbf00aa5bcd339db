"""How the people of an initiative show themselves to the lower apps."""

from django.utils.translation import gettext_lazy as _

from schakel.base import plugs
from schakel.initiatives.panels import people as panels
from schakel.initiatives.privacy import participants as privacy
from schakel.initiatives.worklist import people as worklist

_NAME = "initiatives.people"


def register() -> None:
    plugs.dossier_panels.register(
        _NAME,
        plugs.DossierPanel(
            "initiatives/people_panel.html",
            panels.people,
            kinds=("initiative",),
            order=10,
            aside=True,
        ),
    )
    plugs.acts.register("initiative.merge", _("Twee initiatieven gaan samen verder"))
    plugs.notices.register("initiative.merge", _("Dit initiatief gaat samen verder met een ander."))
    plugs.worklist_sources.register("initiatives.orphans", worklist.ORPHANS)
    plugs.personal_data.register(
        _NAME, plugs.PersonalData(export=privacy.personal_data, erase=privacy.erase_person)
    )
    plugs.retention.register(
        _NAME,
        plugs.Kept(
            what=_("Dat u meedoet, of u het anderen vertelt, en wat u van een overdracht vond"),
            why=_("Om te weten hoeveel mensen meedoen, en om samen te beslissen."),
            ground=_("Uw toestemming (AVG, artikel 6, lid 1, onder a)"),
            seen_by=_("Niemand ziet uw naam. De groep ziet een aantal."),
            until=_("Tot u stopt of uw account weghaalt."),
            order=30,
        ),
    )
