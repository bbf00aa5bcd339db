"""A remark is hidden, appealed and shown again in the declared order only, whatever code asks for it."""

from schakel.base.triggers import Trigger

_TABLE = "dossiers_remark"
_REFUSAL = "A remark cannot go from this state to that one."
_STEPS = {
    ("shown", "hidden"),
    ("hidden", "shown"),
    ("hidden", "appealed"),
    ("appealed", "shown"),
    ("appealed", "upheld"),
    *((state, "withdrawn") for state in ("shown", "hidden", "appealed", "upheld")),
}
_ALLOWED = " OR ".join(
    f"(OLD.state = '{source}' AND NEW.state = '{target}')" for source, target in sorted(_STEPS)
)

_SQLITE_INSERT = f"""
CREATE TRIGGER dossiers_remark_insert BEFORE INSERT ON {_TABLE} WHEN NEW.state <> 'shown'
BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END
"""
_SQLITE_UPDATE = f"""
CREATE TRIGGER dossiers_remark_update BEFORE UPDATE OF state ON {_TABLE}
WHEN NEW.state <> OLD.state AND NOT ({_ALLOWED})
BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END
"""
_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION dossiers_guard_remark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state = 'shown' THEN RETURN NEW; END IF;
    ELSIF NEW.state = OLD.state OR {_ALLOWED} THEN RETURN NEW;
    END IF;
    RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE TRIGGER dossiers_remark_state BEFORE INSERT OR UPDATE ON {_TABLE}
FOR EACH ROW EXECUTE FUNCTION dossiers_guard_remark()
"""

TRIGGERS = {
    "sqlite": [
        Trigger("dossiers_remark_insert", _TABLE, _SQLITE_INSERT),
        Trigger("dossiers_remark_update", _TABLE, _SQLITE_UPDATE),
    ],
    "postgresql": [Trigger("dossiers_remark_state", _TABLE, _POSTGRESQL)],
}
