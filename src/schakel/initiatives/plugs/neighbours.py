"""How neighbours who let themselves be found, and how groups fare, show to the lower apps."""

from django.utils.translation import gettext_lazy as _

from schakel.base import plugs
from schakel.initiatives.panels import neighbours as panels
from schakel.initiatives.privacy import neighbours as privacy

_NAME = "initiatives.neighbours"


def register() -> None:
    plugs.area_panels.register(
        _NAME, plugs.Panel("initiatives/neighbours_panel.html", panels.here, order=18)
    )
    plugs.personal_data.register(
        _NAME, plugs.PersonalData(export=privacy.personal_data, erase=privacy.erase_person)
    )
    plugs.retention.register(
        _NAME,
        plugs.Kept(
            what=_("Dat anderen u mogen vinden, en hoeveel energie u hebt voor een groep"),
            why=_("Om mensen bij elkaar te brengen, en om een groep gezond te houden."),
            ground=_("Uw toestemming (AVG, artikel 6, lid 1, onder a)"),
            seen_by=_("Wie ingelogd is leest hoe u zich voorstelt. Uw energie ziet niemand apart."),
            until=_("Tot u het weghaalt, of uw account."),
            order=31,
        ),
    )
