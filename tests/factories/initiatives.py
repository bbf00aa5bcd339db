"""Dreams and initiatives in one town, made by the services."""

from django.test import Client

from schakel.base.actor import Actor
from schakel.initiatives import services
from schakel.initiatives.models import Initiative
from schakel.initiatives.services import Dream
from schakel.people.models import Membership
from schakel.people.queries import actor_for
from schakel.web.middleware import ROLE_IN_SESSION
from tests.factories.exchange import Town, resident

SOUP = Dream(
    title="Soep op woensdag",
    want="Elke woensdag samen soep eten, voor wie dat wil.",
    can="Wij koken graag.",
    need="Een keuken en een paar handen.",
)


def dream(town: Town, actor: Actor | None = None, what: Dream = SOUP, **more: object) -> Initiative:
    """A dream that everybody reads and nobody owns."""
    return services.tell(actor or resident(), town.area, what, **more).initiative


def initiative(town: Town, what: Dream = SOUP) -> tuple[Initiative, Actor]:
    """An initiative with a group of its own, and who runs it, in that role."""
    teller = resident()
    made = services.adopt(teller, dream(town, teller, what))
    held = Membership.objects.get(person=teller.person, party=made.dossier.owner)
    return made, actor_for(held)


def signed_in(client: Client, actor: Actor) -> Client:
    """A browser of this person, in the role in which they act here."""
    client.force_login(actor.person)
    session = client.session
    held = Membership.objects.filter(
        person=actor.person, party=actor.party, role=actor.role, stopped=None
    ).first()
    session[ROLE_IN_SESSION] = held.pk if held else 0
    session.save()
    return client
