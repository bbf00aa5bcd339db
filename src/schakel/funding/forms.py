from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from schakel.areas import queries as areas
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.forms import DayField, Form, MoneyField
from schakel.funding import queries, wording
from schakel.funding.models import Round
from schakel.processes.models import Decision

NEW_POT = "nieuw"


def _text(label: Any, help_text: Any = "", *, length: int = 200, missing: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=length, error_messages={"required": missing}
    )


class Step(Form):
    """One question of a new round."""

    question: Any = ""
    lead: Any = ""

    def __init__(self, actor: Actor, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor


class PotStep(Step):
    question = _("Uit welke pot komt het geld?")
    pot = forms.ChoiceField(
        label=_("Pot"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een pot."), "invalid_choice": _("Kies een pot.")},
    )

    def __init__(self, actor: Actor, *args: Any, **options: Any) -> None:
        super().__init__(actor, *args, **options)
        pots = queries.pots(actor.party) if actor.party else []
        self.fields["pot"].choices = [
            (
                str(pot.pk),
                _("%(pot)s: nog %(left)s")
                % {
                    "pot": pot,
                    "left": wording.money(pot.left_cents, pot.currency, get_language() or "nl"),
                },
            )
            for pot in pots
        ] + [(NEW_POT, _("Een nieuwe pot"))]


class NewPotStep(Step):
    question = _("Hoe heet de nieuwe pot, en wat zit erin?")
    name = _text(
        _("Naam"), _("Bijvoorbeeld: Wijkbudget."), missing=_("Geef de nieuwe pot een naam.")
    )
    year = forms.IntegerField(
        label=_("Jaar"),
        min_value=2000,
        max_value=2200,
        error_messages={
            "required": _("Vul een jaar in, bijvoorbeeld 2026."),
            "invalid": _("Vul een jaar in, bijvoorbeeld 2026."),
        },
    )
    amount = MoneyField(label=_("Hoeveel zit erin?"))
    source = _text(
        _("In welk besluit staat dit geld?"),
        _("Bijvoorbeeld: Begroting 2026, programma Wijken."),
        length=500,
        missing=_("Noem het besluit waarin het geld staat."),
    )


class WhatStep(Step):
    question = _("Waarvoor is deze ronde?")
    title = _text(
        _("Naam van de ronde"),
        _("Bijvoorbeeld: Geld voor de buurt 2026."),
        missing=_("Schrijf hoe de ronde heet."),
    )
    purpose = forms.CharField(
        label=_("Wat willen bewoners hiermee?"),
        help_text=_("Eén of twee zinnen. Dit leest iedereen als eerste."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Schrijf in één zin waarvoor deze ronde is.")},
    )
    area = forms.ChoiceField(
        label=_("Welk gebied?"), error_messages={"required": _("Kies een gebied.")}
    )

    def __init__(self, actor: Actor, *args: Any, **options: Any) -> None:
        super().__init__(actor, *args, **options)
        own = actor.party.codes.values_list("area__code", flat=True) if actor.party else []
        towns = set(own)
        self.fields["area"].choices = [
            (area.code, area.name)
            for area in areas.current().select_related("parent__parent")
            if towns
            & {a.code for a in (area, area.parent, area.parent and area.parent.parent) if a}
            and (actor.area is None or areas.lies_in(area, actor.area))
        ]


class MoneyStep(Step):
    question = _("Hoeveel geld verdelen bewoners?")
    budget = MoneyField(
        label=_("Bedrag"), help_text=_("Niet meer dan er in de pot zit. Bijvoorbeeld 60.000.")
    )


class WhoStep(Step):
    question = _("Wie beslist?")
    standing = forms.ChoiceField(
        label=_("Is dit een recht of een advies?"),
        choices=Round.Standing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies of bewoners beslissen of advies geven.")},
    )
    decides = _text(
        _("Wie neemt het besluit?"),
        _("Bijvoorbeeld: bewoners van de Molenwijk. Of: college van burgemeester en wethouders."),
        missing=_("Schrijf wie het besluit neemt."),
    )
    regulation = _text(
        _("Welke regeling hoort bij de ronde?"),
        _("Het besluit noemt deze regeling als grond."),
        length=300,
        missing=_("Noem de regeling die bij de ronde hoort."),
    )


class WhenStep(Step):
    question = _("Wanneer kunnen bewoners stemmen?")
    opens = DayField(label=_("Eerste dag"), help_text=_("Het stemmen begint om 9.00 uur."))
    closes = DayField(label=_("Laatste dag"), help_text=_("Het stemmen stopt om 20.00 uur."))
    result_by = DayField(label=_("Wanneer is de uitslag er uiterlijk?"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, closes, result_by = (data.get(name) for name in ("opens", "closes", "result_by"))
        if opens and self.at(opens, 9) <= clock.now():
            self.add_error("opens", _("Kies een dag na vandaag."))
        if opens and closes and closes < opens:
            self.add_error("closes", _("Kies een dag op of na de eerste dag."))
        if closes and result_by and result_by <= closes:
            self.add_error("result_by", _("Kies een dag na de laatste dag."))
        return data

    @staticmethod
    def at(day: Any, hour: int) -> datetime:
        return timezone.make_aware(datetime.combine(day, time(hour)))


class RuleStep(Step):
    question = _("Hoe wordt het geld verdeeld?")
    ballot_type = forms.ChoiceField(
        label=_("Hoe stemmen bewoners?"), choices=Round.BallotType.choices, widget=forms.RadioSelect
    )
    max_choices = forms.IntegerField(
        label=_("Hoeveel plannen mag iemand hoogstens kiezen?"),
        help_text=_("Laat leeg als er geen grens is."),
        required=False,
        min_value=1,
        max_value=1000,
        error_messages={"invalid": _("Vul een getal in, bijvoorbeeld 5.")},
    )
    rule = forms.ChoiceField(
        label=_("Welke regel?"),
        help_text=_("Gelijke delen: elke stemmer krijgt een even groot deel van de pot."),
        choices=Round.Rule.choices,
        widget=forms.RadioSelect,
        initial=Round.Rule.EQUAL_SHARES,
    )
    ties = forms.ChoiceField(
        label=_("Wat gaat voor bij een gelijke stand?"),
        help_text=_("Dit staat vast zodra het stemmen begint."),
        choices=Round.Ties.choices,
        widget=forms.RadioSelect,
        initial=Round.Ties.LEXICOGRAPHIC,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("ballot_type") == Round.BallotType.CHOOSE_1 and data.get("max_choices"):
            self.add_error("max_choices", _("Laat dit leeg als iedereen één plan kiest."))
        return data


STEPS: dict[str, type[Step]] = {
    "pot": PotStep,
    "nieuwe-pot": NewPotStep,
    "wat": WhatStep,
    "geld": MoneyStep,
    "wie": WhoStep,
    "wanneer": WhenStep,
    "regel": RuleStep,
}


def steps_of(draft: dict[str, dict[str, str]]) -> list[str]:
    """The questions that follow from the answers so far."""
    new = draft.get("pot", {}).get("pot") == NEW_POT
    return [name for name in STEPS if new or name != "nieuwe-pot"]


class PlanForm(Form):
    title = _text(_("Hoe heet het plan?"), length=300, missing=_("Schrijf hoe het plan heet."))
    cost = MoneyField(label=_("Wat kost het?"), help_text=_("Bijvoorbeeld 1.250."))
    description = forms.CharField(
        label=_("Wat is het plan?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=5000,
    )
    proposer = forms.CharField(
        label=_("Van welke groep komt het?"),
        help_text=_("Noem een groep of organisatie, geen persoon."),
        required=False,
        max_length=200,
    )

    def clean_cost(self) -> int:
        cost: int = self.cleaned_data["cost"]
        if cost <= 0:
            raise forms.ValidationError(_("Vul een bedrag boven nul in, bijvoorbeeld 250."))
        return cost


class WithdrawForm(Form):
    reason = forms.CharField(
        label=_("Waarom gaat de ronde niet door?"),
        help_text=_("Iedereen kan dit lezen. Noem geen namen, e-mailadressen of telefoonnummers."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Schrijf waarom de ronde niet doorgaat.")},
    )


class DecideForm(Form):
    outcome = forms.ChoiceField(
        label=_("Volgt u het advies?"),
        choices=Decision.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies ja, deels of nee.")},
    )
    plain_text = forms.CharField(
        label=_("Het besluit in gewone taal"),
        help_text=_("Korte zinnen. Iedereen kan dit lezen. Noem geen namen."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        error_messages={"required": _("Schrijf het besluit in gewone taal.")},
    )
    legal_text = forms.CharField(
        label=_("Het besluit in juridische taal"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20000,
        error_messages={"required": _("Schrijf het besluit in juridische taal.")},
    )
    legal_ground = forms.CharField(
        label=_("Wettelijke grond"),
        help_text=_("Nodig bij nee: welke regel zegt dat het niet mag?"),
        required=False,
        max_length=300,
    )
    english_summary = forms.CharField(
        label=_("Samenvatting in het Engels"), required=False, max_length=1000
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == Decision.Outcome.NO and not data.get("legal_ground"):
            self.add_error(
                "legal_ground", _("Een nee heeft een wettelijke grond nodig. Noem de regel.")
            )
        return data


class CodesForm(Form):
    number = forms.IntegerField(
        label=_("Hoeveel codes?"),
        help_text=_("Eén voor elke brief. Of laat leeg en vervang één code."),
        required=False,
        min_value=1,
        max_value=1_000_000,
        error_messages={"invalid": _("Vul een getal in, bijvoorbeeld 1200.")},
    )
    reissue = forms.IntegerField(
        label=_("Nummer van de code die u vervangt"),
        required=False,
        min_value=1,
        error_messages={"invalid": _("Vul het nummer van de brief in.")},
    )
    form = forms.ChoiceField(
        label=_("Hoe wilt u ze hebben?"),
        choices=[
            ("csv", _("Als tabel (CSV) voor de drukker")),
            ("blad", _("Als blad om te printen")),
        ],
        widget=forms.RadioSelect,
        initial="csv",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("number")) == bool(data.get("reissue")):
            self.add_error("number", _("Vul een aantal in, of het nummer dat u vervangt."))
        return data


class UploadForm(Form):
    file = forms.FileField(
        label=_("Stembestand"),
        help_text=_("Een Pabulib-bestand. De naam eindigt op .pb."),
        error_messages={
            "required": _("Kies een bestand dat eindigt op .pb."),
            "empty": _("Dit bestand is leeg. Kies een ander bestand."),
        },
    )
    title = forms.CharField(
        label=_("Naam van de ronde"),
        help_text=_("Laat leeg om de naam uit het bestand te gebruiken."),
        required=False,
        max_length=200,
    )
    area = forms.CharField(
        label=_("Code van het gebied"),
        help_text=_("Een CBS-code, bijvoorbeeld WK010601. Laat leeg voor de hele gemeente."),
        required=False,
        max_length=10,
    )
    rule = forms.ChoiceField(
        label=_("Welke regel?"),
        choices=Round.Rule.choices,
        widget=forms.RadioSelect,
        initial=Round.Rule.EQUAL_SHARES,
    )

    @property
    def options(self) -> dict[str, str]:
        """What `importing.Options` takes."""
        return {name: self.cleaned_data[name] for name in ("title", "area", "rule")}
