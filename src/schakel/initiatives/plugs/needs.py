"""How what initiatives need shows itself to the lower apps."""

from schakel.base import plugs
from schakel.initiatives.panels import needs as panels
from schakel.initiatives.worklist import needs as worklist


def register() -> None:
    plugs.dossier_panels.register(
        "initiatives.needs",
        plugs.DossierPanel(
            "initiatives/needs_panel.html", panels.needs, kinds=("initiative",), order=15
        ),
    )
    plugs.worklist_sources.register("initiatives.needs", worklist.NEEDS)
