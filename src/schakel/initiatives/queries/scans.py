"""Reads on scans: the questions of now, those of a group, and who may read one."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier
from schakel.engines.continuity import Chain, explain
from schakel.engines.explanation import Explanation
from schakel.initiatives import scanning
from schakel.initiatives.models import Scan, ScanModel
from schakel.people.models import Party, Role
from schakel.people.permissions import is_official, municipality_id


def questions(municipality: Party | None, frame: str) -> scanning.Questions:
    """What is asked now: the newest version of the municipality, else how it comes."""
    asked = scanning.shipped(frame)
    edited = ScanModel.objects.filter(municipality=municipality, frame=frame).first()
    if edited is None:
        return asked
    return replace(asked, version=edited.version, links=tuple(edited.links), table=edited.table)


def versions(municipality: Party) -> QuerySet[ScanModel]:
    return ScanModel.objects.filter(municipality=municipality)


def seen_by(actor: Actor) -> Q:
    """One's own, those that are shared with the office, and those shared with all."""
    seen = Q(shared=Scan.Shared.ALL)
    if actor.party is None or actor.on_behalf_of is not None:
        return seen
    if actor.party.corner != Party.Corner.GOVERNMENT or is_official.test(actor):
        seen |= Q(party=actor.party)
    if is_official.test(actor) or actor.role == Role.BROKER:
        home = Party(pk=municipality_id(actor.party))
        seen |= Q(shared=Scan.Shared.OFFICE) & of_municipality(home)
    return seen


def of_municipality(municipality: Party) -> Q:
    return (
        Q(party=municipality)
        | Q(party__municipality=municipality)
        | Q(dossier__municipality=municipality)
    )


def of_dossier(actor: Actor, dossier: Dossier) -> QuerySet[Scan]:
    return Scan.objects.filter(seen_by(actor), dossier=dossier).select_related("party")


def of_party(actor: Actor, party: Party) -> QuerySet[Scan]:
    return Scan.objects.filter(seen_by(actor), party=party, frame="actie").select_related("party")


def by_id(actor: Actor, pk: UUID) -> Scan | None:
    return (
        Scan.objects.filter(seen_by(actor), pk=pk)
        .select_related("party__municipality", "dossier__area", "dossier__owner")
        .first()
    )


def before(scan: Scan) -> Scan | None:
    """The one before, of the same group and frame."""
    same = Scan.objects.filter(party=scan.party_id, dossier=scan.dossier_id, frame=scan.frame)
    return same.filter(at__lt=scan.at).first()


@dataclass(frozen=True)
class ShownLink:
    """A link of a scan as its page says it: the state, why, and who can offer what."""

    key: str
    label: str
    about: str
    state: str
    why: Explanation
    questions: tuple[tuple[str, str], ...]
    offers: tuple[tuple[Any, str], ...]
    ask: str

    @property
    def is_weak(self) -> bool:
        return self.state in ("missing", "fragile")


@dataclass(frozen=True)
class Told:
    """A scan with its explanation: the link to begin with first said, then each link."""

    scan: Scan
    why: Explanation
    links: tuple[ShownLink, ...]

    @property
    def weakest(self) -> ShownLink | None:
        return next((link for link in self.links if link.key == self.scan.weakest), None)


def told(scan: Scan) -> Told:
    """By the rules that were in force then; what is on record decides the states."""
    links = scanning.engine_links(scan.links)
    table = scanning.table_of(_table(scan))
    chain = Chain(scan.states, scan.weakest)
    why = explain(links, scan.answers, table, chain)
    shown = tuple(
        ShownLink(
            key=link["key"],
            label=scanning.said(link["label"]),
            about=scanning.said(link["about"]),
            state=scan.states[link["key"]],
            why=because,
            questions=tuple(
                (scanning.said(question), scan.answers.get(key, ""))
                for key, question in zip(scanning.keys_of(link), link["questions"], strict=True)
            ),
            offers=tuple(
                (words, scanning.said(link["offers"][role]))
                for role, words in scanning.ROLES.items()
                if role in link["offers"]
            ),
            ask=scanning.said(link["ask"]["title"]),
        )
        for link, because in zip(scan.links, why.because, strict=True)
    )
    return Told(scan, why, shown)


def _table(scan: Scan) -> str:
    """The rules of the version that was filled in."""
    if not scan.version:
        return scanning.shipped(scan.frame).table
    home = scan.dossier.municipality_id if scan.dossier else _home(scan.party)
    return ScanModel.objects.get(municipality=home, frame=scan.frame, version=scan.version).table


def _home(party: Party) -> UUID | None:
    return party.pk if party.kind == Party.Kind.MUNICIPALITY else party.municipality_id
