"""The database keeps credit: whose idea it was is never taken away or given to another."""

from schakel.base.triggers import Trigger

_TABLE = "initiatives_credit"
_SAYS = "Whose idea it was stays as it is."
_FIXED = ("initiative_id", "kind", "source_id", "words", "day")


def _changed(test: str) -> str:
    return " OR ".join(f"NEW.{name} {test} OLD.{name}" for name in _FIXED)


# A person may go (an account that is erased), never become another.
_OTHER = (
    "(NEW.person_id IS NOT NULL AND OLD.person_id IS NOT NULL AND NEW.person_id <> OLD.person_id)"
)

_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION initiatives_guard_credit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR {_changed("IS DISTINCT FROM")} OR {_OTHER} THEN
        RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER initiatives_credit_guard BEFORE UPDATE OR DELETE ON {_TABLE}
FOR EACH ROW EXECUTE FUNCTION initiatives_guard_credit()
"""

TRIGGERS = {
    "sqlite": [
        Trigger(
            "initiatives_credit_fixed",
            _TABLE,
            f"CREATE TRIGGER initiatives_credit_fixed BEFORE UPDATE ON {_TABLE} "
            f"WHEN {_changed('IS NOT')} OR {_OTHER} BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END",
        ),
        Trigger(
            "initiatives_credit_kept",
            _TABLE,
            f"CREATE TRIGGER initiatives_credit_kept BEFORE DELETE ON {_TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END",
        ),
    ],
    "postgresql": [Trigger("initiatives_credit_guard", _TABLE, _POSTGRESQL)],
}
