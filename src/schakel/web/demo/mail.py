"""The demo's post: nothing leaves the machine, everything can be read on a page."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from schakel.base import clock
from schakel.web.demo.models import Mail


class OutboxBackend(BaseEmailBackend):
    """Keeps messages instead of sending them."""

    @transaction.atomic
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            Mail.objects.create(
                to=", ".join(message.recipients())[:500],
                subject=str(message.subject)[:500],
                body=str(message.body),
                at=clock.now(),
            )
        return len(email_messages)
