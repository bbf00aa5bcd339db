"""How the links of a group show themselves to the lower apps."""

from django.utils.translation import gettext_lazy as _

from schakel.base import plugs
from schakel.initiatives.panels import scans as panels
from schakel.initiatives.privacy import scans as privacy

_NAME = "initiatives.scans"


def register() -> None:
    plugs.dossier_panels.register(
        _NAME,
        plugs.DossierPanel(
            "initiatives/chain_panel.html", panels.chain, kinds=("initiative",), order=40
        ),
    )
    plugs.party_links.register(
        _NAME, plugs.PartyLink(_("Volhouden: hoe stevig staat u?"), "initiatives:stamina")
    )
    plugs.personal_data.register(
        _NAME, plugs.PersonalData(export=privacy.personal_data, erase=privacy.erase_person)
    )
    plugs.retention.register(
        _NAME,
        plugs.Kept(
            what=_("Dat u voor uw groep vragen over schakels invulde"),
            why=_("Zodat uw groep weet wie er later meer van weet."),
            ground=_("Uw toestemming (AVG, artikel 6, lid 1, onder a)"),
            seen_by=_("Niemand anders. Op de pagina staat wat u zelf schreef, zonder naam."),
            until=_("Tot u uw account weghaalt. De antwoorden blijven van de groep."),
            order=29,
        ),
    )
