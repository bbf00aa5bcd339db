"""In the demo one click is enough; signing in as on a real site works there too."""

import re

from django.test import Client, override_settings
from django.urls import reverse

from schakel.web.demo.examples import EXAMPLES


@override_settings(EMAIL_BACKEND="schakel.web.demo.mail.OutboxBackend")
def test_the_mailed_code_lies_in_the_post_and_signs_in(built: None, client: Client) -> None:
    noor = EXAMPLES[0]
    client.post(reverse("web:login"), {"email": noor.email})
    post = client.get(reverse("demo:outbox")).content.decode()
    found = re.search(r"<p>(\d{6})</p>", post)
    assert found and noor.email in post
    client.post(reverse("account_confirm_login_code"), {"code": found.group(1)})
    assert noor.name in client.get(reverse("account_profile")).content.decode()


def test_nobody_needs_a_second_step_in_the_demo(built: None, client: Client) -> None:
    for example in EXAMPLES:
        client.post(reverse("demo:signin"), {"persoon": example.key})
        role, _party, _code = example.roles[0]
        assert client.get("/").wsgi_request.actor.role == role
