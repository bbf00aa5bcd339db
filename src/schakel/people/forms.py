from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schakel.areas import queries as areas
from schakel.base import clock
from schakel.base.forms import DayField, Form
from schakel.base.plugs import mandate_subjects
from schakel.journal import privacy
from schakel.people import queries
from schakel.people.models import Behalf, Party, Person, Role
from schakel.people.permissions import managing_role, roles_at

_EMAIL_LENGTH = Person._meta.get_field("email").max_length


def _long(label: Any, help_text: Any = "", **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        **options,
    )


class ReasonForm(Form):
    """A reason that everybody can read: no names, addresses or numbers in it."""

    reason = _long(
        _("Waarom?"),
        _("Iedereen kan dit lezen. Noem geen namen, e-mailadressen of telefoonnummers."),
        error_messages={"required": _("Schrijf waarom, zonder namen.")},
    )

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"]).strip()
        if refusal := privacy.refusal(reason):
            raise ValidationError(refusal)
        return reason


class AreaField(forms.ChoiceField):
    """An area of one municipality, by its code."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Voor welk gebied?"))
        super().__init__(required=False, widget=forms.Select, **options)

    def offer(self, municipality: Party | None, nothing: Any) -> None:
        self.choices = [("", nothing), *_places(municipality)]


def _places(municipality: Party | None) -> list[tuple[str, str]]:
    if municipality is None:
        return []
    return [
        (area.code, f"{area.name} ({area.get_kind_display()})")
        for area in queries.areas_of(municipality)
    ]


def _area_of(form: Form, party: Party) -> None:
    """Offices of a municipality may be for a part of it; a role at another party is for all of it."""
    if managing_role(party) == Role.ADMIN:
        form.fields["area"].offer(queries.home_of(party), _("Overal"))
    else:
        del form.fields["area"]


class PartyForm(Form):
    """What a party says of itself. A likely double is shown, and has to be looked at first."""

    name = forms.CharField(label=_("Hoe heet de partij?"), max_length=200)
    kind = forms.ChoiceField(label=_("Wat voor partij is het?"), widget=forms.Select)
    corner = forms.ChoiceField(
        label=_("In welke hoek staat zij?"),
        help_text=_("Wie bepaalt er: mensen uit de buurt, de overheid of een bedrijf?"),
        widget=forms.RadioSelect,
        choices=Party.Corner.choices,
    )
    description = _long(
        _("Wat doet de partij? Schrijf het in eigen woorden."),
        _("Iedereen kan dit lezen. Noem geen namen van mensen."),
        required=False,
    )
    area = AreaField(label=_("Waar is zij vooral bezig?"))
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    kvk = forms.RegexField(
        r"^\d{8}$",
        label=_("KvK-nummer"),
        required=False,
        error_messages={"invalid": _("Een KvK-nummer heeft acht cijfers, bijvoorbeeld 12345678.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    other = forms.BooleanField(label=_("Dit is echt een andere partij"), required=False)

    def __init__(
        self,
        *args: Any,
        municipality: Party | None,
        department: bool = False,
        party: Party | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.municipality, self.party = municipality, party
        self.doubles: list[Party] = []
        self.fields["area"].offer(municipality, _("De hele gemeente, of nergens in het bijzonder"))
        if party is not None:
            del self.fields["kind"], self.fields["corner"], self.fields["other"]
            return
        kinds = [
            choice
            for choice in Party.Kind.choices
            if choice[0] not in (Party.Kind.MUNICIPALITY, Party.Kind.DEPARTMENT)
            or (department and choice[0] == Party.Kind.DEPARTMENT)
        ]
        self.fields["kind"].choices = [("", _("Kies")), *kinds]
        if not self.is_bound or not self._doubles_of(self.data.get("name", "")):
            del self.fields["other"]

    def _doubles_of(self, name: str) -> bool:
        self.doubles = list(queries.same_name(name[:200], self.municipality)[:5]) if name else []
        return bool(self.doubles)

    def clean_description(self) -> str:
        text = str(self.cleaned_data["description"]).strip()
        if refusal := privacy.refusal(text):
            raise ValidationError(refusal)
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.doubles and not data.get("other"):
            self.add_error(
                "other",
                gettext("Deze naam lijkt op %(name)s. Kijk daar eerst, of zet het vinkje.")
                % {"name": self.doubles[0].name},
            )
        return data


class InviteForm(Form):
    email = forms.EmailField(
        label=_("E-mailadres"),
        help_text=_("Alleen wie met dit adres inlogt kan de rol aannemen."),
        max_length=_EMAIL_LENGTH,
        error_messages={
            "required": _("Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl."),
            "invalid": _("Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl."),
        },
    )
    role = forms.ChoiceField(label=_("Welke rol?"), widget=forms.RadioSelect)
    area = AreaField()

    def __init__(self, *args: Any, party: Party, roles: list[Role], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        _area_of(self, party)


class RoleForm(Form):
    role = forms.ChoiceField(label=_("Welke rol?"), widget=forms.RadioSelect)
    area = AreaField()
    ends = DayField(label=_("Tot en met welke dag?"), required=False)

    def __init__(self, *args: Any, party: Party, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [(role.value, role.label) for role in roles_at(party)]
        _area_of(self, party)


class NamedForm(Form):
    named = forms.BooleanField(
        label=_("Zet mijn naam bij deze rol op de openbare pagina"), required=False
    )


class MandateForm(Form):
    party = forms.ChoiceField(label=_("Bij welke partij?"), widget=forms.Select)
    role = forms.ChoiceField(label=_("Welke functie mag beslissen?"), widget=forms.Select)
    subject = forms.ChoiceField(label=_("Waarover?"), widget=forms.Select)
    giver = forms.CharField(
        label=_("Wie geeft het mandaat?"),
        help_text=_("Bijvoorbeeld: college van burgemeester en wethouders."),
        max_length=200,
    )
    source = forms.CharField(
        label=_("In welk besluit staat dat?"),
        help_text=_("Noem de naam, de datum en waar het te vinden is."),
        max_length=300,
    )
    starts = DayField(label=_("Vanaf welke dag?"))
    ends = DayField(label=_("Tot en met welke dag?"), required=False)

    def __init__(self, *args: Any, parties: list[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["party"].choices = [(party.short_id, party.name) for party in parties]
        roles = dict.fromkeys(role for party in parties for role in roles_at(party))
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        self.fields["subject"].choices = mandate_subjects.items()
        self.initial.setdefault("starts", clock.today())


class MergeForm(ReasonForm):
    other = forms.ChoiceField(
        label=_("Met welke partij is zij dezelfde?"), widget=forms.RadioSelect
    )
    with_roles = forms.BooleanField(
        label=_("De mensen houden hun rol"),
        help_text=_("Doe dit alleen als u zeker weet dat zij bij deze partij horen."),
        required=False,
    )
    field_order = ["other", "with_roles", "reason"]

    def __init__(self, *args: Any, others: list[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["other"].choices = [
            (party.short_id, f"{party.name} ({party.get_kind_display()}, {party.short_id})")
            for party in others
        ]


class HostForm(Form):
    host = forms.CharField(
        label=_("Welke partij wordt penvoerder?"),
        help_text=_("Schrijf de naam zoals die in de lijst van partijen staat."),
        max_length=200,
        error_messages={"required": _("Schrijf welke partij penvoerder wordt.")},
    )

    def clean_host(self) -> Party:
        text = str(self.cleaned_data["host"]).strip()
        found = list(queries.possible_hosts(text)[:2])
        exact = [party for party in found if party.name.casefold() == text.casefold()]
        if len(exact) == 1 or len(found) == 1:
            return (exact or found)[0]
        if not found:
            raise ValidationError(
                gettext("Deze partij kennen wij niet. Neem de naam over uit de lijst van partijen.")
            )
        raise ValidationError(gettext("Er zijn meer partijen met deze naam. Schrijf hem helemaal."))


class DeskForm(Form):
    name = forms.CharField(
        label=_("Namens wie?"),
        help_text=_("Vul dit in, of hieronder een e-mailadres. De naam is alleen voor u."),
        max_length=200,
        required=False,
    )
    phone = forms.CharField(label=_("Telefoon, om terug te bellen"), max_length=30, required=False)
    email = forms.EmailField(
        label=_("Heeft deze persoon al een account? Dan het e-mailadres"),
        max_length=_EMAIL_LENGTH,
        required=False,
        error_messages={"invalid": _("Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.")},
    )
    channel = forms.ChoiceField(
        label=_("Hoe gaat dit?"), widget=forms.RadioSelect, choices=Behalf.Through.choices
    )
    consent = forms.BooleanField(
        label=_("Ik heb gevraagd of ik dit namens deze persoon mag doen. Het antwoord was ja."),
        error_messages={"required": _("Vraag eerst of het mag, en zet dan het vinkje.")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("name") and not data.get("email") and "email" not in self.errors:
            self.add_error("name", gettext("Schrijf namens wie u handelt."))
        return data


class JoinForm(Form):
    email = forms.EmailField(
        label=_("E-mailadres van uw andere account"),
        max_length=_EMAIL_LENGTH,
        error_messages={
            "required": _("Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl."),
            "invalid": _("Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl."),
        },
    )


def chosen_area(code: str) -> Any:
    return areas.by_code(code) if code else None
