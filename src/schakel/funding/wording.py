"""Texts of a round that are decided on or declared: always in Dutch, as a decision is."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.utils import timezone, translation
from django.utils.formats import date_format

from schakel.base import explanations, formats
from schakel.funding.models import Outcome, Project, Round
from schakel.journal import privacy
from schakel.processes.models import Decision

RESIDENTS = "bewoners"
# Longer than this the names of all winners are no longer plain: the list stands in the legal text.
_NAMED = 500


@dataclass(frozen=True)
class Texts:
    outcome: str
    plain: str
    legal: str
    english: str


def money(cents: int, currency: str, language: str = "nl") -> str:
    """An amount with its own currency: `€ 19.800`, `PLN 19.800`."""
    return explanations.money(Fraction(cents, 100), language, currency)


def _day(value: datetime) -> str:
    with translation.override("nl"):
        return date_format(timezone.localtime(value), "j F Y")


def decision(round: Round, outcome: Outcome) -> Texts:
    """The outcome as a decision (or an advice): plain and legal, with an English summary."""
    # In Dutch, in whatever language the official reads the site.
    with translation.override("nl"):
        results = list(outcome.results.select_related("project"))
        won = [line.project for line in results if line.won]
        lost = [line.project for line in results if not line.won]
        return Texts(
            outcome=Decision.Outcome.YES if won else Decision.Outcome.NO,
            plain=_plain(round, outcome, won, lost),
            legal=_legal(round, outcome, won, lost),
            english=_english(round, outcome, won, lost),
        )


def _plain(round: Round, outcome: Outcome, won: list[Project], lost: list[Project]) -> str:
    left = money(round.budget_cents - outcome.spent_cents, round.currency)
    advice = round.standing == Round.Standing.ADVICE
    if not won:
        why = (
            "Niemand stemde."
            if not outcome.voters
            else "De stemmers konden geen plan samen betalen."
        )
        if advice:
            return f"Bewoners kozen geen plan. {why}"
        return f"Geen plan krijgt geld. {why} Er blijft {left} in de pot."
    total, spent = len(won) + len(lost), money(outcome.spent_cents, round.currency)
    if advice:
        lines = [f"Bewoners adviseren geld voor {len(won)} van de {total} plannen: samen {spent}."]
    else:
        gets = "krijgt" if len(won) == 1 else "krijgen"
        lines = [f"{len(won)} van de {total} plannen {gets} geld: samen {spent}."]
    named = "; ".join(f"{p.title} ({money(p.cost_cents, round.currency)})" for p in won)
    # A plan may be named after a telephone number; the public reason in the journal may not hold one.
    if len(named) <= _NAMED and not privacy.refusal(named):
        lines.append(f"Het gaat om: {named}.")
    if lost and not advice:
        lines.append(
            "Het andere plan krijgt nu geen geld."
            if len(lost) == 1
            else f"De andere {len(lost)} plannen krijgen nu geen geld."
        )
    if outcome.spent_cents < round.budget_cents:
        lines.append(f"Er blijft {left} in de pot.")
    return " ".join(lines)


def _legal(round: Round, outcome: Outcome, won: list[Project], lost: list[Project]) -> str:
    vote = {phase.name: phase for phase in round.dossier.process.phases.all()}["vote"]
    amount = money(round.budget_cents, round.currency)
    act = "adviseren bewoners" if round.standing == Round.Standing.ADVICE else "is besloten"
    lines = [
        f"Onderwerp: verdeling van {amount} uit {round.pot.name} {round.pot.year}, "
        f"ronde ‘{round.dossier.title}’.",
        f"Gelet op: {round.regulation}; {round.pot.source}.",
        f"Overwegende dat van {_day(vote.opens)} tot en met {_day(vote.closes)} "
        f"{formats.count(outcome.voters, 'nl')} stembiljetten geldig zijn uitgebracht; dat "
        f"{money(outcome.asked_cents, round.currency)} is gevraagd tegenover een plafond van {amount}; "
        f"dat de verdeelregel ({outcome.data['variant']}) en de volgorde bij gelijke stand "
        f"({round.get_ties_display().lower()}) vooraf zijn bekendgemaakt; dat de gesloten stembus het "
        f"kenmerk {outcome.box_head} heeft;",
    ]
    if won:
        lines.append(f"{act}, in deze volgorde, toe te kennen:")
        lines += [
            f"{number}. {p.title} (plan {p.key}): {money(p.cost_cents, round.currency)};"
            for number, p in enumerate(won, 1)
        ]
    if lost:
        lines.append(f"{'en ' if won else f'{act} '}niet toe te kennen, in deze volgorde:")
        lines += [
            f"{number}. {p.title} (plan {p.key}): {money(p.cost_cents, round.currency)};"
            for number, p in enumerate(lost, len(won) + 1)
        ]
    return "\n".join(lines)


def _english(round: Round, outcome: Outcome, won: list[Project], lost: list[Project]) -> str:
    total = len(won) + len(lost)
    if not won:
        return f"None of the {total} plans gets money."
    spent = money(outcome.spent_cents, round.currency, "en")
    who = "Residents advise: " if round.standing == Round.Standing.ADVICE else ""
    return (
        f"{who}{len(won)} of the {total} plans {'gets' if len(won) == 1 else 'get'} money: {spent}."
    )
