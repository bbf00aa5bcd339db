"""The database keeps a scan as it was filled in, and published questions as they were published."""

from schakel.base.triggers import Trigger

_SCAN = ("party_id", "dossier_id", "frame", "version", "links", "answers", "states", "weakest")
_SAYS = "A scan stays as it was filled in."
_MODEL_SAYS = "Published questions stay as they are."


def _changed(test: str, cast: str = "") -> str:
    return " OR ".join(f"NEW.{name}{cast} {test} OLD.{name}{cast}" for name in (*_SCAN, "at"))


_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION initiatives_guard_scan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_changed("IS DISTINCT FROM", "::text")} THEN
        RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER initiatives_scan_guard BEFORE UPDATE ON initiatives_scan
FOR EACH ROW EXECUTE FUNCTION initiatives_guard_scan()
"""
_POSTGRESQL_MODEL = f"""
CREATE OR REPLACE FUNCTION initiatives_guard_scan_model() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_MODEL_SAYS}' USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE TRIGGER initiatives_scan_model_guard
BEFORE UPDATE OR DELETE ON initiatives_scanmodel
FOR EACH ROW EXECUTE FUNCTION initiatives_guard_scan_model()
"""


def _sqlite(name: str, table: str, when: str, says: str) -> Trigger:
    return Trigger(
        name,
        table,
        f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{says}'); END",
    )


TRIGGERS = {
    "sqlite": [
        _sqlite(
            "initiatives_scan_fixed",
            "initiatives_scan",
            f"UPDATE ON initiatives_scan WHEN {_changed('IS NOT')}",
            _SAYS,
        ),
        _sqlite(
            "initiatives_scan_model_fixed",
            "initiatives_scanmodel",
            "UPDATE ON initiatives_scanmodel",
            _MODEL_SAYS,
        ),
        _sqlite(
            "initiatives_scan_model_kept",
            "initiatives_scanmodel",
            "DELETE ON initiatives_scanmodel",
            _MODEL_SAYS,
        ),
    ],
    "postgresql": [
        Trigger("initiatives_scan_guard", "initiatives_scan", _POSTGRESQL),
        Trigger("initiatives_scan_model_guard", "initiatives_scanmodel", _POSTGRESQL_MODEL),
    ],
}
