"""The journal only grows: the database refuses every other change, whoever asks. No setting lifts it."""

from schakel.base.triggers import Trigger

_REFUSAL = "The journal only grows: an entry, leaf or head is never changed or removed."
_GAP = "Leaves are numbered without a gap, and a head is as large as its tree."

_TABLES = ("journal_entry", "journal_leaf", "journal_head")


def _sqlite(
    name: str, event: str, table: str, condition: str = "", says: str = _REFUSAL
) -> Trigger:
    when = f"WHEN {condition}\n" if condition else ""
    return Trigger(
        name,
        table,
        f"CREATE TRIGGER {name} BEFORE {event} ON {table}\n{when}BEGIN SELECT RAISE(ABORT, '{says}'); END",
    )


# REPLACE is refused before it removes the old row, so that it does not rest on recursive_triggers,
# which every connection has to switch on for itself.
_SQLITE = [
    _sqlite(f"{table}_no_{event.lower()}", event, table)
    for table in _TABLES
    for event in ("UPDATE", "DELETE")
] + [
    _sqlite(
        "journal_entry_no_replace",
        "INSERT",
        "journal_entry",
        "EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.id)",
    ),
    _sqlite(
        "journal_leaf_no_replace",
        "INSERT",
        "journal_leaf",
        "EXISTS (SELECT 1 FROM journal_leaf WHERE number = NEW.number OR entry_id = NEW.entry_id)",
    ),
    _sqlite(
        "journal_head_no_replace",
        "INSERT",
        "journal_head",
        "EXISTS (SELECT 1 FROM journal_head WHERE size = NEW.size)",
    ),
    _sqlite(
        "journal_leaf_no_gap",
        "INSERT",
        "journal_leaf",
        "NEW.number > coalesce((SELECT max(number) + 1 FROM journal_leaf), 0)",
        _GAP,
    ),
    _sqlite(
        "journal_head_fits",
        "INSERT",
        "journal_head",
        "NEW.size <> coalesce((SELECT max(number) + 1 FROM journal_leaf), 0)",
        _GAP,
    ),
]

_REFUSE = f"""
CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation';
END $$;
"""

_LEAF_NO_GAP = f"""
CREATE OR REPLACE FUNCTION journal_leaf_no_gap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE lowest bigint; highest bigint; amount bigint;
BEGIN
    SELECT min(number), max(number), count(*) INTO lowest, highest, amount FROM added;
    IF amount > 0 AND (
        highest - lowest + 1 <> amount
        OR (lowest > 0 AND NOT EXISTS (SELECT 1 FROM journal_leaf WHERE number = lowest - 1))
    ) THEN
        RAISE EXCEPTION '{_GAP}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_leaf_no_gap AFTER INSERT ON journal_leaf
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION journal_leaf_no_gap()
"""

_HEAD_FITS = f"""
CREATE OR REPLACE FUNCTION journal_head_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.size <> coalesce((SELECT max(number) + 1 FROM journal_leaf), 0) THEN
        RAISE EXCEPTION '{_GAP}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER journal_head_fits BEFORE INSERT ON journal_head
FOR EACH ROW EXECUTE FUNCTION journal_head_fits()
"""

_POSTGRESQL = [
    Trigger(
        f"{table}_only_grows",
        table,
        f"{_REFUSE} CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()",
    )
    for table in _TABLES
] + [
    Trigger("journal_leaf_no_gap", "journal_leaf", _LEAF_NO_GAP),
    Trigger("journal_head_fits", "journal_head", _HEAD_FITS),
]

TRIGGERS = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
