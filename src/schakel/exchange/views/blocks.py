"""Whom somebody blocked: to see it, and to lift it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from schakel.base.paging import page_of
from schakel.exchange import queries, services


@never_cache
@login_required
@require_safe
def blocks(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.blocks(request.actor))
    return render(request, "exchange/blocks.html", {"page": page})


@login_required
@require_POST
def unblock(request: HttpRequest, block: int) -> HttpResponse:
    found = queries.blocks(request.actor).filter(pk=block).select_related("blocked").first()
    if found is None:
        raise Http404
    services.unblock(request.actor, found.blocked)
    messages.success(request, _("Deze persoon kan u weer zien en iets vragen."))
    return redirect("exchange:blocks")
