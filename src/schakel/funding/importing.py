"""A Pabulib file becomes a decided round: read whole, then stored whole or not at all."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import repeat
from typing import IO

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from schakel.areas import queries as areas_read
from schakel.areas import services as areas
from schakel.areas.models import Area
from schakel.base import clock, explanations
from schakel.base.actor import Actor, Channel
from schakel.base.exceptions import InputRefused
from schakel.engines.allocation import PabulibError, Problem, read_pabulib
from schakel.engines.explanation import Explanation, Value
from schakel.funding import services
from schakel.funding.models import Round
from schakel.funding.services import ProjectSpec
from schakel.people import queries as people_read
from schakel.people import services as people
from schakel.people.models import Party
from schakel.voice import services as voice

_DAY = re.compile(r"(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4})")
_META_KEPT = 60


@dataclass(frozen=True)
class Options:
    """What the file does not say, or what replaces what it says."""

    area: str = ""
    municipality: str = ""
    title: str = ""
    purpose: str = ""
    rule: str = Round.Rule.EQUAL_SHARES
    utility: str = Round.Utility.COST
    completion: str | None = None
    increment_cents: int = 100
    ties: str = Round.Ties.LEXICOGRAPHIC
    regulation: str = ""


@dataclass(frozen=True)
class File:
    """A file that was read and can be stored."""

    name: str
    problem: Problem
    notes: tuple[str, ...]


def read(source: IO[bytes], name: str, language: str = "nl") -> File:
    """Read a file whole. Raises InputRefused naming file, line and cure."""
    notes: list[Explanation] = []
    try:
        problem = read_pabulib(source, notes.append, name)
    except PabulibError as error:
        raise InputRefused(explanations.render(error.explanation, language)) from None
    if problem.kind != "approval":
        values: dict[str, Value] = {"file": name, "type": problem.kind}
        refused = Explanation("allocation.file.only_approval", values)
        raise InputRefused(explanations.render(refused, language))
    for project in problem.projects:
        if project.minimum is not None or project.exclusive:
            values = {"file": name, "project": project.id}
            refused = Explanation("allocation.file.only_whole", values)
            raise InputRefused(explanations.render(refused, language))
    where = _Place(name)
    where.cents(problem.budget, "budget")
    if not problem.projects:
        raise InputRefused(
            _("%(file)s: er staan geen plannen in. Zet onder PROJECTS minstens één plan.")
            % {"file": name}
        )
    for project in problem.projects:
        if len(project.id) > 100 or not project.id.isprintable():
            raise InputRefused(
                _("%(file)s: het plannummer ‘%(key)s…’ is te lang. Gebruik hoogstens 100 tekens.")
                % {"file": name, "key": project.id[:20]}
            )
        if where.cents(project.cost, f"plan {project.id}") <= 0:
            raise InputRefused(
                _("%(file)s: plan %(key)s kost niets. Geef elk plan een bedrag boven nul.")
                % {"file": name, "key": project.id}
            )
    if not re.fullmatch(r"[A-Z]{3}", problem.currency):
        raise InputRefused(
            _("%(file)s: de munt ‘%(currency)s’ kan niet. Schrijf drie hoofdletters, zoals EUR.")
            % {"file": name, "currency": problem.currency}
        )
    return File(name, problem, tuple(explanations.render(note, language) for note in notes))


class _Place:
    def __init__(self, name: str) -> None:
        self.name = name

    def cents(self, amount: int | Fraction, what: str) -> int:
        exact = Fraction(amount) * 100
        if exact.denominator != 1 or exact >= 2**62:
            raise InputRefused(
                _(
                    "%(file)s, %(place)s: dit bedrag past niet in hele centen. Rond het af in het bestand."
                )
                % {"file": self.name, "place": what}
            )
        return int(exact)


@transaction.atomic
def store(
    actor: Actor,
    file: File,
    options: Options,
    on_note: Callable[[str], object] = lambda note: None,
) -> Round:
    """Make a decided round of a file, all or nothing. Raises InputRefused, NotAllowed, TooDear.

    The vote gets the days that the file states; everything in it is recorded by the import channel.
    """
    actor = actor.via(Channel.IMPORT)
    problem, meta = file.problem, dict(file.problem.meta)
    opens, closes = _days(meta)
    declared = opens - timedelta(minutes=1)
    municipality = actor.party or _municipality(options, meta, declared, on_note)
    area = _area(options, municipality, declared)
    ballot_type, most = _ballot(problem)
    title = (options.title or meta.get("description") or file.name.removesuffix(".pb"))[
        :200
    ].strip()
    budget = int(problem.budget * 100)
    origin = f"Stembestand {file.name}"
    with clock.at(declared):
        pot = services.create_pot(
            actor,
            name=title,
            municipality=municipality,
            year=_year(meta) or declared.year,
            amount_cents=budget,
            source=origin,
            currency=problem.currency,
        )
        round = services.create_round(
            actor,
            pot=pot,
            title=title,
            purpose=options.purpose
            or f"Bewoners van {area.name} verdelen samen geld voor hun plannen.",
            area=area,
            budget_cents=budget,
            regulation=options.regulation or f"Regels van de ronde, ingelezen uit {file.name}",
            decides=f"bewoners van {area.name}"[:200],
            vote=(opens, closes),
            result_by=closes + timedelta(days=1),
            ballot_type=ballot_type,
            max_choices=most,
            rule=options.rule,
            utility=options.utility,
            completion=options.completion,
            increment_cents=options.increment_cents,
            ties=options.ties,
            file_meta=_kept(meta),
        )
        services.add_projects(
            actor,
            round,
            (
                ProjectSpec(
                    title=(project.name or project.id)[:300],
                    cost_cents=int(project.cost * 100),
                    key=project.id,
                    description=project.attributes.get("description", ""),
                )
                for project in problem.projects
            ),
        )
    with clock.at(opens):
        round = services.open_voting(actor, round)
        voice.add_ballots(actor, round.dossier.ballot_box, _ballots(problem))
    with clock.at(closes):
        round = services.close_voting(actor, round)
        services.count(actor, round)
        services.decide(actor, round)
    return round


def _ballots(problem: Problem) -> Iterator[tuple[str, ...]]:
    for group in problem.ballots:
        yield from repeat(group.projects, group.count)


def _ballot(problem: Problem) -> tuple[str, int | None]:
    """The ballot type, as strict as the ballots in the file allow: those that say more still count."""
    stated = problem.meta.get("vote_type", "approval").lower()
    longest = max((len(group.projects) for group in problem.ballots), default=0)
    if stated == Round.BallotType.CHOOSE_1 and longest <= 1:
        return Round.BallotType.CHOOSE_1, None
    limit = (
        stated.removeprefix("choose-")
        if stated != "approval"
        else problem.meta.get("max_length", "")
    )
    if limit.isascii() and limit.isdigit() and longest <= int(limit) <= 32_767:
        return Round.BallotType.APPROVAL, max(int(limit), 1)
    return Round.BallotType.APPROVAL, None


def _days(meta: dict[str, str]) -> tuple[datetime, datetime]:
    """When people voted: the days of the file, or else the last minutes before now."""
    now = clock.now()
    first, last = _day(meta.get("date_begin", "")), _day(meta.get("date_end", ""))
    closes = min(last.replace(hour=20), now) if last else now
    opens = first.replace(hour=9) if first else closes - timedelta(minutes=1)
    return (opens, closes) if opens < closes else (closes - timedelta(minutes=1), closes)


def _year(meta: dict[str, str]) -> int | None:
    """The year of the vote, also where the file gives no day."""
    for key in ("date_begin", "instance", "edition"):
        if found := re.search(r"\b(?:19|20)\d\d\b", meta.get(key, "")):
            return int(found.group())
    return None


def _day(text: str) -> datetime | None:
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    day, month, year = map(int, match.groups())
    try:
        return datetime(year, month, day, tzinfo=timezone.get_default_timezone())
    except ValueError:
        return None


def _kept(meta: dict[str, str]) -> dict[str, str]:
    """What the file says of itself and the round does not: kept to give the same file back."""
    ours = {"budget", "num_projects", "num_votes", "vote_type", "rule", "currency", "max_length"}
    return {
        key: value
        for key, value in list(meta.items())[:_META_KEPT]
        if key not in ours and not key.startswith("date_")
    }


def _municipality(
    options: Options, meta: dict[str, str], moment: datetime, on_note: Callable[[str], object]
) -> Party:
    every = list(people_read.municipalities())
    wanted = options.municipality.strip() or meta.get("unit", "").strip()
    for party in every:
        if party.name.casefold() in (wanted.casefold(), f"gemeente {wanted}".casefold()):
            return party
    if options.municipality and every:
        names = ", ".join(party.name for party in every)
        raise InputRefused(
            _("De gemeente ‘%(wanted)s’ is er niet. Kies uit: %(names)s.")
            % {"wanted": wanted, "names": names}
        )
    if len(every) == 1:
        return every[0]
    if every:
        names = ", ".join(party.name for party in every)
        raise InputRefused(
            _("Er zijn meer gemeenten. Kies er een met --municipality: %(names)s.")
            % {"names": names}
        )
    name = (wanted or meta.get("country", "").strip() or "Gemeente zonder naam")[:200]
    area = areas.add(
        Actor.system(),
        code=slugify(name).upper()[:10] or "GEMEENTE",
        year=moment.year,
        kind=Area.Kind.GEMEENTE,
        name=name,
    )
    on_note(f"Er was nog geen gemeente. Gemaakt: {name}, met gebied {area.code} ({area.year}).")
    return people.add_municipality(
        Actor.system(), name=name, area=area, starts=date(moment.year, 1, 1)
    )


def _area(options: Options, municipality: Party, moment: datetime) -> Area:
    if options.area:
        found = areas_read.by_code(options.area)
        if found is None:
            raise InputRefused(
                _("Het gebied %(code)s is er niet. Kijk de CBS-code na.") % {"code": options.area}
            )
        return found
    code = municipality.codes.select_related("area").order_by("-starts").first()
    if code is None:
        raise InputRefused(
            _("%(municipality)s heeft nog geen gebied. Geef het gebied met --area.")
            % {"municipality": municipality}
        )
    return code.area
