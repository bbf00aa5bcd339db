"""What every page needs around its own content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from schakel.base.actor import Actor
from schakel.base.plugs import navigation
from schakel.people import queries as people
from schakel.people.permissions import may_act_for_others
from schakel.processes.permissions import may_see_worklist


def page(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None) or Actor.visitor()
    municipality = people.municipalities().first()
    return {
        "actor": actor,
        "actor_label": _label(actor),
        "has_worklist": may_see_worklist.test(actor, None),
        "may_act_for_others": may_act_for_others.test(actor),
        "municipality_name": municipality.name.removeprefix("Gemeente ") if municipality else "",
        "navigation": [
            {
                "url": reverse(word.url_name),
                "label": word.label,
                "current": any(request.path.startswith(prefix) for prefix in word.prefixes),
            }
            for word in sorted(navigation, key=lambda word: word.order)
        ],
        "demo": settings.DEMO,
        "demo_notice": _demo_notice(),
        "contact": settings.CONTACT,
        "signin_url": reverse("demo:people") if settings.DEMO else reverse("web:login"),
    }


def _demo_notice() -> str:
    """The line that says that all this is an example, and how far it is filled; empty on a real site."""
    if not settings.DEMO:
        return ""
    from schakel.web.demo import notice  # its app is installed in the demo only

    return notice.notice()


def demo_sentence() -> str:
    """The same line without the database."""
    if not settings.DEMO:
        return ""
    from schakel.web.demo import notice

    return notice.synthetic()


def _label(actor: Actor) -> str:
    if actor.person is None:
        return ""
    if actor.party is None:
        return str(actor.role_label)
    role = f"{actor.role_label} {actor.area.name}" if actor.area else actor.role_label
    return f"{role}, {actor.party.name}"
