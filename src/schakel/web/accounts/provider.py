"""Signing in with the account of an organisation: OpenID Connect, code flow with PKCE and nonce.

allauth looks for this module by its name. Added to what allauth does: the signature is always
checked, a nonce binds the answer to this browser, the two answers must be about the same person,
and nothing of what the organisation tells is kept but a subject and whether it asked for two steps.
"""

import hashlib
import hmac
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

# Only signatures that nobody but the holder of a private key can make.
_ALGORITHMS = [
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
]
_CLOCK_SECONDS = 30


def _nonce(verifier: str) -> str:
    """The verifier of PKCE stays in this browser's session; its hash may travel."""
    return hashlib.sha256(f"nonce.{verifier}".encode()).hexdigest()


class OrganisationAdapter(OpenIDConnectOAuth2Adapter):
    verifier = ""

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return build_absolute_uri(request, reverse("account_organisation_back"))

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> Any:
        self.verifier = pkce_code_verifier or ""
        return super().get_access_token_data(request, app, client, pkce_code_verifier)

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **more: Any) -> Any:
        try:
            claims = self._decode_id_token(app, more["response"]["id_token"])
            told = self._fetch_user_info(token.token)
            if told["sub"] != claims["sub"]:
                raise OAuth2Error("the two answers are about different subjects")
            return self.get_provider().sociallogin_from_response(request, {**claims, **told})
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error(f"answer that cannot be used: {error}") from error

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        named = jwt.get_unverified_header(id_token).get("kid")
        # A token needs no name for its key when there is one key.
        fitting = [key for key in self._keys() if named in (None, key.key_id)]
        if len(fitting) != 1:
            raise OAuth2Error("signed with a key that is not theirs")
        claims: dict[str, Any] = jwt.decode(
            id_token,
            fitting[0],
            algorithms=_ALGORITHMS,
            audience=app.client_id,
            issuer=app.settings["issuer"],
            leeway=_CLOCK_SECONDS,
            options={"require": ["iss", "aud", "sub", "exp", "iat"]},
        )
        if not hmac.compare_digest(str(claims.get("nonce", "")), _nonce(self.verifier)):
            raise OAuth2Error("answer to another question")
        return claims

    def _keys(self) -> list[jwt.PyJWK]:
        """The keys that they sign with now."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        return [key for key in keys if key.public_key_use in (None, "sig")]


class OrganisationProvider(OpenIDConnectProvider):
    oauth2_adapter_class = OrganisationAdapter
    pkce_enabled_default = True

    def get_pkce_params(self) -> dict[str, str]:
        params: dict[str, str] = super().get_pkce_params()
        return {**params, "nonce": _nonce(params["code_verifier"])}

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        """Never what stands in the address: only what the administrator set."""
        params: dict[str, str] = self.get_auth_params()
        return params

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        scope: list[str] = self.get_scope()
        return scope

    def extract_uid(self, data: dict[str, Any]) -> str:
        """The subject; of a claim that is a person's number, such as a BSN, only a keyed hash."""
        claim = settings.OIDC["subject_claim"]
        if claim == "sub":
            return str(data["sub"])
        key = settings.OIDC["subject_key"].encode()
        return hmac.new(key, f"{claim}:{data[claim]}".encode(), hashlib.sha256).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        methods = data.get("amr") or []
        said = {str(data.get("acr", "")), str(data.get("loa", "")), *map(str, methods)}
        return {"strong": bool(said & set(settings.OIDC["strong"]))}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        name = data.get("name") or data.get("given_name") or data.get("preferred_username")
        return {"email": data.get("email"), "name": name}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """What an organisation says about an address counts only when it is trusted to say so."""
        addresses: list[Any] = super().extract_email_addresses(data)
        for address in addresses:
            address.verified = settings.OIDC["trust_email"] and data.get("email_verified") is True
        return addresses


provider_classes = [OrganisationProvider]
