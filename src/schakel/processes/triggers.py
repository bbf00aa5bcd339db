"""The database refuses a state that no declared move leads to, whatever code asks for it."""

from schakel.base.triggers import Trigger

_TABLE = "processes_process"
_REFUSAL = "This process cannot go from this state to that one."

_SQLITE_INSERT = f"""
CREATE TRIGGER processes_state_insert BEFORE INSERT ON processes_process
WHEN NOT EXISTS (
    SELECT 1 FROM processes_allowedtransition
    WHERE kind = NEW.kind AND source = '' AND target = NEW.state
)
BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END
"""

_SQLITE_UPDATE = f"""
CREATE TRIGGER processes_state_update BEFORE UPDATE OF kind, state ON processes_process
WHEN NEW.kind <> OLD.kind OR (NEW.state <> OLD.state AND NOT EXISTS (
    SELECT 1 FROM processes_allowedtransition
    WHERE kind = NEW.kind AND source = OLD.state AND target = NEW.state
))
BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END
"""

_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION processes_guard_state() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE came_from varchar := '';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.kind = OLD.kind AND NEW.state = OLD.state THEN RETURN NEW; END IF;
        came_from := OLD.state;
    END IF;
    IF (TG_OP = 'UPDATE' AND NEW.kind <> OLD.kind) OR NOT EXISTS (
        SELECT 1 FROM processes_allowedtransition
        WHERE kind = NEW.kind AND source = came_from AND target = NEW.state
    ) THEN
        RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER processes_state BEFORE INSERT OR UPDATE ON processes_process
FOR EACH ROW EXECUTE FUNCTION processes_guard_state()
"""

TRIGGERS = {
    "sqlite": [
        Trigger("processes_state_insert", _TABLE, _SQLITE_INSERT),
        Trigger("processes_state_update", _TABLE, _SQLITE_UPDATE),
    ],
    "postgresql": [Trigger("processes_state", _TABLE, _POSTGRESQL)],
}
