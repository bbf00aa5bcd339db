"""How campaigns show themselves to the lower apps."""

from django.utils.translation import gettext_lazy as _

from schakel.base import plugs
from schakel.initiatives.panels import campaigns as panels


def register() -> None:
    plugs.dossier_kinds.register(
        "campaign", plugs.DossierKind("initiatives:campaign", _("Vraag aan de buurt"), "speech")
    )
    plugs.area_panels.register(
        "initiatives.campaigns",
        plugs.Panel("initiatives/campaigns_panel.html", panels.asked_here, order=35),
    )
