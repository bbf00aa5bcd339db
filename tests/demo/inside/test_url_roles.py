"""The table of addresses and roles, once more with the addresses that only a demo has."""

from tests.web.test_url_roles import *  # noqa: F403
