"""Settings from the environment: a wrong value is one sentence that names the setting, not a traceback."""

import warnings
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from schakel.base.exceptions import SchakelError

_TRUE, _FALSE = {"true", "1", "yes", "on"}, {"false", "0", "no", "off"}


class SettingRefused(SchakelError, ImproperlyConfigured):
    """A setting has a value that cannot be used."""


class Environment(environ.Env):
    """As django-environ, but what it would read wrongly or guess at is refused."""

    def bool(self, var: str, default: Any = environ.Env.NOTSET) -> bool:
        given = self.str(var, default="").strip().lower()
        if not given:
            return bool(default)
        if given not in _TRUE | _FALSE:
            raise SettingRefused(f"{var} is {given!r}. Write true or false.")
        return given in _TRUE

    def int(self, var: str, default: Any = environ.Env.NOTSET, least: int = 0) -> int:
        given = self.str(var, default="").strip()
        if not given:
            return int(default)
        if not given.isascii() or not given.isdecimal() or int(given) < least:
            raise SettingRefused(f"{var} is {given!r}. Write a whole number of at least {least}.")
        return int(given)

    def choice(self, var: str, choices: tuple[str, ...], default: str) -> str:
        given = self.str(var, default="").strip() or default
        if given not in choices:
            raise SettingRefused(f"{var} is {given!r}. Choose from {', '.join(choices)}.")
        return given

    def database(self, var: str) -> dict[str, Any]:
        """The database that a URL names; the URL itself holds a password and is not repeated."""
        try:
            with warnings.catch_warnings(action="ignore"):
                found = dict(self.db_url_config(self.str(var)))
        except (ValueError, KeyError, ImproperlyConfigured):
            found = {}
        if not found.get("ENGINE") or not found.get("NAME"):
            raise SettingRefused(
                f"{var} is not the address of a database. "
                "Write it as postgres://user:password@host:5432/name."
            )
        return found
