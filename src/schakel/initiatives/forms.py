"""Forms of dreams and initiatives: three questions to tell one, and the words of its page."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schakel.areas import queries as areas
from schakel.areas.models import Area
from schakel.base.forms import DayField, Form
from schakel.initiatives.models import Initiative
from schakel.initiatives.models.initiatives import DOMAINS
from schakel.journal import privacy


def _long(label: Any, hint: Any = "", *, rows: int = 3, most: int = 2000, **more: Any) -> Any:
    return forms.CharField(
        label=label,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=most,
        required=more.get("required", False),
    )


class PublicForm(Form):
    """Every text here is read by everybody: what belongs to a person is refused at its field."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, value in data.items():
            if isinstance(value, str) and name != "email" and (found := privacy.refusal(value)):
                self.add_error(name, found)
        return data


class AreaForm(PublicForm):
    """A form that asks in which neighbourhood."""

    area = forms.ChoiceField(label=gettext_lazy("In welke buurt?"))

    def __init__(self, *arguments: Any, area: Area | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["area"].choices = [
            (each.code, each.name) for each in areas.neighbourhoods()[:2_000]
        ]
        if area is not None:
            self.fields["area"].initial = area.code

    def clean_area(self) -> Area:
        found = areas.by_code(self.cleaned_data["area"])
        if found is None:
            raise forms.ValidationError(_("Deze buurt kennen wij niet. Kies een andere."))
        return found


class DreamForm(AreaForm):
    """Three questions and a place. What it looks like when it has come true, for who likes to say it."""

    want = _long(
        gettext_lazy("Wat wilt u?"),
        gettext_lazy("Eén zin is genoeg. Bijvoorbeeld: samen soep eten, elke woensdag."),
        required=True,
    )
    can = _long(
        gettext_lazy("Wat kunt u zelf, en wie doet er al mee?"),
        gettext_lazy("Noem geen namen. Bijvoorbeeld: wij koken met z’n drieën."),
    )
    need = _long(
        gettext_lazy("Wat is er nodig?"),
        gettext_lazy("Mensen, ruimte, spullen, kennis of geld. Weet u het nog niet? Sla het over."),
    )
    title = forms.CharField(
        label=gettext_lazy("Hoe heet uw droom?"),
        help_text=gettext_lazy("Een paar woorden. Dit staat er groot boven."),
        max_length=100,
    )
    end_state = _long(
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


class PageForm(PublicForm):
    """What stands on the page of an initiative, in the words of who does it."""

    title = forms.CharField(label=gettext_lazy("Naam"), max_length=100)
    purpose = _long(
        gettext_lazy("Waarvoor doet u dit?"),
        gettext_lazy("Dit leest iedereen het eerst. Eén of twee zinnen."),
        required=True,
    )
    why = _long(
        gettext_lazy("Waarom op deze manier?"),
        gettext_lazy("Wat maakt uw manier anders? Wat past er bij uw buurt?"),
    )
    gives = _long(
        gettext_lazy("Wat levert het op?"),
        gettext_lazy("Voor wie meedoet, en voor de buurt. Een verhaal mag ook."),
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
    stays_small = forms.BooleanField(
        label=gettext_lazy("Wij blijven klein"),
        help_text=gettext_lazy("Dat is een goed eindpunt. Niemand hoeft te groeien."),
        required=False,
    )
    made_with = _long(
        gettext_lazy("Wie dachten mee, en wie besloot?"),
        gettext_lazy("Bijvoorbeeld: de eters kozen zelf de dag."),
        rows=2,
        most=1000,
    )
    costs = _long(
        gettext_lazy("Wat kost het ongeveer?"),
        gettext_lazy("Zo weet een andere buurt waar zij aan begint."),
        rows=2,
        most=1000,
    )
    conditions = _long(gettext_lazy("Wat is er nodig om het te laten werken?"), rows=2, most=1000)
    diploma = forms.CharField(
        label=gettext_lazy("Vraagt u een diploma van wie meedoet?"),
        help_text=gettext_lazy("Meestal is dat niet nodig. Laat het dan leeg."),
        max_length=200,
        required=False,
    )
    diploma_because = forms.CharField(
        label=gettext_lazy("Waarom is dat diploma nodig?"), max_length=500, required=False
    )
    end_state = _long(gettext_lazy("Wat is er anders als het gelukt is?"))
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


class ReasonForm(PublicForm):
    reason = _long(gettext_lazy("Waarom?"), rows=3, most=500, required=True)

    def __init__(self, *arguments: Any, label: Any = "", **options: Any) -> None:
        super().__init__(*arguments, **options)
        if label:
            self.fields["reason"].label = label
            self.fields["reason"].error_messages["required"] = _("Vul “%(label)s” in.") % {
                "label": label
            }


class GroupForm(PublicForm):
    """The name of the group that takes a dream up."""

    group = forms.CharField(
        label=gettext_lazy("Hoe heet uw groep?"),
        help_text=gettext_lazy("Bent u nog alleen? Dan mag dit leeg blijven."),
        max_length=200,
        required=False,
    )


class EmailForm(Form):
    email = forms.EmailField(
        label=gettext_lazy("Uw e-mailadres"),
        error_messages={
            "invalid": gettext_lazy("Vul een e-mailadres in, zoals naam@voorbeeld.nl.")
        },
        max_length=254,
    )


class CopyForm(AreaForm):
    """Take an idea over: where, under which name, and why it fits there too."""

    title = forms.CharField(label=gettext_lazy("Hoe heet het bij u?"), max_length=100)
    because = _long(gettext_lazy("Waarom past dit ook bij u?"), rows=2, most=500, required=True)
    group = forms.CharField(
        label=gettext_lazy("Hoe heet uw groep?"),
        help_text=gettext_lazy("Bent u nog alleen? Dan mag dit leeg blijven."),
        max_length=200,
        required=False,
    )


class MilestoneForm(PublicForm):
    title = forms.CharField(label=gettext_lazy("Welke stap zet u?"), max_length=200)
    due = DayField(label=gettext_lazy("Wanneer is die klaar?"), required=False)


class AgainForm(PublicForm):
    """Too early: why, what would help, and when the office looks again."""

    because = _long(gettext_lazy("Waarom is het nu nog te vroeg?"), rows=2, most=500, required=True)
    helps = _long(gettext_lazy("Wat helpt tot die dag?"), rows=2, most=500)
    day = DayField(label=gettext_lazy("Wanneer kijkt u opnieuw?"))

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        return day
