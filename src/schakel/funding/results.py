"""What the page of a round says: the same facts for the screen and for `.json`."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.utils.text import slugify
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from schakel.base import explanations
from schakel.base.charts import PlanRounds
from schakel.funding import counting, queries, wording
from schakel.funding.models import Outcome, ProjectResult, Round
from schakel.processes.models import Decision

if TYPE_CHECKING:
    from schakel.funding.queries import CompleteRound

_NAMED = 5


@dataclass(frozen=True)
class Line:
    """A plan in the result, with why in sentences."""

    result: ProjectResult
    story: list[str]
    opened: bool
    change: list[str]


@dataclass(frozen=True)
class Comparison:
    """What the most votes first would have done; `only_*` are plans that only one of the two pays."""

    winners: int
    spent_cents: int
    covered: int
    only_here: list[str]
    only_there: list[str]
    more_here: int
    more_there: int

    @property
    def same(self) -> bool:
        return not self.only_here and not self.only_there


@dataclass(frozen=True)
class Result:
    """A counted round: the finding first, then how it came about."""

    round: Round
    outcome: Outcome
    lines: list[Line]
    page: Page[ProjectResult]
    decisions: list[Decision]
    comparison: Comparison
    won: int
    finding: str
    asking: str
    tie: str
    command: list[str]
    source: str

    @property
    def charts(self) -> list[PlanRounds]:
        """The money behind each plan of this page; empty where the rule gives voters no money."""
        return [
            PlanRounds(
                name=line.result.project.title,
                price=line.result.project.cost_cents,
                values=line.result.money_cents,
                chosen_round=line.result.chosen_in,
            )
            for line in self.lines
            if self.outcome.voters and line.result.money_cents
        ]

    @property
    def decision(self) -> Decision | None:
        """The decision itself; None while there is only an advice."""
        return next((d for d in self.decisions if d.standing == Decision.Standing.RIGHT), None)

    @property
    def advice(self) -> Decision | None:
        return next((d for d in self.decisions if d.standing == Decision.Standing.ADVICE), None)


def of(round: Round, page: Page[ProjectResult]) -> Result:
    """The facts of a counted round for one page of its plans."""
    language = get_language() or "nl"
    outcome = round.outcome
    total = page.paginator.count
    won = outcome.winner_count
    # The first winner and the first loser stand open: they show what a plan's story looks like.
    examples = {1, won + 1}
    lines = [
        _line(result, language, round.currency, opened=result.rank in examples) for result in page
    ]
    first = lines[0].result.explanation if lines else {}
    return Result(
        round=round,
        outcome=outcome,
        lines=lines,
        page=page,
        decisions=queries.decisions(round),
        comparison=_compare(round, outcome),
        won=won,
        finding=_finding(round, won, total),
        asking=asking(round, outcome.asked_cents),
        tie=_tie(round, outcome),
        command=counting.command(round, file_name(round)),
        source=first.get("source", ""),
    )


@dataclass(frozen=True)
class Recomputation:
    """What computing an outcome again takes, and the plans that it should then give, in order."""

    command: list[str]
    against: list[str]
    file_bytes: int
    voters: int
    box_head: str
    winners: list[ProjectResult]
    more: list[str]  # the numbers of the winners that are not listed by name


_BY_NAME = 25


def to_recompute(round: Round) -> Recomputation:
    outcome = round.outcome
    winners = list(queries.results(round).filter(chosen_in__isnull=False))
    # The program that the site hands out, instead of one that was installed.
    program = ["python", "schakel.pyz"]
    return Recomputation(
        command=[*program, *counting.command(round, file_name(round))[1:]],
        against=[*program, "allocate", file_name(round), "--against", "uitslag.json"],
        file_bytes=outcome.file_bytes,
        voters=outcome.voters,
        box_head=outcome.box_head,
        winners=winners[:_BY_NAME],
        more=[line.project.key for line in winners[_BY_NAME:]],
    )


def file_name(round: Round) -> str:
    return f"{slugify(round.dossier.title)[:60] or round.dossier.short_id}.pb"


def _line(result: ProjectResult, language: str, currency: str, *, opened: bool) -> Line:
    told = counting.unpacked(result.explanation)

    def sentences(*parts: Any) -> list[str]:
        return [s for part in parts for s in explanations.render_all(part, language, currency)]

    return Line(
        result=result,
        story=[explanations.render(told, language, currency), *sentences(*told.because)],
        opened=opened,
        change=sentences(*told.would_change),
    )


def _finding(round: Round, won: int, total: int) -> str:
    advice = round.standing == Round.Standing.ADVICE
    facts = {"won": won, "total": total}
    if not won:
        return _("Bewoners kozen geen plan") if advice else _("Geen plan krijgt geld")
    if total == 1:
        return _("Bewoners kozen het plan") if advice else _("Het plan krijgt geld")
    if won == total:
        all_of_them = _("Alle %(total)s plannen krijgen geld")
        return (_("Bewoners kozen alle %(total)s plannen") if advice else all_of_them) % facts
    if advice:
        return (
            ngettext(
                "Bewoners kozen %(won)s van de %(total)s plannen",
                "Bewoners kozen %(won)s van de %(total)s plannen",
                won,
            )
            % facts
        )
    return (
        ngettext(
            "%(won)s van de %(total)s plannen krijgt geld",
            "%(won)s van de %(total)s plannen krijgen geld",
            won,
        )
        % facts
    )


def asking(round: Round, asked_cents: int) -> str:
    """How what was asked compares with what there is."""
    budget = round.budget_cents
    if asked_cents <= budget:
        return _("Er was genoeg geld voor alle plannen.")
    times = Fraction(asked_cents, budget)
    if times < Fraction(3, 2):
        more = wording.money(asked_cents - budget, round.currency, get_language() or "nl")
        return _("Bewoners vroegen %(more)s meer dan er was.") % {"more": more}
    tenths = round_half_up(times * 10)
    number = f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10},{tenths % 10}"
    if get_language() == "en":
        number = number.replace(",", ".")
    return _("Bewoners vroegen %(times)s keer zo veel als er was.") % {"times": number}


def round_half_up(value: Fraction) -> int:
    return int((2 * value + 1) // 2)


def _tie(round: Round, outcome: Outcome) -> str:
    """What the declared order did where plans stood equal; empty when none did."""
    order = round.get_ties_display().lower()
    if outcome.tie["effect"] == "money":
        keys = outcome.tie["plans"]
        titles = queries.titles(round, keys[:_NAMED])
        named = " · ".join(titles.get(key, key) for key in keys[:_NAMED])
        if len(keys) > _NAMED:
            named = _("%(named)s en nog %(more)s") % {"named": named, "more": len(keys) - _NAMED}
        return _(
            "Plannen stonden gelijk. De volgorde die vooraf vaststond gaf de doorslag: %(order)s. "
            "Het ging om: %(plans)s."
        ) % {"order": order, "plans": named}
    if outcome.tie["effect"] == "order":
        return _(
            "Er stonden plannen gelijk. Dat maakte alleen uit wie het eerst aan de beurt kwam. "
            "De volgorde stond vooraf vast: %(order)s."
        ) % {"order": order}
    return ""


def _compare(round: Round, outcome: Outcome) -> Comparison:
    differing = list(queries.differing(round))
    here = [result.project.title for result in differing if result.won]
    there = [result.project.title for result in differing if not result.won]
    return Comparison(
        winners=outcome.winner_count - len(here) + len(there),
        spent_cents=outcome.comparison_spent_cents,
        covered=outcome.comparison_covered,
        only_here=here[:_NAMED],
        only_there=there[:_NAMED],
        more_here=max(len(here) - _NAMED, 0),
        more_there=max(len(there) - _NAMED, 0),
    )


def rule_in_words(round: Round, outcome: Outcome | None = None) -> list[str]:
    """How the money is divided, for people who will vote or did."""
    language = get_language() or "nl"

    def money(cents: int) -> str:
        return wording.money(cents, round.currency, language)

    if round.rule == Round.Rule.GREEDY:
        lines = [
            _("Het plan met de meeste stemmen komt eerst. Het krijgt geld als het in de pot past.")
            if round.utility == Round.Utility.COST
            else _(
                "Het plan met de meeste stemmen per euro komt eerst. Het krijgt geld als het past."
            ),
            _("Daarna komt het volgende plan. Een plan dat niet meer past, slaan wij over."),
        ]
    elif round.rule == Round.Rule.PHRAGMEN:
        lines = [
            _("Elke stemmer krijgt steeds een beetje geld, iedereen even snel."),
            _("Een plan wint zodra de mensen die het kozen het samen kunnen betalen."),
            _("De verdeling stopt als het plan dat aan de beurt is niet meer in de pot past."),
        ]
    else:
        lines = [_share_in_words(round, outcome, money)]
        lines.append(_("Een plan wint als de mensen die het kozen het samen kunnen betalen."))
        lines.append(
            _(
                "Kunnen meer plannen betaald worden? Dan gaat het plan voor dat per euro het minst vraagt."
            )
            if round.utility == Round.Utility.COST
            else _(
                "Kunnen meer plannen betaald worden? Dan gaat het plan voor dat het minst vraagt."
            )
        )
        if round.completion == Round.Completion.UTILITARIAN:
            lines.append(_("Wat daarna overblijft, gaat naar de plannen met de meeste stemmen."))
    lines.append(
        _("Bij gelijke stand: %(order)s. Dat stond vooraf vast.")
        % {"order": round.get_ties_display().lower()}
    )
    return lines


def _share_in_words(round: Round, outcome: Outcome | None, money: Any) -> str:
    stepwise = round.completion == Round.Completion.ADD1
    if outcome is None or not outcome.voters:
        if stepwise:
            return _(
                "Elke stemmer krijgt een gelijk deel van de pot. "
                "Dat deel gaat stap voor stap omhoog tot de pot zo goed mogelijk op is."
            )
        return _("Elke stemmer krijgt een gelijk deel van de pot.")
    began = -(-round.budget_cents // outcome.voters)
    first = money(began)
    if stepwise and outcome.share_cents != began:
        return _(
            "Elke stemmer kreeg een gelijk deel van de pot: eerst %(first)s. "
            "Dat deel ging stap voor stap omhoog tot de pot zo goed mogelijk op was: %(last)s."
        ) % {"first": first, "last": money(outcome.share_cents)}
    return _("Elke stemmer kreeg een gelijk deel van de pot: %(first)s.") % {"first": first}


def as_json(round: "CompleteRound", plans: list[dict[str, Any]]) -> dict[str, Any]:
    """The public facts of a round, in the words of the site's open data."""
    dossier = round.dossier
    data: dict[str, Any] = {
        "nummer": dossier.short_id,
        "titel": dossier.title,
        "doel": dossier.purpose,
        "gemeente": dossier.municipality.name,
        "gebied": {"code": dossier.area.code, "naam": dossier.area.name},
        "stand": dossier.process.state,
        "stemmenVan": round.opens.isoformat(),
        "stemmenTot": round.closes.isoformat(),
        "uitslagVoor": round.result_by.isoformat(),
        "beslist": round.decides,
        "recht": round.standing == Round.Standing.RIGHT,
        "regeling": round.regulation,
        "pot": {"naam": round.pot.name, "jaar": round.pot.year, "bron": round.pot.source},
        "munt": round.currency,
        "budgetCenten": round.budget_cents,
        "stembiljet": round.ballot_type,
        "hoogstensKeuzes": round.max_choices,
        "regel": {
            "naam": round.rule,
            "nut": round.utility,
            "aanvulling": round.completion,
            "stapCenten": round.increment_cents,
            "gelijkeStand": round.ties,
        },
        "plannen": plans,
    }
    outcome = getattr(round, "outcome", None)
    if outcome is not None:
        data["uitslag"] = {
            "stemmers": outcome.voters,
            "gevraagdCenten": outcome.asked_cents,
            "verdeeldCenten": outcome.spent_cents,
            "stemmersMetGekozenPlan": outcome.covered,
            "kenmerkStembus": outcome.box_head,
            "opdracht": " ".join(counting.command(round, file_name(round))),
        }
    return data
