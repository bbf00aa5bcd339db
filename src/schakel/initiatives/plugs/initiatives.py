"""How dreams and initiatives show themselves to the lower apps."""

from django.utils.translation import gettext_lazy as _

from schakel.base import plugs
from schakel.base.sheets import sheets
from schakel.initiatives import kinds  # noqa: F401
from schakel.initiatives.panels import initiatives as panels
from schakel.initiatives.privacy import initiatives as privacy
from schakel.initiatives.sheets import SHEET
from schakel.initiatives.worklist import initiatives as worklist

_NAME = "initiatives"


def register() -> None:
    plugs.dossier_kinds.register(
        "initiative", plugs.DossierKind("initiatives:detail", _("Initiatief"), "people")
    )
    plugs.area_panels.register(
        _NAME,
        plugs.Panel("initiatives/area_panel.html", panels.initiatives_here, order=15),
    )
    plugs.area_counts.register(_NAME, plugs.AreaCounts(panels.counts, order=10))
    plugs.map_layers.register(_NAME, plugs.MapLayer(panels.places, order=10))
    plugs.worklist_sources.register("initiatives.told", worklist.TOLD)
    plugs.worklist_sources.register("initiatives.again", worklist.AGAIN)
    plugs.acts.register("initiative.scout", _("Een medewerker ziet kans voor een initiatief"))
    for kind, words in {
        "initiative.show": _("Iemand vertelde een droom."),
        "initiative.adopt": _("Iemand pakt deze droom op."),
        "initiative.change": _("De pagina is bijgewerkt."),
        "initiative.begin": _("Het initiatief begint."),
        "initiative.grow": _("Het initiatief groeit."),
        "initiative.settle": _("Het initiatief loopt."),
        "initiative.rest": _("Het initiatief rust even."),
        "initiative.end": _("Het initiatief is klaar."),
        "initiative.release": _("Het initiatief is terug bij de buurt. Pakt u het op?"),
        "initiative.anchor": _("Het initiatief hoort nu bij een wijkorganisatie."),
    }.items():
        plugs.notices.register(kind, words)
    plugs.open_data.register(
        _NAME,
        plugs.OpenDataSet(
            _("Initiatieven van bewoners"),
            _("Wat bewoners doen en willen, waar, en waar het staat. Zonder namen."),
            "initiatives:list-json",
            "JSON",
        ),
    )
    sheets.register("initiatieven", SHEET)
    plugs.personal_data.register(
        _NAME,
        plugs.PersonalData(export=privacy.personal_data, erase=privacy.erase_person),
    )
    plugs.retention.register(
        _NAME,
        plugs.Kept(
            what=_("Dat een idee van u was, en het e-mailadres bij een droom"),
            why=_("Om u eer te geven voor uw idee, en om u de link te mailen."),
            ground=_("Uw toestemming (AVG, artikel 6, lid 1, onder a)"),
            seen_by=_("Uw naam ziet iedereen, als u dat koos. Uw adres ziet niemand."),
            until=_("Uw naam tot u hem weghaalt. Het adres %(term)s nadat de link ophield."),
            norm="initiatives.claim_kept_days",
            clean=privacy.clean_claims,
            order=28,
        ),
    )
