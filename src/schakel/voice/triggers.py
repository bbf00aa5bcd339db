"""A closed box stays as it is, and options never change: refused by the database, whoever asks."""

from schakel.base.triggers import Trigger

_CLOSED = "This ballot box is closed: what is in it stays as it is."
_FIXED = "What people can vote for is fixed from the moment the box is made."

_INSIDE = ("voice_ballot", "voice_voter", "voice_option")


def _sqlite(name: str, event: str, table: str, condition: str, says: str = _CLOSED) -> Trigger:
    return Trigger(
        name,
        table,
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{says}'); END",
    )


def _closed(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM voice_ballotbox WHERE id = {row}.box_id AND closed)"


_SQLITE = [
    _sqlite("voice_ballotbox_update", "UPDATE", "voice_ballotbox", "OLD.closed"),
    _sqlite("voice_ballotbox_delete", "DELETE", "voice_ballotbox", "OLD.closed"),
    _sqlite(
        "voice_ballotbox_replace",
        "INSERT",
        "voice_ballotbox",
        "EXISTS (SELECT 1 FROM voice_ballotbox WHERE id = NEW.id AND closed)",
    ),
    _sqlite("voice_option_fixed", "UPDATE", "voice_option", "1", _FIXED),
]
for _table in _INSIDE:
    _SQLITE += [
        _sqlite(f"{_table}_insert", "INSERT", _table, _closed("NEW")),
        _sqlite(f"{_table}_update", "UPDATE", _table, f"{_closed('OLD')} OR {_closed('NEW')}"),
        _sqlite(f"{_table}_delete", "DELETE", _table, _closed("OLD")),
    ]

_GUARD_BOX = f"""
CREATE OR REPLACE FUNCTION voice_guard_box() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.closed THEN
        RAISE EXCEPTION '{_CLOSED}' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER voice_ballotbox_closed BEFORE UPDATE OR DELETE ON voice_ballotbox
FOR EACH ROW EXECUTE FUNCTION voice_guard_box()
"""

_FIX_OPTION = f"""
CREATE OR REPLACE FUNCTION voice_fix_option() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_FIXED}' USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE TRIGGER voice_option_fixed BEFORE UPDATE ON voice_option
FOR EACH ROW EXECUTE FUNCTION voice_fix_option()
"""


def _guard_inside(table: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION voice_guard_inside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND EXISTS (
        SELECT 1 FROM voice_ballotbox WHERE id = OLD.box_id AND closed
    ) OR TG_OP <> 'DELETE' AND EXISTS (
        SELECT 1 FROM voice_ballotbox WHERE id = NEW.box_id AND closed
    ) THEN
        RAISE EXCEPTION '{_CLOSED}' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER {table}_closed BEFORE INSERT OR UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION voice_guard_inside()
"""


def _no_truncate(table: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION voice_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_CLOSED}' USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION voice_refuse_truncate()
"""


TRIGGERS = {
    "sqlite": _SQLITE,
    "postgresql": [
        Trigger("voice_ballotbox_closed", "voice_ballotbox", _GUARD_BOX),
        Trigger("voice_option_fixed", "voice_option", _FIX_OPTION),
        *(Trigger(f"{table}_closed", table, _guard_inside(table)) for table in _INSIDE),
        *(
            Trigger(f"{table}_truncate", table, _no_truncate(table))
            for table in ("voice_ballotbox", *_INSIDE)
        ),
    ],
}
