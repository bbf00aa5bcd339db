"""Forms of asks and offers: what somebody wants, can and needs, in three questions."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schakel.areas.forms import AreaField
from schakel.areas.models import Area
from schakel.base.forms import DayField, Form, MoneyField
from schakel.exchange.models import Line
from schakel.journal import privacy

HOURS = ("time", "space", "knowledge", "introduction")


def quantity_of(kind: str, text: str) -> int | None:
    """What people write as a number, in the unit of its kind. Raises ValidationError."""
    text = text.strip()
    if not text:
        return None
    if kind == Line.Kind.MONEY:
        return MoneyField(required=False).clean(text)
    hours, sign, minutes = text.partition(":")
    if sign and kind in HOURS and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2:
        clocked = int(hours[:9]) * 60 + int(minutes)
        if int(minutes) < 60 and clocked:
            return clocked
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise ValidationError(_("Vul een getal in, bijvoorbeeld 3 of 1,5.")) from None
    whole = number * 60 if kind in HOURS else number
    if not number.is_finite() or whole != int(whole) or not 0 < whole <= 10**9:
        raise ValidationError(_("Vul een getal boven nul in, bijvoorbeeld 3 of 1,5."))
    return int(whole)


class _Public(Form):
    """Every text of a line that others read is looked at before it is shown."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("want", "can", "need", "text", "reason", "thanks"):
            if name in self.fields and (found := privacy.refusal(str(data.get(name) or ""))):
                self.add_error(name, found)
        return data


class LineForm(_Public):
    """Want, can, need: at least one of the last two. What somebody can is an offer, what they need an ask."""

    want = forms.CharField(
        label=gettext_lazy("Wat wilt u doen?"),
        help_text=gettext_lazy("Bijvoorbeeld: samen koken met de straat."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    can = forms.CharField(
        label=gettext_lazy("Wat kunt u zelf?"),
        help_text=gettext_lazy("Bijvoorbeeld: koken voor twintig mensen. Dit wordt een aanbod."),
        max_length=200,
        required=False,
    )
    can_kind = forms.ChoiceField(
        label=gettext_lazy("Wat voor aanbod is dat?"), choices=Line.Kind.choices, required=False
    )
    need = forms.CharField(
        label=gettext_lazy("Wat hebt u nodig?"),
        help_text=gettext_lazy("Bijvoorbeeld: een keuken op zaterdag. Dit wordt een vraag."),
        max_length=200,
        required=False,
    )
    need_kind = forms.ChoiceField(
        label=gettext_lazy("Wat voor vraag is dat?"), choices=Line.Kind.choices, required=False
    )
    quantity = forms.CharField(
        label=gettext_lazy("Hoeveel hebt u nodig?"),
        help_text=gettext_lazy("In uren. Bij spullen het aantal, bij geld het bedrag."),
        max_length=20,
        required=False,
    )
    square_metres = forms.IntegerField(
        label=gettext_lazy("Hoeveel vierkante meter?"),
        help_text=gettext_lazy("Alleen als u ruimte zoekt."),
        required=False,
    )
    due = DayField(label=gettext_lazy("Wanneer hebt u het nodig?"), required=False)
    area = AreaField()
    named = forms.BooleanField(
        label=gettext_lazy("Laat mijn naam zien"),
        help_text=gettext_lazy("Anders staat er: iemand uit de buurt."),
        required=False,
    )

    def __init__(
        self,
        *arguments: Any,
        area: Area | None = None,
        may_ask: bool = True,
        fixed: bool = False,
        **options: Any,
    ) -> None:
        """`fixed`: the place follows from what it is for. Without `may_ask` it is an offer only."""
        super().__init__(*arguments, **options)
        if not may_ask:
            for name in ("need", "need_kind", "quantity", "square_metres", "due"):
                del self.fields[name]
        if fixed:
            del self.fields["area"]
            return
        self.fields["area"].begin(area)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("can", "").strip() and not data.get("need", "").strip():
            asks = "need" in self.fields
            self.add_error(
                "need" if asks else "can",
                _("Schrijf wat u kunt of wat u nodig hebt. Eén van de twee is genoeg.")
                if asks
                else _("Schrijf wat u kunt geven of doen."),
            )
        if "need" not in self.fields:
            return data
        try:
            data["quantity"] = quantity_of(data.get("need_kind") or "", data.get("quantity") or "")
        except ValidationError as error:
            self.add_error("quantity", error)
        if (
            data.get("need", "").strip()
            and data.get("need_kind") == "money"
            and not data.get("quantity")
        ):
            self.add_error("quantity", _("Vul in om hoeveel geld het gaat."))
        if data.get("square_metres") is not None and data.get("need_kind") != "space":
            data["square_metres"] = None
        return data


class AnswerForm(_Public):
    text = forms.CharField(
        label=gettext_lazy("Uw bericht"),
        help_text=gettext_lazy("Alleen de ander leest dit. Schrijf hoe en wanneer het kan."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    quantity = forms.CharField(label=gettext_lazy("Hoeveel?"), max_length=20, required=False)
    due = DayField(label=gettext_lazy("Voor welke dag?"), required=False)

    def __init__(self, *arguments: Any, kind: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.kind = kind
        if kind in ("knowledge", "introduction"):
            del self.fields["quantity"]

    def clean_quantity(self) -> int | None:
        return quantity_of(self.kind, self.cleaned_data.get("quantity") or "")


class DueForm(Form):
    due = DayField(label=gettext_lazy("Voor welke dag is het beloofd?"), required=False)

    def clean_due(self) -> date | None:
        return self.cleaned_data["due"]


class ThanksForm(_Public):
    thanks = forms.CharField(
        label=gettext_lazy("Wilt u iets zeggen om te bedanken?"),
        help_text=gettext_lazy("Dit staat bij de belofte. Schrijf geen namen van mensen."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
    )


class ReasonForm(_Public):
    reason = forms.CharField(
        label=gettext_lazy("Waarom?"),
        help_text=gettext_lazy("De ander leest dit. Schrijf geen namen van mensen."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
