"""What people do with an initiative: take it up, say it in their words, take it over, give it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from schakel.base.exceptions import NotAllowed
from schakel.initiatives import forms, permissions, services
from schakel.initiatives.models import Initiative
from schakel.initiatives.services.life import STEPS
from schakel.initiatives.views.public import found
from schakel.initiatives.views.telling import into_role, started
from schakel.people.views.tasks import GET_OR_POST, sign_in_first, task


@GET_OR_POST
@never_cache
def adopt(request: HttpRequest, address: str) -> HttpResponse:
    initiative = found(request, address)
    if request.actor.person is None:
        return sign_in_first(request)
    if not permissions.may_adopt.test(request.actor, initiative):
        raise NotAllowed(_("In deze rol pakt u geen droom op. Wissel van rol."))
    own_party = request.actor.party is not None and request.actor.on_behalf_of is None
    return task(
        request,
        lambda data: services.adopt(request.actor, initiative, group=data.get("group", "")),
        heading=_("Pak deze droom op"),
        about=initiative.dossier.title,
        text=_("Dan bent u de trekker. Wie het bedacht, blijft erbij staan."),
        button=_("Ik ga dit doen"),
        back=initiative.get_absolute_url(),
        done=started(),
        to=lambda made: into_role(request, made),
        form=None if own_party else forms.GroupForm(request.POST or None),
    )


@GET_OR_POST
@never_cache
def change(request: HttpRequest, address: str) -> HttpResponse:
    initiative = _own(request, address, permissions.may_change)
    dossier = initiative.dossier
    names = [name for name in forms.PageForm.base_fields if name not in ("title", "purpose")]
    form = forms.PageForm(
        request.POST or None,
        initial={
            "title": dossier.title,
            "purpose": dossier.purpose,
            **{name: getattr(initiative, name) for name in names},
        },
    )
    return task(
        request,
        lambda data: services.change(request.actor, initiative, **data),
        heading=_("Schrijf het in uw eigen woorden"),
        about=dossier.title,
        button=_("Bewaar"),
        done=_("Het staat op de pagina."),
        back=initiative.get_absolute_url(),
        form=form,
    )


@GET_OR_POST
@never_cache
def copy(request: HttpRequest, address: str) -> HttpResponse:
    source = found(request, address)
    if request.actor.person is None:
        return sign_in_first(request)
    if not permissions.may_own.test(request.actor):
        raise NotAllowed(_("In deze rol neemt u geen idee over. Wissel van rol."))

    def act(data: dict[str, Any]) -> Initiative:
        return services.copy(
            request.actor,
            source,
            data["area"],
            title=data["title"],
            because=data["because"],
            group=data["group"],
        )

    return task(
        request,
        act,
        heading=_("Neem dit idee over"),
        about=source.dossier.title,
        text=_("Stappen, kosten en voorwaarden gaan mee. Wie het bedacht, blijft erbij staan."),
        button=_("Begin hier ook"),
        back=source.get_absolute_url(),
        done=started(),
        to=lambda made: into_role(request, made),
        form=forms.CopyForm(request.POST or None, initial={"title": source.dossier.title}),
    )


@GET_OR_POST
def say(request: HttpRequest, address: str, verb: str) -> HttpResponse:
    """Where it stands now, in one press; some steps ask for a few words."""
    initiative = _own(request, address, permissions.runs)
    if verb not in STEPS:
        return redirect(initiative.get_absolute_url())
    label = str(initiative.dossier.process.declaration.verbs[verb])
    asks = _ASKS.get(verb)
    return task(
        request,
        lambda data: services.say(request.actor, initiative, verb, reason=data.get("reason", "")),
        heading=label,
        about=initiative.dossier.title,
        text=str(_("Niets hoeft eerst. U kunt dit altijd weer veranderen.")),
        button=label,
        done=_("Het staat op de pagina."),
        back=initiative.get_absolute_url(),
        form=forms.ReasonForm(request.POST or None, label=_(asks)) if asks else None,
    )


# What is asked at a step that others read about later.
_ASKS = {"end": "Wat hebt u samen bereikt?"}


@GET_OR_POST
def release(request: HttpRequest, address: str) -> HttpResponse:
    initiative = _own(request, address, permissions.runs)
    return task(
        request,
        lambda data: services.release(request.actor, initiative, reason=data["reason"]),
        heading=_("Geef het terug aan de buurt"),
        about=initiative.dossier.title,
        text=_("Het wordt weer een droom. Een ander kan hem dan oppakken."),
        button=_("Geef het terug"),
        done=_("Het is weer van de buurt. Dank u wel."),
        back=initiative.get_absolute_url(),
        form=forms.ReasonForm(request.POST or None),
    )


@GET_OR_POST
def milestone(request: HttpRequest, address: str) -> HttpResponse:
    initiative = _own(request, address, permissions.may_change)
    return task(
        request,
        lambda data: services.add_milestone(request.actor, initiative, data["title"], data["due"]),
        heading=_("Zet een stap op de lijst"),
        about=initiative.dossier.title,
        button=_("Zet erbij"),
        done=_("De stap staat erbij."),
        back=f"{initiative.get_absolute_url()}#stappen",
        form=forms.MilestoneForm(request.POST or None),
    )


@GET_OR_POST
def reached(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """A step is done, or after all not; a step that nobody wants any more goes."""
    initiative = _own(request, address, permissions.may_change)
    step = initiative.milestones.filter(pk=number).first()
    if step is None:
        return redirect(initiative.get_absolute_url())
    if "weg" in request.POST:
        services.drop_milestone(request.actor, step)
        return redirect(f"{initiative.get_absolute_url()}#stappen")
    return task(
        request,
        lambda data: services.reach_milestone(request.actor, step, done=step.done is None),
        heading=_("Is deze stap gezet?") if step.done is None else _("Toch nog niet gezet?"),
        about=step.title,
        button=_("Ja, dit is gelukt") if step.done is None else _("Zet hem weer open"),
        done=_("Het staat op de pagina."),
        back=f"{initiative.get_absolute_url()}#stappen",
        template="initiatives/reached.html",
    )


def _own(request: HttpRequest, address: str, allowed: Any) -> Initiative:
    initiative = found(request, address)
    if not allowed.test(request.actor, initiative):
        raise NotAllowed(
            _("Alleen wie dit initiatief doet, kan dit. Wissel van rol als u dat bent.")
        )
    return initiative
