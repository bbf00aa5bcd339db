"""Three questions to tell a dream."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schakel.base.forms import DayField
from schakel.initiatives.forms.parts import AreaForm, long_text
from schakel.initiatives.models import Initiative


class DreamForm(AreaForm):
    """Three questions and a place. What it looks like when it has come true, for who likes to say it."""

    want = long_text(
        gettext_lazy("Wat wilt u?"),
        gettext_lazy("Eén zin is genoeg. Bijvoorbeeld: samen soep eten, elke woensdag."),
        required=True,
    )
    can = long_text(
        gettext_lazy("Wat kunt u zelf, en wie doet er al mee?"),
        gettext_lazy("Noem geen namen. Bijvoorbeeld: wij koken met z’n drieën."),
    )
    need = long_text(
        gettext_lazy("Wat is er nodig?"),
        gettext_lazy("Mensen, ruimte, spullen, kennis of geld. Weet u het nog niet? Sla het over."),
    )
    title = forms.CharField(
        label=gettext_lazy("Hoe heet uw droom?"),
        help_text=gettext_lazy("Een paar woorden. Dit staat er groot boven."),
        max_length=100,
    )
    end_state = long_text(
        gettext_lazy("Wat is er anders als het gelukt is?"),
        gettext_lazy("Bijvoorbeeld: over twee jaar eten hier elke week veertig buren samen."),
    )
    end_day = DayField(label=gettext_lazy("Wanneer is het zover?"), required=False)
    last = forms.CharField(
        label=gettext_lazy("Wat moet er vlak daarvoor klaar zijn?"), max_length=200, required=False
    )
    halfway = forms.CharField(
        label=gettext_lazy("Wat is er halverwege gelukt?"), max_length=200, required=False
    )
    first = forms.CharField(
        label=gettext_lazy("Wat is de eerste stap?"), max_length=200, required=False
    )
    met = DayField(
        label=gettext_lazy("Hebt u elkaar al ontmoet? Wanneer?"),
        required=False,
        help_text=gettext_lazy("Eerst kennismaken is een goed begin. Het hoeft niet."),
    )
    told = forms.ChoiceField(
        label=gettext_lazy("Hoe kwam deze droom bij u?"), choices=Initiative.Told.choices
    )
    own = forms.BooleanField(
        label=gettext_lazy("Ik wil dit zelf gaan doen"),
        help_text=gettext_lazy("Zonder vinkje mag een buur het oppakken."),
        required=False,
    )
    named = forms.BooleanField(
        label=gettext_lazy("Laat zien dat het mijn idee is"),
        help_text=gettext_lazy("Anders staat er: een bewoner van uw buurt."),
        required=False,
    )
    email = forms.EmailField(
        label=gettext_lazy("Uw e-mailadres"),
        help_text=gettext_lazy(
            "Alleen als u het zelf wilt doen. U krijgt een link. Niemand ziet het."
        ),
        required=False,
        error_messages={
            "invalid": gettext_lazy("Vul een e-mailadres in, zoals naam@voorbeeld.nl.")
        },
        max_length=254,
    )

    # Who may skip them finds these behind one line.
    MORE = ("end_state", "end_day", "last", "halfway", "first", "met")

    def __init__(self, *arguments: Any, signed_in: bool, desk: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        left_out = {"told"} if not desk else set()
        left_out |= {"email"} if signed_in and not desk else {"own", "named"}
        for name in left_out:
            del self.fields[name]
        self.order_fields(["want", "can", "need", "title", "area"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if any(data.get(name) for name in ("last", "halfway", "first")) and not data.get("end_day"):
            self.add_error("end_day", _("Kies de dag waarop het gelukt is. Dan tellen wij terug."))
        return data

    @property
    def more_opened(self) -> bool:
        return any(self[name].data or self[name].errors for name in self.MORE)
