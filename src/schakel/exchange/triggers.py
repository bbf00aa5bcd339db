"""The database refuses a step that no promise takes, and another kind, side or amount after the promise."""

from schakel.base.triggers import Trigger
from schakel.exchange.models import STEPS

_TABLE = "exchange_line"
_STEP = "A promise does not go from this status to that one."
_FIXED = "What was promised, by whom and to whom, stays as it is."
_KEPT = "A promise is withdrawn with a reason, never deleted."

_PROMISED = "('promised', 'delivered', 'confirmed')"
# Not the parties themselves: two rows of one party are merged.
_TERMS = (
    "kind", "quantity", "square_metres", "dossier_id", "answers_id", "giver", "receiver",
)  # fmt: skip


def _steps(came_from: str, goes_to: str) -> str:
    return " OR ".join(
        f"({came_from} = '{source}' AND {goes_to} = '{target}')"
        for source, target in STEPS
        if source
    )


_STARTS = ", ".join(f"'{target}'" for source, target in STEPS if not source)


def _sqlite(name: str, event: str, condition: str, says: str) -> Trigger:
    sql = (
        f"CREATE TRIGGER {name} BEFORE {event} ON {_TABLE} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
    )
    return Trigger(name, _TABLE, sql)


def _changed(test: str) -> str:
    return " OR ".join(f"NEW.{name} {test} OLD.{name}" for name in _TERMS)


_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION exchange_guard_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.status IN {_PROMISED} THEN
            RAISE EXCEPTION '{_KEPT}' USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.status NOT IN ({_STARTS}) THEN
            RAISE EXCEPTION '{_STEP}' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.status <> OLD.status AND NOT ({_steps("OLD.status", "NEW.status")}) THEN
        RAISE EXCEPTION '{_STEP}' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.status IN {_PROMISED} AND ({_changed("IS DISTINCT FROM")}) THEN
        RAISE EXCEPTION '{_FIXED}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER exchange_line_guard BEFORE INSERT OR UPDATE OR DELETE ON exchange_line
FOR EACH ROW EXECUTE FUNCTION exchange_guard_line()
"""

TRIGGERS = {
    "sqlite": [
        _sqlite("exchange_line_start", "INSERT", f"NEW.status NOT IN ({_STARTS})", _STEP),
        _sqlite(
            "exchange_line_step",
            "UPDATE",
            f"NEW.status <> OLD.status AND NOT ({_steps('OLD.status', 'NEW.status')})",
            _STEP,
        ),
        _sqlite(
            "exchange_line_fixed",
            "UPDATE",
            f"OLD.status IN {_PROMISED} AND ({_changed('IS NOT')})",
            _FIXED,
        ),
        _sqlite("exchange_line_kept", "DELETE", f"OLD.status IN {_PROMISED}", _KEPT),
    ],
    "postgresql": [Trigger("exchange_line_guard", _TABLE, _POSTGRESQL)],
}
