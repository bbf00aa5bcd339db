"""The one field that asks for a neighbourhood: a list where it is short, a name where it is long."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schakel.areas.models import Area
from schakel.areas.queries import places

# A list that is longer is no longer looked through; the country has some 17,000.
LONGEST_LIST = 700
_MOST_FOUND = 25
_CODE = re.compile(r"\b((?:BU|WK|GM)\d{4,8})\b", re.IGNORECASE)


class AreaField(forms.CharField):
    """An area, from its code or its name. A name that several have makes it a list of those."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("In welke buurt?"))
        super().__init__(max_length=200, **options)

    def begin(self, area: Area | None) -> None:
        """Look how many there are, and fill in the one where somebody comes from."""
        found = list(places.neighbourhoods()[: LONGEST_LIST + 1])
        if len(found) <= LONGEST_LIST:
            self.widget = forms.Select(choices=[(each.code, _indented(each)) for each in found])
            self.initial = area.code if area else None
            self.error_messages["required"] = _("Kies een antwoord bij “%(label)s”.") % {
                "label": self.label
            }
            return
        self.help_text = _(
            "Schrijf de naam, met de plaats erachter. Bijvoorbeeld: Centrum, Zwolle."
        )
        self.initial = _named(area) if area else None

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        coded = _CODE.search(text)
        area = places.by_code(coded.group(1)) if coded else None
        if area is not None and area.kind in (Area.Kind.WIJK, Area.Kind.BUURT):
            return area
        found = _found(text)
        if not found:
            raise ValidationError(
                _("Wij vinden geen buurt “%(name)s”. Kijk of u de naam goed schreef.")
                % {"name": text[:40]}
            )
        if len(found) == 1:
            return found[0]
        if len(found) > _MOST_FOUND:
            raise ValidationError(
                _("Er zijn te veel buurten met “%(name)s”. Zet de plaats erachter.")
                % {"name": text[:40]}
            )
        self.widget = forms.Select(
            choices=[("", _("Kies er een")), *((each.code, _named(each)) for each in found)]
        )
        self.help_text = ""
        raise ValidationError(
            _("Er zijn %(number)s buurten met “%(name)s”. Kies de uwe.")
            % {"number": len(found), "name": text[:40]}
        )


def _found(text: str) -> list[Area]:
    """Whose name is this, or else holds it; after a comma stands the place."""
    name, _comma, place = (part.strip() for part in text.partition(","))
    found = places.neighbourhoods(name).select_related("parent__parent")
    if place:
        found = found.filter(parent__name__icontains=place) | found.filter(
            parent__parent__name__icontains=place
        )
    hits = list(found[: _MOST_FOUND * 8])
    same = [each for each in hits if each.name.casefold() == name.casefold()]
    # A district that is one neighbourhood shares its name: the smaller one is meant.
    small = [each for each in same if each.kind == Area.Kind.BUURT]
    if len(small) == 1 and all(each.pk in (small[0].pk, small[0].parent_id) for each in same):
        return small
    return same or hits


def _indented(area: Area) -> str:
    within = area.kind == Area.Kind.BUURT and area.parent is not None
    return f"\u00a0\u00a0{area.name}" if within else area.name


def _named(area: Area) -> str:
    """`Centrum, Zwolle (WK019310)`: what is filled in, and read again by its code."""
    top = area
    while top.parent is not None:
        top = top.parent
    return f"{area.name}, {top.name} ({area.code})" if top != area else f"{area.name} ({area.code})"
