"""Every address of signing in and of one's own account. allauth finds its pages by these names."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path
from django.views.decorators.cache import never_cache

from schakel.web.accounts.views import account, organisation, security, signin


def _page(address: str, view: Callable[..., Any], name: str) -> Any:
    """No page here may be kept by a browser or a proxy."""
    return path(address, never_cache(view), name=name)


urlpatterns = [
    _page("inloggen/", login_not_required(signin.RequestCode.as_view()), "account_login"),
    _page("inloggen/code/", signin.ConfirmCode.as_view(), "account_confirm_login_code"),
    _page("inloggen/naam/", signin.Name.as_view(), "account_signup"),
    _page("inloggen/wachtwoord/", signin.PasswordSignIn.as_view(), "account_password_login"),
    _page(
        "inloggen/wachtwoord/vergeten/", signin.ForgotPassword.as_view(), "account_reset_password"
    ),
    _page("inloggen/wachtwoord/verstuurd/", signin.mailed, "account_reset_password_done"),
    re_path(
        r"^inloggen/wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[\w-]+)/$",
        never_cache(signin.NewPassword.as_view()),
        name="account_reset_password_from_key",
    ),
    _page("inloggen/tweede-stap/", signin.SecondStep.as_view(), "mfa_authenticate"),
    _page("inloggen/sleutel/", signin.PasskeySignIn.as_view(), "mfa_login_webauthn"),
    _page("inloggen/e-mail/", account.ConfirmAddress.as_view(), "account_email_verification_sent"),
    _page("inloggen/uitgezet/", signin.inactive, "account_inactive"),
    _page("inloggen/organisatie/", organisation.go, "account_organisation"),
    _page("inloggen/organisatie/terug/", organisation.back, "account_organisation_back"),
    _page("account/", account.profile, "account_profile"),
    _page("account/wijzigen/", account.change, "account_change"),
    _page("account/e-mail/", account.NewAddress.as_view(), "account_email"),
    _page("account/wachtwoord/", account.ChangePassword.as_view(), "account_change_password"),
    _page("account/wachtwoord/kiezen/", account.SetPassword.as_view(), "account_set_password"),
    _page("account/overal-uitloggen/", account.sign_out_everywhere, "account_sign_out_everywhere"),
    _page("account/bevestigen/", account.PasswordAgain.as_view(), "account_reauthenticate"),
    _page("account/bevestigen/app/", security.SecondCodeAgain.as_view(), "mfa_reauthenticate"),
    _page(
        "account/bevestigen/sleutel/",
        security.PasskeyAgain.as_view(),
        "mfa_reauthenticate_webauthn",
    ),
    _page("account/beveiliging/", security.Overview.as_view(), "mfa_index"),
    _page("account/beveiliging/app/", security.StartApp.as_view(), "mfa_activate_totp"),
    _page("account/beveiliging/app/weghalen/", security.StopApp.as_view(), "mfa_deactivate_totp"),
    _page("account/beveiliging/sleutel/", security.AddPasskey.as_view(), "mfa_add_webauthn"),
    _page(
        "account/beveiliging/sleutel/<int:pk>/weghalen/",
        security.RemovePasskey.as_view(),
        "mfa_remove_webauthn",
    ),
    _page(
        "account/beveiliging/herstelcodes/",
        security.RecoveryCodes.as_view(),
        "mfa_view_recovery_codes",
    ),
    _page(
        "account/beveiliging/herstelcodes/nieuw/",
        security.NewRecoveryCodes.as_view(),
        "mfa_generate_recovery_codes",
    ),
]
