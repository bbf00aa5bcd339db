"""The database keeps what was declared: terms and plans once voting opens, outcomes for ever."""

from schakel.base.triggers import Trigger

_FROZEN = "The terms and plans of a round are frozen once voting opens."
_POT = "The rounds of a pot may not divide more than the pot holds."
_OUTCOME = "An outcome is computed once, after voting, and never changes."


def _state(dossier: str) -> str:
    return f"(SELECT state FROM processes_process WHERE dossier_id = {dossier})"


def _divided(pot: str, but: str = "NULL") -> str:
    """What the other rounds of a pot may divide; a withdrawn round gives its money back."""
    return f"""(
        SELECT COALESCE(SUM(r.budget_cents), 0) FROM funding_round r
        JOIN processes_process p ON p.dossier_id = r.dossier_id
        WHERE r.pot_id = {pot} AND p.state <> 'withdrawn'
        AND ({but} IS NULL OR r.dossier_id <> {but})
    )"""


def _amount(pot: str) -> str:
    return f"(SELECT amount_cents FROM funding_pot WHERE id = {pot})"


def _sqlite(name: str, event: str, table: str, condition: str, refusal: str) -> Trigger:
    return Trigger(
        name,
        table,
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    )


_NEW, _OLD = (f"{_state(f'{row}.dossier_id')} IS NOT 'prepare'" for row in ("NEW", "OLD"))
_PLAN_NEW, _PLAN_OLD = (f"{_state(f'{row}.round_id')} IS NOT 'prepare'" for row in ("NEW", "OLD"))
_OVER = f"NEW.budget_cents + {_divided('NEW.pot_id', 'NEW.dossier_id')} > {_amount('NEW.pot_id')}"
_NOT_COUNTING = f"{_state('NEW.round_id')} IS NOT 'counting'"
_RESULT_NOT_COUNTING = f"{_state('NEW.outcome_id')} IS NOT 'counting'"

_SQLITE = [
    _sqlite("funding_round_insert", "INSERT", "funding_round", _NEW, _FROZEN),
    _sqlite("funding_round_update", "UPDATE", "funding_round", f"{_OLD} OR {_NEW}", _FROZEN),
    _sqlite("funding_round_delete", "DELETE", "funding_round", _OLD, _FROZEN),
    _sqlite("funding_project_insert", "INSERT", "funding_project", _PLAN_NEW, _FROZEN),
    _sqlite(
        "funding_project_update",
        "UPDATE",
        "funding_project",
        f"{_PLAN_OLD} OR {_PLAN_NEW}",
        _FROZEN,
    ),
    _sqlite("funding_project_delete", "DELETE", "funding_project", _PLAN_OLD, _FROZEN),
    _sqlite("funding_round_pot_insert", "INSERT", "funding_round", _OVER, _POT),
    _sqlite("funding_round_pot_update", "UPDATE", "funding_round", _OVER, _POT),
    _sqlite(
        "funding_pot_amount",
        "UPDATE OF amount_cents",
        "funding_pot",
        f"{_divided('NEW.id')} > NEW.amount_cents",
        _POT,
    ),
    _sqlite(
        "funding_pot_currency",
        "UPDATE OF currency, municipality_id",
        "funding_pot",
        "(NEW.currency <> OLD.currency OR NEW.municipality_id <> OLD.municipality_id) "
        "AND EXISTS (SELECT 1 FROM funding_round WHERE pot_id = OLD.id)",
        _FROZEN,
    ),
    _sqlite("funding_outcome_insert", "INSERT", "funding_outcome", _NOT_COUNTING, _OUTCOME),
    _sqlite("funding_outcome_update", "UPDATE", "funding_outcome", "1", _OUTCOME),
    _sqlite("funding_outcome_delete", "DELETE", "funding_outcome", "1", _OUTCOME),
    _sqlite(
        "funding_result_insert", "INSERT", "funding_projectresult", _RESULT_NOT_COUNTING, _OUTCOME
    ),
    _sqlite("funding_result_update", "UPDATE", "funding_projectresult", "1", _OUTCOME),
    _sqlite("funding_result_delete", "DELETE", "funding_projectresult", "1", _OUTCOME),
]


def _postgresql(name: str, events: str, table: str, body: str, level: str = "ROW") -> Trigger:
    return Trigger(
        name,
        table,
        f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {body}
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH {level} EXECUTE FUNCTION {name}()
""",
    )


def _refuse(message: str) -> str:
    return f"RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation';"


def _frozen(column: str) -> str:
    return f"""
    IF TG_OP <> 'INSERT' AND {_state(f"OLD.{column}")} IS DISTINCT FROM 'prepare' THEN
        {_refuse(_FROZEN)}
    END IF;
    IF TG_OP <> 'DELETE' AND {_state(f"NEW.{column}")} IS DISTINCT FROM 'prepare' THEN
        {_refuse(_FROZEN)}
    END IF;
"""


def _once(column: str) -> str:
    return f"""
    IF TG_OP <> 'INSERT' THEN {_refuse(_OUTCOME)} END IF;
    IF {_state(f"NEW.{column}")} IS DISTINCT FROM 'counting' THEN {_refuse(_OUTCOME)} END IF;
"""


_POSTGRESQL = [
    _postgresql(
        "funding_round_frozen",
        "INSERT OR UPDATE OR DELETE",
        "funding_round",
        _frozen("dossier_id"),
    ),
    _postgresql(
        "funding_project_frozen",
        "INSERT OR UPDATE OR DELETE",
        "funding_project",
        _frozen("round_id"),
    ),
    _postgresql(
        "funding_round_within_pot",
        "INSERT OR UPDATE",
        "funding_round",
        # The lock keeps two rounds from taking the last money of a pot at the same moment.
        f"""
    PERFORM 1 FROM funding_pot WHERE id = NEW.pot_id FOR UPDATE;
    IF NEW.budget_cents + {_divided("NEW.pot_id", "NEW.dossier_id")} > {_amount("NEW.pot_id")} THEN
        {_refuse(_POT)}
    END IF;
""",
    ),
    _postgresql(
        "funding_pot_guard",
        "UPDATE",
        "funding_pot",
        f"""
    IF {_divided("NEW.id")} > NEW.amount_cents THEN {_refuse(_POT)} END IF;
    IF (NEW.currency <> OLD.currency OR NEW.municipality_id <> OLD.municipality_id)
        AND EXISTS (SELECT 1 FROM funding_round WHERE pot_id = OLD.id)
    THEN {_refuse(_FROZEN)} END IF;
""",
    ),
    _postgresql(
        "funding_outcome_once", "INSERT OR UPDATE OR DELETE", "funding_outcome", _once("round_id")
    ),
    _postgresql(
        "funding_result_once",
        "INSERT OR UPDATE OR DELETE",
        "funding_projectresult",
        _once("outcome_id"),
    ),
    _postgresql(
        "funding_outcome_truncate", "TRUNCATE", "funding_outcome", _refuse(_OUTCOME), "STATEMENT"
    ),
    _postgresql(
        "funding_result_truncate",
        "TRUNCATE",
        "funding_projectresult",
        _refuse(_OUTCOME),
        "STATEMENT",
    ),
]

TRIGGERS = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
