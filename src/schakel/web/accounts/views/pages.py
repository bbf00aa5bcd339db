"""The task page that most of these pages are: a heading, a sentence, a form, one button."""

import json
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse


class Task:
    """`task_heading` names the field whose label is the heading; else `task_title` is."""

    template_name = "account/task.html"
    task_heading = ""
    task_title: Any = ""
    task_lead: Any = ""
    task_button: Any = ""
    task_back = ""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        form = context.get("form")
        return {
            **context,
            "heading": form[self.task_heading] if form and self.task_heading else None,
            "fields": [field for field in form or () if field.name != self.task_heading],
            "title": self.task_title or (form and form.fields[self.task_heading].label),
            "lead": self.task_lead,
            "button_text": self.task_button,
            "back_url": reverse(self.task_back) if self.task_back else "",
        }


class WithPasskey:
    """What the browser is asked for, in an attribute: the policy allows no data in a script."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        asked = context.get("js_data") or {}
        options = asked.get("creation_options") or asked.get("request_options")
        return {**context, "options": json.dumps(options) if options else ""}


class Again:
    """Somebody who has nothing to be asked, with neither password nor second step, goes back."""

    def _check_reauthentication_method_available(self, request: HttpRequest) -> Any:
        if not get_adapter().get_reauthentication_methods(request.user):
            return redirect("account_profile")
        return super()._check_reauthentication_method_available(request)
