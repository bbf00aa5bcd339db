"""Another value for one area or one type of area, and the end of it."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from schakel.base import clock, plugs
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused
from schakel.norms import permissions, queries
from schakel.norms.models import Deviation
from schakel.norms.services.recording import record, require


@transaction.atomic
def deviate(
    actor: Actor,
    key: str,
    *,
    value: Decimal,
    area: str,
    starts: date,
    ends: date,
    reason: str,
    approver: str,
    area_type: str = "",
) -> Deviation:
    """Let another value hold in an area, or for one type of area in it, from one day to another.

    `area` is a code. Raises NotAllowed outside the actor's own municipality or area, NormMissing, and
    InputRefused without a reason, an approver or a right pair of days, or beside another deviation.
    """
    require(
        permissions.may_deviate_there(actor, area),
        _("U kunt alleen afwijken voor een gebied waar u zelf over gaat."),
    )
    if not reason.strip() or not approver.strip():
        raise InputRefused(_("Schrijf waarom u afwijkt, en wie dat goedkeurde."))
    if ends < starts:
        raise InputRefused(_("De laatste dag ligt voor de eerste. Kies een latere laatste dag."))
    if area_type and area_type not in plugs.area_types:
        raise InputRefused(_("Dit soort gebied bestaat niet. Kies een soort uit de lijst."))
    unit = queries.norm(key, starts).unit
    beside = Deviation.objects.filter(
        key=key,
        area=area,
        area_type=area_type,
        starts__lte=ends,
        ends__gte=starts,
        withdrawn=False,
    ).first()
    if beside is not None:
        raise InputRefused(
            _("Hier geldt al een afwijking, van %(first)s tot en met %(last)s. Stop die eerst.")
            % {"first": f"{beside.starts:%d-%m-%Y}", "last": f"{beside.ends:%d-%m-%Y}"}
        )
    try:
        with transaction.atomic():
            made = Deviation.objects.create(
                key=key,
                value=value,
                unit=unit,
                area=area,
                area_type=area_type,
                starts=starts,
                ends=ends,
                reason=reason.strip(),
                approver=approver.strip(),
                office=actor.office,
            )
    except IntegrityError:
        # Somebody else was first, in the blink after the question above.
        raise InputRefused(_("Hier geldt al een afwijking in deze dagen.")) from None
    record(actor, key, "norm.deviate", facts=_facts(made), reason=made.reason)
    return made


@transaction.atomic
def end_deviation(actor: Actor, deviation: Deviation, *, reason: str) -> Deviation:
    """Let today be its last day, or take it back when it has not begun. Raises InputRefused."""
    require(
        permissions.may_deviate_there(actor, deviation.area),
        _("U kunt alleen een afwijking stoppen in een gebied waar u zelf over gaat."),
    )
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom de afwijking stopt."))
    deviation = Deviation.objects.select_for_update().get(pk=deviation.pk)
    today = clock.today()
    if deviation.withdrawn or deviation.ends <= today:
        raise InputRefused(_("Deze afwijking is al gestopt, of stopt vandaag."))
    if deviation.starts > today:
        deviation.withdrawn = True
    else:
        deviation.ends = today
    deviation.save()
    record(actor, deviation.key, "norm.end", facts=_facts(deviation), reason=reason.strip())
    return deviation


def _facts(deviation: Deviation) -> dict[str, object]:
    return {
        "deviation": deviation.pk,
        "value": f"{deviation.value:f}",
        "unit": deviation.unit,
        "area": deviation.area,
        "area_type": deviation.area_type,
        "starts": deviation.starts.isoformat(),
        "ends": deviation.ends.isoformat(),
        "approver": deviation.approver,
        "withdrawn": deviation.withdrawn,
    }
