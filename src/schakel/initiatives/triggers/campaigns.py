"""The database keeps the raw words of every answer, and what was proposed for it stays what it was."""

from schakel.base.triggers import Trigger

_SAYS = "The words of an answer stay as they were given."
_FIXED = ("campaign_id", "text", "how", "knows", "day")


def _changed(test: str) -> str:
    return " OR ".join(f"NEW.{name} {test} OLD.{name}" for name in _FIXED)


TRIGGERS = {
    "sqlite": [
        Trigger(
            "initiatives_response_fixed",
            "initiatives_response",
            "CREATE TRIGGER initiatives_response_fixed BEFORE UPDATE ON initiatives_response "
            f"WHEN {_changed('IS NOT')} BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END",
        )
    ],
    "postgresql": [
        Trigger(
            "initiatives_response_guard",
            "initiatives_response",
            f"""
CREATE OR REPLACE FUNCTION initiatives_guard_response() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_changed("IS DISTINCT FROM")} THEN
        RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER initiatives_response_guard BEFORE UPDATE ON initiatives_response
FOR EACH ROW EXECUTE FUNCTION initiatives_guard_response()
""",
        )
    ],
}
