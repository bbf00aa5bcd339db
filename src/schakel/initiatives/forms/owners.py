"""What who does it fills in: the words of the page, a step, and an idea that is taken over."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schakel.base.forms import DayField
from schakel.initiatives.forms.parts import AreaForm, PublicForm, long_text
from schakel.initiatives.models import Initiative
from schakel.initiatives.models.initiatives import DOMAINS


class PageForm(PublicForm):
    """What stands on the page of an initiative, in the words of who does it."""

    title = forms.CharField(label=gettext_lazy("Naam"), max_length=100)
    purpose = long_text(
        gettext_lazy("Waarvoor doet u dit?"),
        gettext_lazy("Dit leest iedereen het eerst. Eén of twee zinnen."),
        required=True,
    )
    why = long_text(
        gettext_lazy("Waarom op deze manier?"),
        gettext_lazy("Wat maakt uw manier anders? Wat past er bij uw buurt?"),
    )
    gives = long_text(
        gettext_lazy("Wat levert het op?"),
        gettext_lazy("Voor wie meedoet, en voor de buurt. Een verhaal mag ook."),
    )
    pride = long_text(
        gettext_lazy("Waar bent u trots op?"),
        gettext_lazy("Dit staat groot op uw pagina. Foto’s zet u onderaan de pagina."),
    )
    place = forms.CharField(
        label=gettext_lazy("Waar is het?"),
        help_text=gettext_lazy("Bijvoorbeeld: Molensingel, naast de school."),
        max_length=200,
        required=False,
    )
    type = forms.ChoiceField(
        label=gettext_lazy("Wat voor initiatief is het?"),
        choices=[("", gettext_lazy("Dat weet ik nog niet")), *Initiative.Type.choices],
        required=False,
    )
    domains = forms.MultipleChoiceField(
        label=gettext_lazy("Waar gaat het over?"),
        choices=list(DOMAINS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    newness = forms.ChoiceField(
        label=gettext_lazy("Hoe nieuw is dit?"),
        help_text=gettext_lazy("Is het nieuw? Dan kunt u om een proef vragen."),
        choices=[("", gettext_lazy("Dat weet ik niet")), *Initiative.Newness.choices],
        required=False,
    )
    stays_small = forms.BooleanField(
        label=gettext_lazy("Wij blijven klein"),
        help_text=gettext_lazy("Dat is een goed eindpunt. Niemand hoeft te groeien."),
        required=False,
    )
    made_with = long_text(
        gettext_lazy("Wie dachten mee, en wie besloot?"),
        gettext_lazy("Bijvoorbeeld: de eters kozen zelf de dag."),
        rows=2,
        most=1000,
    )
    costs = long_text(
        gettext_lazy("Wat kost het ongeveer?"),
        gettext_lazy("Zo weet een andere buurt waar zij aan begint."),
        rows=2,
        most=1000,
    )
    conditions = long_text(
        gettext_lazy("Wat is er nodig om het te laten werken?"), rows=2, most=1000
    )
    code = long_text(
        gettext_lazy("Hoe gaan wij met elkaar om?"),
        gettext_lazy("Afspraken in uw eigen woorden, in plaats van regels. Het hoeft niet."),
    )
    diploma = forms.CharField(
        label=gettext_lazy("Vraagt u een diploma van wie meedoet?"),
        help_text=gettext_lazy("Meestal is dat niet nodig. Laat het dan leeg."),
        max_length=200,
        required=False,
    )
    diploma_because = forms.CharField(
        label=gettext_lazy("Waarom is dat diploma nodig?"), max_length=500, required=False
    )
    end_state = long_text(gettext_lazy("Wat is er anders als het gelukt is?"))
    end_day = DayField(label=gettext_lazy("Wanneer is het zover?"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("diploma") and not data.get("diploma_because"):
            self.add_error(
                "diploma_because",
                _("Schrijf waarom u een diploma vraagt. Zonder reden vraagt u er geen."),
            )
        if data.get("end_day") and not data.get("end_state"):
            self.add_error("end_state", _("Schrijf ook wat er op die dag anders is."))
        return data


class GroupForm(PublicForm):
    """The name of the group that takes a dream up."""

    group = forms.CharField(
        label=gettext_lazy("Hoe heet uw groep?"),
        help_text=gettext_lazy("Bent u nog alleen? Dan mag dit leeg blijven."),
        max_length=200,
        required=False,
    )


class CopyForm(AreaForm):
    """Take an idea over: where, under which name, and why it fits there too."""

    title = forms.CharField(label=gettext_lazy("Hoe heet het bij u?"), max_length=100)
    because = long_text(gettext_lazy("Waarom past dit ook bij u?"), rows=2, most=500, required=True)
    group = forms.CharField(
        label=gettext_lazy("Hoe heet uw groep?"),
        help_text=gettext_lazy("Bent u nog alleen? Dan mag dit leeg blijven."),
        max_length=200,
        required=False,
    )


class MilestoneForm(PublicForm):
    title = forms.CharField(label=gettext_lazy("Welke stap zet u?"), max_length=200)
    due = DayField(label=gettext_lazy("Wanneer is die klaar?"), required=False)
