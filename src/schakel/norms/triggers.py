"""Two deviations of one norm never hold in one place at one time.

PostgreSQL refuses it by an exclusion constraint (migration 0002), SQLite by these triggers.
"""

from schakel.base.triggers import Trigger

_TABLE = "norms_deviation"
_REFUSAL = "Two deviations of this norm would hold in one place at one time."

_BODY = f"""
WHEN NOT NEW.withdrawn AND EXISTS (
    SELECT 1 FROM norms_deviation AS other
    WHERE other.id IS NOT NEW.id AND NOT other.withdrawn
      AND other.key = NEW.key AND other.area = NEW.area AND other.area_type = NEW.area_type
      AND other.starts <= NEW.ends AND NEW.starts <= other.ends
)
BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END
"""

TRIGGERS: dict[str, list[Trigger]] = {
    "sqlite": [
        Trigger(name, _TABLE, f"CREATE TRIGGER {name} BEFORE {event} ON {_TABLE} {_BODY}")
        for name, event in (
            ("norms_deviation_insert", "INSERT"),
            ("norms_deviation_update", "UPDATE"),
        )
    ],
    "postgresql": [],
}
