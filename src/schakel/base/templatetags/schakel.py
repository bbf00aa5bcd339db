"""Components as template tags: `{% load schakel %}`.

Class names of the design system stand here and in `templates/components/`, nowhere else. All
words a caller passes are escaped. Blocks end with `end` + their name.
"""

import shlex
from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.forms.boundfield import BoundWidget
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from schakel.base import charts, formats, icons, tables
from schakel.base.forms import class_of
from schakel.base.plugs import acts
from schakel.base.statuses import STATUSES

register = template.Library()

# Residents are brick, institutions are green; the words repeat what the edge says.
_EDGES = {
    "": ("", ""),
    "residents": ("people", gettext_lazy("Van bewoners")),
    "institutions": ("house", gettext_lazy("Van de gemeente en andere organisaties")),
}


def _component(name: str, /, **context: Any) -> SafeString:
    return render_to_string(f"components/{name}.html", context)


@lru_cache(maxsize=2_000, typed=True)
def _drawn(name: str, /, **words: str) -> SafeString:
    """A small component that depends on nothing but these words: a list has it on every line.

    Typed, so that markup known to be safe and the same letters from a person stay apart.
    """
    return _component(name, **words)


# --- words and numbers -------------------------------------------------------------------------


@register.filter
def money(cents: int) -> str:
    """`{{ project.cost|money }}`: cents as `€ 19.800` (nl) or `€19,800` (en)."""
    return formats.money(cents)


@register.filter
def count(number: int | Fraction) -> str:
    """`{{ voters|count }}`: `1.248` (nl) or `1,248` (en)."""
    return formats.count(number)


@register.filter
def day(value: date | datetime) -> str:
    """`{{ decision.decided_at|day }}`: `18 november 2026`."""
    value = timezone.localtime(value) if isinstance(value, datetime) else value
    return date_format(value, "j F Y").replace(" ", "\N{NO-BREAK SPACE}", 1)


@register.filter
def moment(value: datetime) -> str:
    """`{{ phase.closes|moment }}`: `dinsdag 1 december 2026, 20.00 uur`."""
    return formats.moment(value)


@register.filter
def act(verb: str) -> str:
    """`{{ entry.verb|act }}`: what was done, in the words of the room that did it."""
    return str(acts.get(verb) or verb)


# --- small pieces ------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """`{% icon "people" %}`: decoration beside a word. With `label` the icon itself speaks."""
    return _drawn("icon", drawing=icons.drawing(name), label=str(label), size=size)


@register.simple_tag
def badge(status: str, text: str = "") -> SafeString:
    """`{% badge "funded" %}` or `{% badge "funded" _("Krijgt geld, ronde 1") %}`.

    `status` is a key of `schakel.base.statuses.STATUSES`.
    """
    known = STATUSES[status]
    return _drawn("badge", icon=known.icon, tone=known.tone, text=str(text or known.word))


@register.simple_tag
def action(text: str, url: str, kind: str = "secondary") -> SafeString:
    """`{% action _("Stem nu") url kind="primary" %}`: a link that looks like a button."""
    return _component("action", text=text, url=url, kind=kind)


@register.simple_tag
def button(text: str, kind: str = "primary", name: str = "", value: str = "") -> SafeString:
    """`{% button _("Verder") %}`: submits the form around it; one primary button a section."""
    return _component("button", text=text, kind=kind, name=name, value=value)


@register.simple_tag
def who_decides(body: str, standing: str, decided: date | datetime | None = None) -> SafeString:
    """`{% who_decides _("bewoners") "right" round.decided_at %}`: who, binding or advice, when.

    `standing` is "right" (the body decides) or "advice" (somebody else decides after it).
    """
    return _component("who_decides", body=body, standing=standing, decided=decided)


@register.simple_tag
def command(line: str | Sequence[str]) -> SafeString:
    """`{% command "schakel allocate x.pb --explain" %}`: to copy; breaks only between words."""
    words = line.split() if isinstance(line, str) else [shlex.quote(word) for word in line]
    return _component("command", parts=words)


@register.simple_tag
def steps(current: int, total: int, about: str = "") -> SafeString:
    """`{% steps 3 6 initiative.title %}`: `Vraag 3 van 6 · Buurtmoestuin De Kas`."""
    return _component("steps", current=current, total=total, about=about)


@register.simple_tag
def back(text: str, url: str) -> SafeString:
    """`{% back _("Vorige vraag") url %}`: the link above a task."""
    return _component("back", text=text, url=url)


@register.simple_tag
def breadcrumbs(*names_and_urls: str) -> SafeString:
    """`{% breadcrumbs _("Geld") rounds_url round.title round_url %}`: name, address, name, ..."""
    pairs = list(zip(names_and_urls[::2], names_and_urls[1::2], strict=True))
    return _component("breadcrumbs", crumbs=pairs)


@register.simple_tag
def figure(
    value: str, label: str, source: str, date: str = "", level: str = "", note: str = ""
) -> SafeString:
    """A number that never stands without where it comes from, when, and for which area.

    `{% figure "38%" _("Bewoners die buren helpen") source="CBS" date="2024" level=area.name %}`
    """
    return _component(
        "figure", value=value, label=label, source=source, date=date, level=level, note=note
    )


@register.simple_tag(takes_context=True)
def pagination(context: Any, page: "Page[Any]", parameter: str = "pagina") -> SafeString:
    """`{% pagination page %}`: previous, place, next; nothing when there is one page."""
    query = context["request"].GET.copy()
    query.pop(parameter, None)
    return _component("pagination", page=page, parameter=parameter, query=query.urlencode())


# --- blocks ------------------------------------------------------------------------------------


@register.simple_block_tag
def panel(
    content: str, heading: str, edge: str = "", level: int = 2, anchor: str = ""
) -> SafeString:
    """A section of a neighbourhood page; `edge` is "residents" or "institutions".

    `{% panel _("Wat nodig is") edge="residents" %}...{% endpanel %}`
    """
    sign, words = _EDGES[edge]
    return _component(
        "panel",
        content=content,
        heading=heading,
        edge=edge,
        level=level,
        anchor=anchor,
        icon=sign,
        words=words,
    )


@register.simple_block_tag
def card(
    content: str, heading: str = "", edge: str = "", level: int = 2, icon: str = ""
) -> SafeString:
    """A light box, with a brick or green top edge when `edge` says so. Cards never nest.

    `{% card _("Zo staat het ervoor") edge="residents" %}...{% endcard %}`
    """
    return _component("card", content=content, heading=heading, edge=edge, level=level, icon=icon)


@register.simple_block_tag
def alert(content: str, kind: str = "info", heading: str = "", level: int = 2) -> SafeString:
    """`{% alert "warning" _("Let op: Oosterveld") %}<p>...</p>{% endalert %}`.

    `kind` is "info", "ok", "warning" or "error" (or a level of Django's messages).
    """
    kind = {"success": "ok", "debug": "info"}.get(kind, kind)
    return _component("alert", content=content, kind=kind, heading=heading, level=level)


@register.simple_block_tag
def empty_state(
    content: str, heading: str, action_text: str = "", action_url: str = ""
) -> SafeString:
    """What is missing, what would help, one button. Never "Geen resultaten".

    `{% empty_state _("Er is nu geen stemming.") _("Naar de uitslagen") url %}...`
    """
    return _component(
        "empty_state",
        content=content,
        heading=heading,
        action_text=action_text,
        action_url=action_url,
    )


@register.simple_block_tag
def data_list(content: str) -> SafeString:
    """`{% data_list %}{% data_row _("Waar") change=url %}Molensingel{% enddata_row %}...`."""
    return format_html('<dl class="utrecht-data-list schakel-data-list">{}</dl>', content)


@register.simple_block_tag
def data_row(content: str, label: str, change: str = "", icon: str = "") -> SafeString:
    """One answer; with `change` a link "Wijzig" that says for screen readers what it changes."""
    return _component("data_row", content=content, label=label, change=change, icon=icon)


@register.simple_block_tag
def sums(content: str) -> SafeString:
    """The big numbers of a page: `{% sums %}{% sum _("In de pot") pot %}...{% endsums %}`."""
    return format_html('<dl class="schakel-sums">{}</dl>', content)


@register.simple_tag(name="sum")
def one_sum(label: str, value: str) -> SafeString:
    """`{% sum _("Stemmers") voters|count %}`: one big number with its label."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, value)


@register.simple_block_tag
def details(content: str, summary: str, opened: bool = False) -> SafeString:
    """`{% details _("Dezelfde getallen als tabel") %}...{% enddetails %}`."""
    return _component("details", content=content, summary=summary, opened=opened)


@register.simple_block_tag
def detail_row(
    content: str,
    title: str,
    meta: str = "",
    status: str = "",
    text: str = "",
    opened: bool = False,
    anchor: str = "",
) -> SafeString:
    """One plan in a list: name, numbers, status; opens to its explanation.

    `{% detail_row plan.title meta=numbers status="funded" text=words %}...{% enddetail_row %}`
    """
    return _component(
        "detail_row",
        content=content,
        title=title,
        meta=meta,
        status=status,
        text=text,
        opened=opened,
        anchor=anchor,
    )


# --- tables ------------------------------------------------------------------------------------


@register.simple_block_tag
def table(content: str, caption: str) -> SafeString:
    """A table that becomes blocks on a phone, with its roles kept.

    `{% table caption %}{% columns _("Wat") _("Hoeveel") numeric="2" %}{% for line in lines %}
    {% row %}{% cell _("Wat") header=True %}..{% endcell %}{% cell _("Hoeveel") numeric=True %}..
    {% endcell %}{% endrow %}{% endfor %}{% endtable %}`
    """
    return _component("table", content=content, caption=caption)


@register.simple_tag
def columns(*headings: str, numeric: str = "", more: Sequence[str] = ()) -> SafeString:
    """The head of a `table`; `numeric` lists right-aligned columns: "2,3"; `more` comes after."""
    right = {int(number) for number in str(numeric).split(",") if number}
    heads = [(heading, number in right) for number, heading in enumerate([*headings, *more], 1)]
    return _component("table_head", heads=heads)


register.simple_block_tag(tables.row)
register.simple_block_tag(tables.cell)


# --- forms -------------------------------------------------------------------------------------


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    """`{% error_summary form %}`: every error once, linked to its field; takes the focus."""
    errors = [("", error) for error in form.non_field_errors()]
    for bound in form:
        errors += [(bound.id_for_label or bound.auto_id, error) for error in bound.errors]
    return _component("error_summary", form=form, errors=errors)


@register.simple_tag
def field(
    bound: BoundField, heading: bool = False, prefix: str = "", width: str = ""
) -> SafeString:
    """`{% field form.amount prefix="€" width="short" %}`: label, hint, error, input.

    `heading=True` makes the label the h1 of a task page; `width` is "short" or "code".
    """
    return _component("field", field=bound, heading=heading, prefix=prefix, width=width)


@register.simple_tag
def widget(bound: BoundField) -> SafeString:
    """The input of a field with its class (used by `field`)."""
    kind = bound.field.widget
    name = f"{kind.attrs.get('class', '')} {class_of(kind)}".strip()
    return bound.as_widget(attrs={"class": name})


@register.simple_tag
def choice(option: BoundWidget, hint: str = "") -> SafeString:
    """`{% for option in form.projects %}{% choice option hint=... %}{% endfor %}`.

    A widget may put the hint in the option itself, under "hint".
    """
    return _component("choice", option=option.data, hint=hint or option.data.get("hint", ""))


# --- charts ------------------------------------------------------------------------------------


@register.simple_tag
def budget_bar(spent: int, asked: int, budget: int) -> SafeString:
    """`{% budget_bar round.spent round.asked round.budget %}`: cents; solid divided, light not."""
    return charts.budget_bar(spent, asked, budget)


@register.simple_tag
def rounds_chart(plans: list[charts.PlanRounds]) -> SafeString:
    """`{% rounds_chart plans %}`: money behind each plan per round, with the table."""
    return charts.rounds_small_multiples(plans)


@register.simple_tag
def data_table(caption: str, headings: list[str], rows: list[list[str]], numeric: Any = ()) -> Any:
    """`{% data_table caption headings rows numeric %}`: a whole table from plain lists.

    The first cell of a row is its header; `numeric` holds the numbers (from 1) of number columns.
    """
    heads = [(heading, number in numeric) for number, heading in enumerate(headings, 1)]
    lines = [[(text, *head) for text, head in zip(line, heads, strict=True)] for line in rows]
    return _component("data_table", caption=caption, heads=heads, lines=lines)


@register.simple_tag
def bar_in_cell(share: Fraction | int, marker: Fraction | None = None) -> SafeString:
    """`{% bar_in_cell share %}`: a bar of `share` (0 to 1) under the number in a table cell."""
    return charts.bar_in_cell(share, marker)
