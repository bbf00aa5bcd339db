"""The site as it is served, with two things for the tests: their kind of process, and a cheap hash.

The hash stands outside the transaction of a vote. Cheap, it leaves more votes inside one at a time.
"""

import django

django.setup()

import tests.factories.voice  # noqa: E402, F401
from schakel.voice import codes  # noqa: E402
from schakel.web.wsgi import application  # noqa: E402

codes._SCRYPT_N = 2

__all__ = ["application"]
