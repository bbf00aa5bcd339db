"""Verbs on norms."""

import tomllib
from pathlib import Path

from schakel.norms.models import Norm

DATA = Path(__file__).parent / "data"


def load_shipped() -> int:
    """Bring the norms that ship with the package into the table; returns how many were new.

    A norm that is there already stays as it is: an official may have verified it.
    """
    new = 0
    for path in sorted(DATA.glob("*.toml")):
        for key, row in tomllib.loads(path.read_text()).items():
            _, created = Norm.objects.get_or_create(
                key=key,
                valid_from=row["valid_from"],
                defaults={
                    "value": row["value"],
                    "unit": row["unit"],
                    "valid_to": row.get("valid_to"),
                    "source": row["source"],
                    "verified": row["verified"],
                },
            )
            new += created
    return new
