"""Asking a neighbourhood, answering, and entering what was gathered in the street."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schakel.base.forms import DayField
from schakel.initiatives.forms.parts import AreaForm, PublicForm, long_text
from schakel.initiatives.models import Response
from schakel.initiatives.services.campaigns import Asked

_KNOWS = (
    ("", gettext_lazy("Niet gevraagd")),
    ("yes", gettext_lazy("Ja")),
    ("no", gettext_lazy("Nee")),
)


class CampaignForm(AreaForm):
    title = forms.CharField(label=gettext_lazy("Hoe heet deze ronde?"), max_length=100)
    purpose = long_text(
        gettext_lazy("Wat doet u met de antwoorden?"), rows=2, most=1000, required=True
    )
    question = forms.CharField(
        label=gettext_lazy("Welke vraag stelt u?"),
        help_text=gettext_lazy("Bijvoorbeeld: wat mist u in uw buurt?"),
        max_length=200,
    )
    known = forms.CharField(
        label=gettext_lazy("Wilt u weten of mensen iets kennen? Wat?"),
        help_text=gettext_lazy("Bijvoorbeeld: buurthuis De Linde. Laat het anders leeg."),
        max_length=100,
        required=False,
    )
    closes = DayField(label=gettext_lazy("Tot en met welke dag?"))

    def asked(self) -> Asked:
        data = self.cleaned_data
        return Asked(
            data["title"], data["purpose"], data["question"], data["closes"], data["known"]
        )


class ResponseForm(PublicForm):
    def __init__(self, *arguments: Any, question: str, known: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["text"].label = question
        if known:
            self.fields["knows"].label = _("Kent u %(what)s?") % {"what": known}
        else:
            del self.fields["knows"]

    text = long_text("", gettext_lazy("Een paar woorden is genoeg. Noem geen namen."), most=1000)
    knows = forms.ChoiceField(choices=_KNOWS, widget=forms.RadioSelect, required=False)

    def knowing(self) -> bool | None:
        return _knowing(self.cleaned_data.get("knows", ""))


def _knowing(word: str) -> bool | None:
    return {"yes": True, "no": False}.get(word)


class EnterForm(PublicForm):
    """Many answers at once: one on each line; after a bar whether it is known."""

    how = forms.ChoiceField(
        label=gettext_lazy("Hoe haalde u deze op?"),
        choices=[each for each in Response.How.choices if each[0] != "online"],
        widget=forms.RadioSelect,
    )
    day = DayField(label=gettext_lazy("Op welke dag?"))
    lines = long_text(
        gettext_lazy("De antwoorden, elk op een eigen regel"),
        gettext_lazy("Letterlijk zoals gezegd. Kent iemand het? Zet erachter: | ja of | nee."),
        rows=12,
        most=100_000,
        required=True,
    )

    def clean(self) -> dict[str, Any]:
        # Each line is looked at by itself, so that the sentence names the line.
        return super(PublicForm, self).clean() or {}

    def answers(self) -> list[tuple[str, bool | None]]:
        found = []
        for line in self.cleaned_data["lines"].splitlines():
            if not line.strip():
                continue
            text, bar, word = line.rpartition("|")
            word = word.strip().lower()
            if bar and word in ("ja", "nee"):
                found.append((text.strip(), word == "ja"))
            else:
                found.append((line.strip(), None))
        return found


class TopicForm(PublicForm):
    name = forms.CharField(
        label=gettext_lazy("Hoe heet dit onderwerp?"),
        help_text=gettext_lazy("Bestaat de naam al? Dan komen de antwoorden bij elkaar."),
        max_length=100,
    )


class PlaceForm(PublicForm):
    name = forms.CharField(
        label=gettext_lazy("Bij welk onderwerp hoort dit?"),
        help_text=gettext_lazy("Een bestaand of een nieuw onderwerp. Leeg is: bij geen."),
        max_length=100,
        required=False,
    )
