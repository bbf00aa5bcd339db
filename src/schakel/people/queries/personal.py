"""Everything that is kept about a person here, for who asks."""

from django.db.models import Q

from schakel.people.models import Behalf, Invitation, Party, Person, PersonMerge


def personal_data(person: Person) -> dict[str, object]:
    """Account, roles, invitations, help at a desk, money answered for and accounts joined."""
    return {
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "roles": [
            {
                "party": held.party.name,
                "role": held.role,
                "area": held.area.name if held.area else None,
                "from": held.starts.isoformat(),
                "until": held.ends.isoformat() if held.ends else None,
                "name_public": held.named,
            }
            for held in person.memberships.select_related("party", "area")
        ],
        "invitations": [
            {
                "party": invitation.party.name,
                "role": invitation.role,
                "sent": invitation.created.isoformat(),
                "accepted": invitation.accepted.isoformat() if invitation.accepted else None,
            }
            for invitation in Invitation.objects.filter(email=person.email).select_related("party")
        ],
        "answers_for_money_of": [
            party.name for party in Party.objects.filter(liable=person).order_by("name")
        ],
        "helped_at_desk": [
            {
                "by": behalf.desk.party.name,
                "channel": behalf.channel,
                "at": behalf.started.isoformat(),
                "phone": behalf.phone,
            }
            for behalf in Behalf.objects.filter(person=person).select_related("desk__party")
        ],
        "accounts_joined": [
            merge.asked.isoformat()
            for merge in PersonMerge.objects.filter(Q(keep=person) | Q(gone=person))
        ],
    }
