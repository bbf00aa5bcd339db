"""Verbs on roles. Every change of rights is in the journal, by office; the person is not."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.areas import queries as areas
from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.people import queries
from schakel.people.models import Membership, Party, Person
from schakel.people.permissions import Gift, managing_role, may_give
from schakel.people.services.recording import facts_of, record, words


@transaction.atomic
def give_role(
    actor: Actor,
    *,
    person: Person,
    party: Party,
    role: str,
    starts: date,
    area: Area | None = None,
    ends: date | None = None,
) -> Membership:
    """Let a person act in a role for a party, in one area or everywhere. Given twice, it stays one.

    Raises NotAllowed for a role that the actor may not give, InputRefused for an area or day that
    does not fit.
    """
    check_gift(actor, Gift(party, role, area), starts=starts, ends=ends)
    held, new = Membership.objects.get_or_create(
        person=person,
        party=party,
        role=role,
        area=area,
        starts=starts,
        stopped=None,
        defaults={"ends": ends},
    )
    if new:
        record(actor, "role.give", facts=facts_of(held), reason=words(held))
    return held


def check_gift(
    actor: Actor, gift: Gift, *, starts: date | None = None, ends: date | None = None
) -> None:
    """Whether this actor may give this role now. Raises NotAllowed or InputRefused."""
    if not may_give.test(actor, gift):
        raise NotAllowed(
            _("U kunt deze rol niet geven. Dat kan alleen wie %(party)s bestuurt.")
            % {"party": gift.party.name}
        )
    if gift.party.ended:
        raise InputRefused(_("%(party)s bestaat niet meer.") % {"party": gift.party.name})
    own = gift.party.kind == Party.Kind.MUNICIPALITY
    home = gift.party if own else gift.party.municipality
    if gift.area is not None and home is not None:
        top = queries.municipality_of(gift.area, clock.today())
        if top is not None and top.pk != home.pk:
            raise InputRefused(
                _("%(area)s ligt niet in %(municipality)s. Kies een ander gebied.")
                % {"area": gift.area.name, "municipality": home.name}
            )
    if starts and ends and ends < starts:
        raise InputRefused(_("De laatste dag ligt voor de eerste. Kies een latere laatste dag."))


@transaction.atomic
def change_role(
    actor: Actor,
    held: Membership,
    *,
    role: str,
    area: Area | None = None,
    ends: date | None = None,
) -> Membership:
    """Give the same person another role, area or last day. The old role stays readable as it was."""
    held = _locked(held)
    _may_touch(actor, held)
    check_gift(actor, Gift(held.party, role, area), starts=clock.today(), ends=ends)
    if role == held.role and _same(area, held.area) and ends == held.ends:
        return held
    if not (role == managing_role(held.party) and area is None and ends is None):
        _keep_one_who_runs(held, _("Geef eerst iemand anders deze rol."))
    _stop(held)
    changed = Membership.objects.create(
        person=held.person,
        party=held.party,
        role=role,
        area=area,
        starts=clock.today(),
        ends=ends,
        named=held.named,
    )
    record(
        actor,
        "role.change",
        facts={"from": facts_of(held), "to": facts_of(changed)},
        reason=f"{words(held)} -> {words(changed)}",
    )
    return changed


@transaction.atomic
def end_role(actor: Actor, held: Membership, *, reason: str) -> None:
    """Take a role away at once, with a reason that is public. Raises NotAllowed, InputRefused."""
    held = _locked(held)
    _may_touch(actor, held)
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom de rol ophoudt, zonder namen."))
    _keep_one_who_runs(held, _("Geef eerst iemand anders deze rol."))
    _stop(held)
    record(actor, "role.end", facts=facts_of(held), reason=f"{words(held)}. {reason.strip()}")


@transaction.atomic
def leave(actor: Actor, held: Membership) -> None:
    """Give one's own role back. The last who runs a party finds a successor or ends the party first."""
    held = _locked(held)
    if actor.person is None or actor.person.pk != held.person_id:
        raise NotAllowed(_("U kunt alleen uw eigen rol neerleggen."))
    _keep_one_who_runs(
        held, _("Nodig eerst een opvolger uit, en wacht tot die ja zegt. Of hef de partij op.")
    )
    _stop(held)
    record(actor, "role.leave", facts=facts_of(held), reason=words(held))


@transaction.atomic
def set_named(actor: Actor, held: Membership, named: bool) -> Membership:
    """Show one's own name at a role on the page of the party, or no longer. Nobody else may."""
    if actor.person is None or actor.person.pk != held.person_id or actor.on_behalf_of is not None:
        raise NotAllowed(_("Alleen u zelf kiest of uw naam bij uw rol staat."))
    held.named = named
    held.save(update_fields=["named"])
    return held


def _locked(held: Membership) -> Membership:
    """The role as it is now, with its party held: two who leave at once go one after the other."""
    Party.objects.select_for_update().get(pk=held.party_id)
    found = (
        queries.in_force(Membership.objects.all(), clock.today())
        .select_related("party__municipality", "person", "area")
        .filter(pk=held.pk)
        .first()
    )
    if found is None:
        raise InputRefused(_("Deze rol is al opgehouden."))
    return found


def _may_touch(actor: Actor, held: Membership) -> None:
    if not may_give.test(actor, Gift(held.party, held.role, held.area)):
        raise NotAllowed(
            _("U kunt deze rol niet wijzigen. Dat kan alleen wie %(party)s bestuurt.")
            % {"party": held.party.name}
        )


def _keep_one_who_runs(held: Membership, cure: str) -> None:
    runs = managing_role(held.party)
    if held.role != runs or held.area_id is not None or held.party.ended:
        return
    if not queries.who_run(held.party).exclude(person=held.person_id).exists():
        raise InputRefused(
            _("Dit is de laatste %(role)s van %(party)s.")
            % {"role": str(runs.label).lower(), "party": held.party.name}
            + " "
            + cure
        )


def _stop(held: Membership) -> None:
    held.ends, held.stopped = clock.today(), clock.now()
    held.save(update_fields=["ends", "stopped"])


def _same(one: Area | None, other: Area | None) -> bool:
    return (one and one.pk) == (other and other.pk)


def area_named(code: str) -> Area | None:
    """The area with this code; None for none. Raises InputRefused for a code that is not there."""
    if not code.strip():
        return None
    found = areas.by_code(code.strip())
    if found is None:
        raise InputRefused(
            _("Het gebied %(code)s bestaat niet. Neem de code over van de buurtpagina.")
            % {"code": code.strip()[:20]}
        )
    return found
