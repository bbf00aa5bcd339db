"""Builds a small demo in the data folder that the surroundings name, and prints what it tells."""

import json

import django
import time_machine

django.setup()

from django.core.management import call_command  # noqa: E402

from schakel.web.demo import builder  # noqa: E402
from tests.demo.facts import public_facts  # noqa: E402
from tests.demo.inside.conftest import SMALL  # noqa: E402

with time_machine.travel("2026-03-03T12:00:00+01:00", tick=False):
    call_command("migrate", verbosity=0, interactive=False)
    builder.build(SMALL)
    print(json.dumps(public_facts(), default=str, sort_keys=True, indent=1))
