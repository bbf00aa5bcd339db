"""Each component says what it must say to eye and ear, and lets nobody write HTML through it."""

import re
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from schakel.base import icons
from schakel.base.forms import Form, MoneyField
from schakel.base.statuses import STATUSES
from schakel.base.templatetags.schakel import day

EVIL = "<script>alert(1)</script>"


def render(source: str, **context) -> str:
    page = Template("{% load i18n schakel %}" + source).render(Context(context))
    return re.sub(r"\s+", " ", page)


class Ask(Form):
    amount = MoneyField(label="Hoeveel geld hebt u nodig?", help_text="In hele euro's.")
    why = forms.CharField(label="Waarom?", required=False, widget=forms.Textarea)
    who = forms.ChoiceField(
        label="Wie beslist?",
        widget=forms.RadioSelect,
        choices=[("r", "Bewoners"), ("g", "Gemeente")],
    )
    plans = forms.MultipleChoiceField(
        label="Welke plannen?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", "Kas"), ("2", EVIL)],
        required=False,
    )
    agree = forms.BooleanField(label="Het klopt")


# --- fields ------------------------------------------------------------------------------------


def test_a_field_ties_label_hint_and_error_to_its_input() -> None:
    page = render("{% field form.amount prefix='€' %}", form=Ask({"amount": "veel"}))
    assert '<label class="utrecht-form-label" for="id_amount">' in page
    assert 'id="id_amount_helptext"' in page
    assert 'id="id_amount_error"' in page
    assert 'aria-describedby="id_amount_helptext id_amount_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'value="veel"' in page
    assert "Fout: Vul een bedrag in, bijvoorbeeld 250." in page


def test_a_good_field_is_not_marked() -> None:
    page = render("{% field form.amount %}", form=Ask())
    assert "aria-invalid" not in page
    assert "invalid" not in page


def test_the_question_of_a_task_page_is_its_heading_and_its_label() -> None:
    page = render("{% field form.amount heading=True %}", form=Ask())
    assert re.search(r"<h1[^>]*><label for=\"id_amount\">Hoeveel", page)


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "(hoeft niet)" in render("{% field form.why %}", form=Ask())
    assert "(hoeft niet)" not in render("{% field form.amount %}", form=Ask())


def test_a_group_of_choices_is_a_fieldset_with_its_own_legend() -> None:
    page = render("{% field form.who %}", form=Ask({"who": "x"}))
    assert re.search(r'<fieldset[^>]*aria-describedby="id_who_error"', page)
    assert "<legend" in page
    assert page.count('type="radio"') == 2
    assert '<label class="utrecht-form-label utrecht-form-label--radio" for="id_who_0">' in page


def test_chosen_options_stay_chosen_and_labels_are_escaped() -> None:
    page = render("{% field form.plans %}", form=Ask({"plans": ["2"]}))
    assert page.count(" checked") == 1
    assert re.search(r'value="2" id="id_plans_1" checked', page)
    assert EVIL not in page


def test_the_error_summary_repeats_each_error_and_links_to_its_field() -> None:
    form = Ask({"amount": "veel", "who": ""})
    page = render("{% error_summary form %}", form=form)
    assert "Er zijn 3 fouten" in page
    for target in ("id_amount", "id_who", "id_agree"):
        assert f'href="#{target}"' in page
    fields = render("{{ form }}", form=form)
    for target in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{target}"' in fields
    assert 'tabindex="-1" autofocus' in page
    assert render("{% error_summary form %}", form=Ask()).strip() == ""


def test_an_error_of_the_whole_form_is_in_the_summary_once() -> None:
    form = Ask({"amount": "1", "who": "r", "agree": "on"})
    form.add_error(None, EVIL)
    page = render("{% error_summary form %}", form=form)
    assert "Er is 1 fout" in page
    assert EVIL not in page


def test_an_empty_required_field_is_asked_for_by_its_name() -> None:
    form = Ask({})
    assert form.errors["who"] == ["Kies een antwoord bij “Wie beslist?”."]
    assert form.errors["agree"] == ["Zet een vinkje bij “Het klopt”."]
    assert form.errors["amount"] == ["Vul een bedrag in, bijvoorbeeld 250."]


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("250", 25_000),
        ("1.250,50", 125_050),
        ("€ 1.250", 125_000),
        ("250,-", 25_000),
        ("0,5", 50),
        ("1250,05", 125_005),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, cents: int) -> None:
    assert MoneyField().clean(typed) == cents


@pytest.mark.parametrize("typed", ["", "veel", "-5", "1,234", "12.50", "1.2500", "1e3", "²"])
def test_an_amount_that_can_be_misread_is_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="bijvoorbeeld 250"):
        MoneyField().clean(typed)


# --- pieces ------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_an_icon_and_a_word(status: str) -> None:
    page = render("{% badge status %}", status=status)
    assert "<svg" in page
    assert str(STATUSES[status].word) in page
    assert STATUSES[status].icon in icons.NAMES


def test_a_status_may_say_more_but_not_as_html() -> None:
    page = render("{% badge 'funded' text %}", text=EVIL)
    assert EVIL not in page


def test_an_icon_is_silent_unless_it_is_given_a_name() -> None:
    assert 'aria-hidden="true"' in render("{% icon 'check' %}")
    assert 'role="img" aria-label="Gelukt"' in render("{% icon 'check' label='Gelukt' %}")


def test_a_table_keeps_its_roles_and_labels_for_the_phone() -> None:
    page = render(
        "{% table 'Twee manieren' %}{% columns 'Wat' 'Hoeveel' numeric='2' %}"
        "{% row %}{% cell 'Wat' header=True %}{{ evil }}{% endcell %}"
        "{% cell 'Hoeveel' numeric=True %}5{% endcell %}{% endrow %}{% endtable %}",
        evil=EVIL,
    )
    assert '<caption class="utrecht-table__caption">Twee manieren</caption>' in page
    roles = re.findall(r'role="(\w+)"', page)
    assert roles == [
        *("table", "rowgroup", "row", "columnheader", "columnheader"),
        *("rowgroup", "row", "rowheader", "cell"),
    ]
    assert 'data-label="Hoeveel"' in page
    assert page.count("<tbody") == page.count("</tbody>") == 1
    assert EVIL not in page


def test_pages_of_a_list_keep_the_other_choices_in_the_address() -> None:
    request = RequestFactory().get("/besluiten/?soort=a%26b&pagina=2")
    page = render("{% pagination page %}", page=Paginator(range(60), 25).page(2), request=request)
    assert 'href="?soort=a%26b&amp;pagina=1"' in page
    assert 'href="?soort=a%26b&amp;pagina=3"' in page
    assert "Pagina 2 van 3" in page


def test_a_list_of_one_page_has_no_page_links() -> None:
    request = RequestFactory().get("/")
    page = render("{% pagination page %}", page=Paginator([1], 25).page(1), request=request)
    assert page.strip() == ""


def test_checked_answers_say_what_each_change_changes() -> None:
    page = render(
        "{% data_list %}{% data_row 'Waar' change='/x/' %}{{ evil }}{% enddata_row %}"
        "{% enddata_list %}",
        evil=EVIL,
    )
    assert re.search(r'href="/x/">Wijzig<span class="schakel-hidden"> Waar</span>', page)
    assert EVIL not in page


def test_who_decides_says_right_or_advice() -> None:
    right = render("{% who_decides 'bewoners' 'right' on %}", on=date(2026, 11, 18))
    assert "Besluit van bewoners, bindend · 18" in right
    advice = render("{% who_decides 'de wijkraad' 'advice' %}")
    assert "Advies van de wijkraad, niet bindend" in advice


def test_a_figure_never_stands_without_its_source() -> None:
    page = render("{% figure '38%' 'Helpt buren' source='CBS' date='2024' level='buurt' %}")
    assert "Bron: CBS · 2024 · buurt" in page
    with pytest.raises(TemplateSyntaxError, match="source"):
        render("{% figure '38%' 'Helpt buren' %}")


def test_a_plan_opens_to_its_explanation_without_script() -> None:
    page = render(
        "{% detail_row title meta='€ 5' status='not_funded' %}Uitleg{% enddetail_row %}",
        title=EVIL,
    )
    assert "<details" in page
    assert " open" not in page.split("<summary")[0]
    assert "Krijgt nu geen geld" in page
    assert EVIL not in page


@pytest.mark.parametrize(
    "source",
    [
        "{% card text edge='residents' icon='hand' %}x{% endcard %}",
        "{% panel text edge='institutions' %}x{% endpanel %}",
        "{% alert 'warning' text %}x{% endalert %}",
        "{% empty_state text text text %}x{% endempty_state %}",
        "{% details text %}x{% enddetails %}",
        "{% sums %}{% sum text text %}{% endsums %}",
        "{% action text text 'primary' %}",
        "{% button text 'secondary' text text %}",
        "{% steps 3 6 text %}",
        "{% back text '/' %}",
        "{% breadcrumbs text text %}",
        "{% command text %}",
        "{% data_table text heads rows %}",
    ],
)
def test_words_from_outside_never_become_html(source: str) -> None:
    page = render(source, text=EVIL, heads=[EVIL, EVIL], rows=[[EVIL, EVIL]])
    assert "<script" not in page
    assert "&lt;script" in page
    assert "style=" not in page


def test_moments_and_days_are_written_out() -> None:
    closes = datetime(2026, 12, 1, 19, 0, tzinfo=UTC)
    assert render("{{ at|moment }}", at=closes) == "dinsdag 1 december 2026, 20.00 uur"
    assert day(date(2026, 11, 18)) == "18\N{NO-BREAK SPACE}november 2026"
    with translation.override("en"):
        assert "December" in render("{{ at|moment }}", at=closes)


# --- pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "413", "429", "500"])
def test_an_error_page_needs_no_context_and_says_what_to_do(name: str) -> None:
    page = render_to_string(f"{name}.html")
    assert page.count("<h1") == 1
    assert '<html lang="nl"' in page
    main = page.split("<main")[1].split("</main>")[0]
    assert main.count("<p") >= 3
    assert 'class="nl-button' in main


def test_the_title_of_a_page_with_errors_begins_with_the_error() -> None:
    page = render_to_string("task.html", {"form": Ask({}), "municipality_name": "Lindendam"})
    assert re.search(r"<title>\s*Fout: ", page)
    assert "<title>Fout" not in render_to_string("task.html", {"form": Ask()})


def test_the_frame_says_in_which_role_somebody_acts() -> None:
    page = render_to_string("base.html", {"actor_label": "gebiedsmanager, gemeente Lindendam"})
    assert "U handelt als" in page
    assert "Wissel van rol" in page
    assert page.index("schakel-actor") < page.index("</header>")
    assert "Wissel van rol" not in render_to_string("base.html")


def test_a_task_page_drops_the_menu() -> None:
    menu = {"navigation": [{"url": "/geld/", "label": "Geld", "current": True}]}
    assert 'aria-current="page"' in render_to_string("base.html", menu)
    assert "schakel-menu" not in render_to_string("task.html", menu)


def test_a_demo_says_on_every_page_that_it_is_invented() -> None:
    for name in ("base.html", "task.html", "404.html", "500.html"):
        page = render_to_string(name, {"demo_notice": "Lindendam bestaat niet."})
        assert re.search(r'<p class="schakel-demo">Lindendam bestaat niet\.</p>', page)
    assert "schakel-demo" not in render_to_string("base.html")


def test_a_badge_keeps_the_words_of_a_person_apart_from_safe_markup() -> None:
    words = "<b>Ja</b>"
    assert words in render('{% badge "yes" words %}', words=mark_safe(words))
    assert "&lt;b&gt;Ja&lt;/b&gt;" in render('{% badge "yes" words %}', words=words)
