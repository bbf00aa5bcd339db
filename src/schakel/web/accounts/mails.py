"""The letters about signing in: text only, in the language of who gets them."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from schakel.base.formats import moment
from schakel.people import queries as people
from schakel.web.accounts.words import CHANGES


def send(name: str, email: str, context: dict[str, Any]) -> None:
    """Send letter `name` to an address; the words of a known person's language, else this page's."""
    person = people.by_email(email)
    language = person.language if person else translation.get_language()
    with translation.override(language):
        subject, body = _letter(name, context)
        send_mail(
            subject, f"{body}\n\n{_sign_off()}\n", settings.DEFAULT_FROM_EMAIL or None, [email]
        )


def _letter(name: str, context: dict[str, Any]) -> tuple[str, str]:
    if name in {"login_code", "email_confirmation", "email_confirmation_signup"}:
        return _code(context["code"])
    if name == "password_reset_key":
        return (
            _("Een nieuw wachtwoord kiezen"),
            _(
                "U wilt een nieuw wachtwoord kiezen. Dat doet u op deze pagina:\n\n%(url)s\n\n"
                "De link werkt één keer, en niet langer dan een dag.\n\n"
                "Vroeg u hier niet om? Dan hoeft u niets te doen. Uw wachtwoord blijft zoals het is."
            )
            % {"url": context["password_reset_url"]},
        )
    if name == "invitation":
        return (
            _("Uw account bij Schakel"),
            _(
                "Er is een account voor u gemaakt: %(role)s.\n\nKies op deze pagina een "
                "wachtwoord:\n\n%(url)s\n\nDe link werkt één keer, en niet langer dan een dag. "
                "Daarna kiest u een tweede stap, zodat niemand anders in uw rol kan handelen."
            )
            % context,
        )
    if name == "unknown_account":
        return (
            _("Er is geen account met dit e-mailadres"),
            _(
                "Iemand vroeg om een nieuw wachtwoord voor dit e-mailadres. Er is geen account met "
                "dit adres.\n\nWilt u een account? Log dan in met een code. Vroeg u hier niet om? "
                "Dan hoeft u niets te doen."
            ),
        )
    if name == "account_already_exists":
        return (
            _("U hebt al een account"),
            _(
                "Iemand wilde een account maken met dit e-mailadres. Dat account is er al. "
                "Log in met een code die wij u mailen.\n\nWas u dit niet? Dan hoeft u niets te doen."
            ),
        )
    return _notice(CHANGES[name], context)


def _code(code: str) -> tuple[str, str]:
    minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
    return (
        _("Uw code is %(code)s") % {"code": code},
        _(
            "Uw code is:\n\n%(code)s\n\nVul de code in op de pagina waar u om de code vroeg. "
            "De code werkt één keer, en %(minutes)s minuten lang.\n\nGeef de code aan niemand. "
            "Wij bellen of mailen u er nooit over.\n\nVroeg u hier niet om? Dan hoeft u niets te doen."
        )
        % {"code": code, "minutes": minutes},
    )


def _notice(what: Any, context: dict[str, Any]) -> tuple[str, str]:
    return (
        _("Er is iets veranderd aan uw account"),
        _(
            "%(what)s\n\nDit gebeurde op %(moment)s.\n\nWas u dit niet? Log dan meteen in. Kies "
            "“Log overal uit” bij Mijn account. Vraag daarna de gemeente om hulp."
        )
        % {"what": what, "moment": moment(context["timestamp"])},
    )


def _sign_off() -> str:
    municipality = people.municipalities().first()
    return _("Schakel, %(municipality)s") % {
        "municipality": municipality.name if municipality else settings.CONTACT["name"]
    }
