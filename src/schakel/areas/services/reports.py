"""What an import brought, and which areas of one year have no counterpart in the other, in words."""

from collections import defaultdict
from collections.abc import Collection
from itertools import pairwise

from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.areas.services.imports import Report

_NAMED = 8


def describe(report: Report) -> list[str]:
    """A line for the file, and one for each thing worth knowing."""
    if report.already:
        first = _("%(name)s: stond er al in (%(title)s).") % vars(report)
    else:
        first = _(
            "%(name)s: %(title)s. Gebieden: %(areas)s (nieuw: %(new)s). "
            "Cijfers: %(figures)s. Grenzen: %(boundaries)s."
        ) % vars(report)
    return [first, *(f"{report.name}: {note}" for note in report.notes)]


def unmatched(years: Collection[int]) -> list[str]:
    """Between these years and the years before and after them: what has no counterpart, by name."""
    areas = list(Area.objects.select_related("parent"))
    sentences = []
    for (one, two), (gone, fresh) in _compared(areas, Area.Kind.GEMEENTE, years).items():
        for text, missing in (
            (_("%(count)s gemeenten van %(one)s staan niet in %(two)s: %(names)s."), gone),
            (_("%(count)s gemeenten van %(two)s staan niet in %(one)s: %(names)s."), fresh),
        ):
            sentences += _sentence(text, one, two, missing)
    for kind, gone_text, fresh_text, drawn_text in (
        (
            Area.Kind.WIJK,
            _("%(count)s wijken van %(one)s bestaan niet meer in %(two)s: %(names)s."),
            _("%(count)s wijken van %(two)s bestonden niet in %(one)s: %(names)s."),
            _(
                "%(count)s wijken hebben in %(one)s en %(two)s dezelfde code, maar zijn misschien "
                "anders getekend. Cijfers van %(one)s gelden er niet. Zet in een lijst van "
                "wijzigingen welke hetzelfde bleven: %(names)s."
            ),
        ),
        (
            Area.Kind.BUURT,
            _("%(count)s buurten van %(one)s bestaan niet meer in %(two)s: %(names)s."),
            _("%(count)s buurten van %(two)s bestonden niet in %(one)s: %(names)s."),
            _(
                "%(count)s buurten hebben in %(one)s en %(two)s dezelfde code, maar zijn misschien "
                "anders getekend. Cijfers van %(one)s gelden er niet. Zet in een lijst van "
                "wijzigingen welke hetzelfde bleven: %(names)s."
            ),
        ),
    ):
        for (one, two), (gone, fresh) in _compared(areas, kind, years).items():
            both = {area.code for area in gone} & {area.code for area in fresh}
            sentences += _sentence(gone_text, one, two, [a for a in gone if a.code not in both])
            sentences += _sentence(fresh_text, one, two, [a for a in fresh if a.code not in both])
            sentences += _sentence(drawn_text, one, two, [a for a in fresh if a.code in both])
    return sentences


def _compared(
    areas: list[Area], kind: str, years: Collection[int]
) -> dict[tuple[int, int], tuple[list[Area], list[Area]]]:
    """By pair of years the areas that only the first has, and those that only the second has.

    Municipalities are compared between years that both have many of them; parts within a
    municipality, between the years in which it has such parts.
    """
    drawn: dict[str, dict[int, dict[object, Area]]] = defaultdict(lambda: defaultdict(dict))
    for area in areas:
        if area.kind == kind:
            town = "" if kind == Area.Kind.GEMEENTE else area.code[2:6]
            drawn[town][area.year][area.lineage] = area
    if kind == Area.Kind.GEMEENTE:
        most = max((len(each) for each in drawn[""].values()), default=0)
        drawn[""] = {year: each for year, each in drawn[""].items() if len(each) * 2 > most}
    found: dict[tuple[int, int], tuple[list[Area], list[Area]]] = defaultdict(lambda: ([], []))
    for by_year in drawn.values():
        for one, two in pairwise(sorted(by_year)):
            if one in years or two in years:
                gone, fresh = found[one, two]
                gone += [a for lineage, a in by_year[one].items() if lineage not in by_year[two]]
                fresh += [a for lineage, a in by_year[two].items() if lineage not in by_year[one]]
    return dict(sorted(found.items()))


def _sentence(text: str, one: int, two: int, areas: list[Area]) -> list[str]:
    if not areas:
        return []
    names = [
        f"{_town(area) if area.name == area.code else area.name} ({area.code})"
        for area in areas[:_NAMED]
    ]
    if len(areas) > _NAMED:
        names.append(_("en nog %(count)s") % {"count": len(areas) - _NAMED})
    return [text % {"count": len(areas), "one": one, "two": two, "names": ", ".join(names)}]


def _town(area: Area) -> str:
    """Of an area without a name: in what it lies."""
    above = area.parent
    return _("in %(town)s") % {"town": above.name} if above else area.code
