"""The questions of a scan, who reads it, and what an office changes on the questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schakel.base.forms import Form
from schakel.initiatives import scanning
from schakel.initiatives.forms.parts import PublicForm, long_text
from schakel.initiatives.models import Scan
from schakel.initiatives.services.scans import Edited

_ANSWERS = (
    ("yes", gettext_lazy("Ja")),
    ("partly", gettext_lazy("Een beetje")),
    ("no", gettext_lazy("Nee")),
)


class ScanForm(PublicForm):
    """Every question of a frame; none has to be answered."""

    filled_by = forms.CharField(
        label=gettext_lazy("Wie vullen dit in?"),
        help_text=gettext_lazy("Noem geen namen. Bijvoorbeeld: de trekkers samen."),
        max_length=200,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, asked: scanning.Questions, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.asked = asked
        self.fields["version"].initial = asked.version
        for link in asked.links:
            for key, question in zip(scanning.keys_of(link), link["questions"], strict=True):
                self.fields[key] = forms.ChoiceField(
                    label=scanning.said(question),
                    choices=_ANSWERS,
                    widget=forms.RadioSelect,
                    required=False,
                    error_messages={"invalid_choice": _("Kies ja, een beetje of nee.")},
                )

    def by_link(self) -> list[tuple[Any, list[Any]]]:
        """Each link with its questions, for the page."""
        return [(link, [self[key] for key in scanning.keys_of(link)]) for link in self.asked.links]

    def answers(self) -> dict[str, str]:
        keys = [key for link in self.asked.links for key in scanning.keys_of(link)]
        return {key: self.cleaned_data[key] for key in keys if self.cleaned_data.get(key)}


class ShareForm(Form):
    shared = forms.ChoiceField(
        label=gettext_lazy("Wie mag dit lezen?"),
        choices=Scan.Shared.choices,
        widget=forms.RadioSelect,
    )


class LinkForm(PublicForm):
    """One link as an office words it: the questions stand on a line each."""

    label = forms.CharField(label=gettext_lazy("Hoe heet de schakel?"), max_length=60)
    about = forms.CharField(label=gettext_lazy("Waar gaat het over?"), max_length=200)
    questions = long_text(
        gettext_lazy("Welke drie of vier vragen stelt u?"),
        gettext_lazy("Zet elke vraag op een eigen regel. Het antwoord is ja, een beetje of nee."),
        rows=6,
        required=True,
    )
    ask = forms.CharField(
        label=gettext_lazy("Wat vraagt een groep als dit ontbreekt?"),
        help_text=gettext_lazy("Dit wordt met één druk een vraag aan de buurt."),
        max_length=200,
    )
    reason = forms.CharField(label=gettext_lazy("Waarom verandert u dit?"), max_length=500)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # A municipality writes in Dutch, whatever the language of the page.
        for field in self.fields.values():
            field.widget.attrs["lang"] = "nl"
        for role, words in scanning.ROLES.items():
            self.fields[f"offer_{role}"] = forms.CharField(
                label=_("Wat kan dit aanbieden: %(who)s?") % {"who": words},
                max_length=300,
                required=False,
            )
        self.order_fields([name for name in self.fields if name != "reason"])

    def edited(self) -> Edited:
        data = self.cleaned_data
        lines = (line.strip() for line in data["questions"].splitlines())
        return Edited(
            label=data["label"],
            about=data["about"],
            questions=tuple(line for line in lines if line),
            offers={
                role: data[f"offer_{role}"] for role in scanning.ROLES if data[f"offer_{role}"]
            },
            ask=data["ask"],
        )


class TableForm(Form):
    """The table of states, as text."""

    table = forms.CharField(
        label=gettext_lazy("De regels"),
        help_text=gettext_lazy("De eerste regel die past, beslist. Elke reden moet bestaan."),
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "lang": "nl"}),
        max_length=20_000,
        strip=False,
    )
    reason = forms.CharField(label=gettext_lazy("Waarom verandert u dit?"), max_length=500)
