"""Signing in on a phone: with a code with and without JavaScript, with an app, with a passkey."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from playwright.sync_api import Browser, Page, expect

from schakel.people.models import Person, Role
from tests.accounts.steps import PASSWORD, app_code, make_person
from tests.browser import conftest
from tests.browser.conftest import Site, Watch
from tests.factories.people import MembershipFactory
from tests.world import World


def faults(page: Page) -> list[str]:
    """As everywhere, once all files are there: a click that leaves the page breaks off the rest."""
    page.wait_for_load_state("networkidle")
    icon = re.compile(r"no \S+/icon\.\w+\.svg$")  # it comes when the browser likes
    return [fault for fault in conftest.faults(page) if not icon.match(fault)]


counter = iter(range(1_000))


@pytest.fixture
def official(town: World) -> Any:
    person = make_person(f"ambtenaar{next(counter)}@voorbeeld.example", password=PASSWORD)
    MembershipFactory(person=person, party=town.municipality, role=Role.OFFICIAL)
    return person


def mailed_code() -> str:
    found = re.search(r"^(\d{6})$", mail.outbox[-1].body, re.MULTILINE)
    assert found
    return found.group(1)


def by_password(page: Page, person: Any) -> None:
    page.goto("/inloggen/wachtwoord/", wait_until="networkidle")
    page.get_by_label("E-mailadres").fill(person.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_new_account_by_code_on_a_phone(
    page_at: Callable[..., Page], town: World, javascript: bool
) -> None:
    email = f"nieuw{next(counter)}@voorbeeld.example"
    page = page_at(360, "nl", javascript=javascript, fresh=True)
    page.goto("/inloggen/?next=/geld/")
    assert faults(page) == []
    page.get_by_label("Wat is uw e-mailadres?").fill("geen adres")
    page.get_by_role("button", name="Mail mij een code").click()
    expect(page).to_have_title(re.compile("^Fout: "))
    assert faults(page) == []
    page.get_by_label("Wat is uw e-mailadres?").fill(email)
    page.get_by_role("button", name="Mail mij een code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welke code kreeg u?")
    assert faults(page) == []
    page.get_by_role("textbox").fill("000 000")
    page.get_by_role("button", name="Verder").click()
    expect(page).to_have_title(re.compile("^Fout: "))
    assert faults(page) == []
    code = mailed_code()
    page.get_by_role("textbox").fill(f"{code[:3]} {code[3:]}")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoe mogen wij u noemen?")
    assert faults(page) == []
    page.get_by_role("textbox").fill("Noor")
    page.get_by_role("button", name="Maak mijn account").click()
    assert page.url.endswith("/geld/")
    assert Person.objects.get(email=email).name == "Noor"
    page.get_by_role("link", name="Mijn account").click()
    expect(page.locator("main")).to_contain_text(email)
    assert faults(page) == []


def test_an_official_sets_up_an_app_without_javascript(
    page_at: Callable[..., Page], official: Any
) -> None:
    page = page_at(360, "nl", javascript=False, fresh=True)
    by_password(page, official)
    expect(page.locator("main")).to_contain_text("Nog één stap voor uw rol")
    assert faults(page) == []
    page.get_by_role("link", name="Voeg een toegangssleutel toe").click()
    # Without a script there is no passkey: the page says what does work.
    expect(page.locator("main")).to_contain_text("Een app met codes werkt altijd.")
    assert page.locator("form[data-passkey]").is_hidden()
    assert faults(page) == []
    page.get_by_role("link", name="Kies een app met codes").click()
    assert faults(page) == []
    page.locator("main summary").click()
    secret = page.locator("main details code").inner_text().strip()
    page.get_by_role("textbox").fill(app_code(secret))
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw herstelcodes")
    assert page.locator("main li code").count() == 10
    assert faults(page) == []
    expect(page.locator(".schakel-actor")).to_contain_text("Medewerker")

    again = page_at(360, "nl", javascript=False, fresh=True)
    by_password(again, official)
    expect(again.get_by_role("heading", level=1)).to_have_text("De tweede stap")
    assert faults(again) == []
    again.get_by_role("textbox").fill(app_code(secret, later=1))
    again.get_by_role("button", name="Verder").click()
    expect(again.locator(".schakel-actor")).to_contain_text("Medewerker")


@pytest.fixture
def phone(chromium: Browser, site: Site) -> Iterator[Page]:
    """A phone that holds passkeys and knows its owner. Passkeys belong to a name, not a number."""
    context = chromium.new_context(
        base_url=site.url.replace("127.0.0.1", "localhost"),
        viewport={"width": 360, "height": 800},
        locale="nl-NL",
    )
    page = context.new_page()
    page.watch = Watch(page, True)  # type: ignore[attr-defined]
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    made = device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.device, page.authenticator = device, made["authenticatorId"]  # type: ignore[attr-defined]
    yield page
    context.close()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.locator(".schakel-actor")).to_have_count(0)


def test_a_passkey_is_made_and_is_two_steps_in_one(phone: Page, official: Any) -> None:
    by_password(phone, official)
    phone.get_by_role("link", name="Voeg een toegangssleutel toe").click()
    assert faults(phone) == []
    phone.get_by_label("Hoe noemt u deze sleutel?").fill("Telefoon van het werk")
    phone.get_by_role("button", name="Maak de sleutel").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Uw herstelcodes")
    expect(phone.locator(".schakel-actor")).to_contain_text("Medewerker")
    assert Authenticator.objects.filter(user=official, type="webauthn").count() == 1
    phone.goto("/account/beveiliging/")
    expect(phone.locator("main")).to_contain_text("Telefoon van het werk")
    assert faults(phone) == []

    sign_out(phone)
    phone.goto("/inloggen/?next=/account/")
    phone.get_by_role("button", name="Log in met een toegangssleutel").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Mijn account")
    expect(phone.locator(".schakel-actor")).to_contain_text("Medewerker")

    # After a password the same key is the second step.
    sign_out(phone)
    by_password(phone, official)
    expect(phone.get_by_role("heading", level=1)).to_have_text("De tweede stap")
    assert faults(phone) == []
    phone.get_by_role("button", name="Gebruik een toegangssleutel").click()
    expect(phone.locator(".schakel-actor")).to_contain_text("Medewerker")

    phone.goto("/account/beveiliging/")
    phone.get_by_role("link", name="Haal weg").click()
    assert faults(phone) == []
    phone.get_by_role("button", name="Haal de sleutel weg").click()
    expect(phone.locator(".schakel-actor")).to_contain_text("Bewoner")
    assert not Authenticator.objects.filter(user=official).exists()


def test_somebody_else_with_the_phone_gets_no_further(phone: Page, official: Any) -> None:
    by_password(phone, official)
    phone.goto("/account/beveiliging/sleutel/")
    phone.get_by_role("button", name="Maak de sleutel").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Uw herstelcodes")
    sign_out(phone)
    phone.device.send(  # type: ignore[attr-defined]
        "WebAuthn.setUserVerified",
        {"authenticatorId": phone.authenticator, "isUserVerified": False},  # type: ignore[attr-defined]
    )
    phone.goto("/inloggen/")
    phone.get_by_role("button", name="Log in met een toegangssleutel").click()
    expect(phone.get_by_role("alert")).to_contain_text("Dat lukte niet.")
    expect(phone.locator(".schakel-actor")).to_have_count(0)
    assert faults(phone) == []
