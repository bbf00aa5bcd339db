"""A file with ballots from elsewhere becomes a round; the long work waits behind a page with a link."""

import io
import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from schakel.base.exceptions import InputRefused
from schakel.base.models import Progress
from schakel.funding import forms, importing, tasks
from schakel.funding.views.new import refuse_unless_maker


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    refuse_unless_maker(request)
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            # Read here, so that a bad file is refused at once; only storing is long work.
            importing.read(io.BytesIO(content), file.name)
        except InputRefused as refused:
            refusal = str(refused)
        else:
            progress = tasks.start_import(request.actor, file.name, content, form.options)
            return redirect("funding:waiting", progress=progress.pk)
    wrong = bool(refusal or form.errors)
    return render(
        request,
        "funding/upload.html",
        {"form": form, "refusal": refusal, "limit": settings.MAX_UPLOAD_BYTES},
        status=400 if wrong else 200,
    )


upload.accepts_files = True


@never_cache
@require_safe
def waiting(request: HttpRequest, progress: uuid.UUID) -> HttpResponse:
    refuse_unless_maker(request)
    row = Progress.objects.filter(pk=progress, party=request.actor.party.pk).first()
    if row is None:
        raise Http404
    return render(request, "funding/waiting.html", {"progress": row})
