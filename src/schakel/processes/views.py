from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schakel.base import clock, workdays, worklist
from schakel.base.exceptions import NotAllowed
from schakel.base.paging import PAGE_SIZE
from schakel.base.plugs import Work
from schakel.processes.permissions import may_see_worklist

_WORDS = {
    "late": ("te-laat", gettext_lazy("Te laat")),
    "week": ("deze-week", gettext_lazy("Deze week")),
    "paused": ("staat-stil", gettext_lazy("Staat stil")),
}
_FEW_DAYS = 3


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the actor's office must do, the first due first."""
    if not may_see_worklist.test(request.actor, None):
        raise NotAllowed(_("Alleen een medewerker van de gemeente heeft een werklijst."))
    work = worklist.of(request.actor)
    counts = work.counts()
    asked = request.GET.get("toon", "")
    view = next((view for view, (word, _label) in _WORDS.items() if word == asked), "all")
    # The lines come already cut to the page: a paginator over their number only.
    page = Paginator(range(getattr(counts, view)), PAGE_SIZE).get_page(request.GET.get("pagina"))
    start = max(page.start_index() - 1, 0)
    lines = work.items(view, start, PAGE_SIZE)
    filters = [("", _("Alles"), counts.all, view == "all")] + [
        (word, label, getattr(counts, key), view == key) for key, (word, label) in _WORDS.items()
    ]
    return render(
        request,
        "processes/worklist.html",
        {
            "counts": counts,
            "view": view,
            "filters": filters,
            "page": page,
            "lines": [Line.of(work) for work in lines],
            "urgency": _urgency(counts),
        },
    )


def _urgency(counts: Any) -> str:
    late = ngettext("%(n)s zaak is te laat.", "%(n)s zaken zijn te laat.", counts.late)
    week = ngettext(
        "%(n)s zaak moet deze week af.", "%(n)s zaken moeten deze week af.", counts.week
    )
    said = [text % {"n": n} for text, n in ((late, counts.late), (week, counts.week)) if n]
    return " ".join(said) or _("Er is niets te laat.")


@dataclass(frozen=True)
class Line:
    """How one piece of work stands against its term."""

    work: Work
    status: str
    words: str
    share: Fraction

    @classmethod
    def of(cls, work: Work) -> "Line":
        today = clock.today()
        until = min(work.paused or today, work.due)
        length = max((work.due - work.started).days, 1)
        share = Fraction(min(max((until - work.started).days, 0), length), length)
        left = workdays.between(today, work.due)
        if work.paused:
            return cls(work, "paused", _("Klok staat stil"), share)
        if work.due < today:
            late = ngettext("Te laat: %(n)s werkdag", "Te laat: %(n)s werkdagen", -left)
            return cls(work, "late", late % {"n": -left}, Fraction(1))
        if not left:
            return cls(work, "soon", _("Vandaag"), share)
        words = ngettext("Nog %(n)s werkdag", "Nog %(n)s werkdagen", left) % {"n": left}
        return cls(work, "soon" if left < _FEW_DAYS else "on_time", words, share)

    @property
    def days_left(self) -> int:
        """Of a clock that stands still: the days that remain once it runs again."""
        return (self.work.due - self.work.paused).days if self.work.paused else 0
