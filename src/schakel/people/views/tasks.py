"""The page of one thing to do: a heading, a form or nothing, one button."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.base.forms import Form

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def task(
    request: HttpRequest,
    act: Callable[[dict[str, Any]], Any],
    *,
    heading: str,
    button: str,
    back: str,
    done: str = "",
    text: str = "",
    about: str = "",
    form: Form | None = None,
    to: Callable[[Any], str] | None = None,
    template: str = "people/task.html",
    **context: Any,
) -> HttpResponse:
    """Show the form; on a right answer do `act` with it and go to `to(result)`, else say what is wrong."""
    refusal = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            result = act(form.cleaned_data if form else {})
        except InputRefused as refused:
            refusal = str(refused)
        else:
            if done:
                messages.success(request, done)
            return redirect(to(result) if to else back)
    wrong = refusal or (form is not None and form.errors)
    return render(
        request,
        template,
        {
            "form": form,
            "heading": heading,
            "text": text,
            "about": about,
            "button": button,
            "back": back,
            "refusal": refusal,
            **context,
        },
        status=400 if wrong else 200,
    )


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Lead a visitor to the sign-in page and back; a form that was sent without it is refused."""
    if request.method == "POST":
        raise NotAllowed(_("Log eerst in."))
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
