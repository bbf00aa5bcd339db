"""The database gives no more places than there are, also to two people at the same moment."""

from schakel.base.triggers import Trigger

_FULL = "There is no place left."
_TAKEN = "More places are taken than that."

# What a new place needs: that people sign up here, and room. `{row}` is the registration itself.
_NO_ROOM = """NOT EXISTS (
    SELECT 1 FROM agenda_occurrence o JOIN agenda_activity a ON a.dossier_id = o.activity_id
    WHERE o.id = NEW.occurrence_id AND a.sign_up AND (a.capacity IS NULL OR a.capacity > (
        SELECT COUNT(*) FROM agenda_registration r
        WHERE r.occurrence_id = NEW.occurrence_id AND r.standing = 'place' AND r.id <> {own}
    ))
)"""
_TOO_MANY = """NEW.capacity IS NOT NULL AND EXISTS (
    SELECT 1 FROM agenda_registration r JOIN agenda_occurrence o ON o.id = r.occurrence_id
    WHERE o.activity_id = NEW.dossier_id AND r.standing = 'place'
    GROUP BY o.id HAVING COUNT(*) > NEW.capacity
)"""

# Who comes second waits for who came first, and then counts again.
_POSTGRESQL_PLACE = f"""
CREATE OR REPLACE FUNCTION agenda_guard_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.standing = 'place' THEN
        PERFORM 1 FROM agenda_occurrence WHERE id = NEW.occurrence_id FOR UPDATE;
        IF {_NO_ROOM.format(own="NEW.id")} THEN
            RAISE EXCEPTION '{_FULL}' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER agenda_place_guard BEFORE INSERT OR UPDATE ON agenda_registration
FOR EACH ROW EXECUTE FUNCTION agenda_guard_place()
"""
_POSTGRESQL_CAPACITY = f"""
CREATE OR REPLACE FUNCTION agenda_guard_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.capacity IS DISTINCT FROM OLD.capacity THEN
        PERFORM 1 FROM agenda_occurrence WHERE activity_id = NEW.dossier_id FOR UPDATE;
        IF {_TOO_MANY} THEN
            RAISE EXCEPTION '{_TAKEN}' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER agenda_capacity_guard BEFORE UPDATE ON agenda_activity
FOR EACH ROW EXECUTE FUNCTION agenda_guard_capacity()
"""


def _sqlite(name: str, table: str, event: str, condition: str, says: str) -> Trigger:
    return Trigger(
        name,
        table,
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{says}'); END",
    )


TRIGGERS = {
    "sqlite": [
        _sqlite(
            "agenda_place_new",
            "agenda_registration",
            "INSERT",
            # A new row has no id yet.
            f"NEW.standing = 'place' AND {_NO_ROOM.format(own='-1')}",
            _FULL,
        ),
        _sqlite(
            "agenda_place_given",
            "agenda_registration",
            "UPDATE",
            f"NEW.standing = 'place' AND {_NO_ROOM.format(own='NEW.id')}",
            _FULL,
        ),
        _sqlite("agenda_capacity_kept", "agenda_activity", "UPDATE", _TOO_MANY, _TAKEN),
    ],
    "postgresql": [
        Trigger("agenda_place_guard", "agenda_registration", _POSTGRESQL_PLACE),
        Trigger("agenda_capacity_guard", "agenda_activity", _POSTGRESQL_CAPACITY),
    ],
}
