"""What the site says about signing in, where the sentence belongs to no page of its own."""

from django.utils.translation import gettext_lazy as _

# Mail after a change: the name of the letter -> what happened.
CHANGES = {
    "password_changed": _("Uw wachtwoord is gewijzigd."),
    "password_set": _("Er is een wachtwoord gekozen voor uw account."),
    "password_reset": _("Er is een nieuw wachtwoord gekozen voor uw account."),
    "email_changed": _("Uw account heeft nu een ander e-mailadres."),
    "email_confirm": _("Uw account heeft nu een ander e-mailadres."),
    "totp_activated": _("De app met codes is toegevoegd aan uw account."),
    "totp_deactivated": _("De app met codes is weggehaald van uw account."),
    "webauthn_added": _("Er is een toegangssleutel toegevoegd aan uw account."),
    "webauthn_removed": _("Er is een toegangssleutel weggehaald van uw account."),
    "recovery_codes_generated": _("Er zijn nieuwe herstelcodes gemaakt voor uw account."),
    "account_connected": _("Uw account is gekoppeld aan het account van uw organisatie."),
    "account_disconnected": _("Uw account is niet meer gekoppeld aan dat van uw organisatie."),
}

# Above the next page: the name of allauth's message -> the sentence. The others stay unsaid.
MESSAGES = {
    "email_confirmed": _("Uw nieuwe e-mailadres staat in uw account."),
    "password_changed": _("Uw wachtwoord is gewijzigd."),
    "password_set": _("Uw wachtwoord is gekozen."),
    "totp_activated": _("De app met codes hoort nu bij uw account."),
    "totp_deactivated": _("De app met codes is weggehaald."),
    "webauthn_added": _("De toegangssleutel hoort nu bij uw account."),
    "webauthn_removed": _("De toegangssleutel is weggehaald."),
}

ERRORS = {
    "account_inactive": _("Dit account is uitgezet. Vraag de beheerder van de site."),
    "duplicate_email": _("Dit is al uw e-mailadres. Vul een ander in."),
    "email_password_mismatch": _(
        "Deze combinatie kennen wij niet. Kijk het e-mailadres en het wachtwoord na."
    ),
    "email_taken": _("Dit e-mailadres hoort bij een ander account. Vul een ander in."),
    "enter_current_password": _("Dit is niet uw wachtwoord van nu. Typ het nog eens."),
    "incorrect_code": _("Deze code klopt niet. Kijk de code na, of vraag een nieuwe."),
    "incorrect_password": _("Dit wachtwoord klopt niet. Typ het nog eens."),
    "invalid_password_reset": _("Deze link werkt niet meer. Vraag een nieuwe."),
    "same_as_current": _("Dit is al uw e-mailadres. Vul een ander in."),
    "too_many_login_attempts": _("De code klopte drie keer niet. Vraag een nieuwe code."),
    "rate_limited": _("Dit is te vaak gevraagd. Wacht even en probeer het opnieuw."),
}

SECOND_ERRORS = {
    "cannot_generate_recovery_codes": _(
        "Herstelcodes horen bij een tweede stap. Kies eerst een app of een toegangssleutel."
    ),
    "incorrect_code": _("Deze code klopt niet. Wacht op de volgende code en vul die in."),
    "unverified_email": _("Laat eerst zien dat uw e-mailadres van u is."),
}
