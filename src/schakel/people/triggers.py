"""What one row of parties cannot say about another, and the trail of a merge, which only grows."""

from schakel.base.triggers import Trigger

_PART = "A party is part of, or at home in, a municipality and nothing else."
_KIND = "A municipality does not become another kind of party, or the other way round."
_HOST = "A group without legal form cannot answer for the money of another."
_TRAIL = "The trail of merged parties only grows."
_USED = "An invitation ends once."

_CHECKS = [
    # name, event, table, when it is refused, sentence
    (
        "people_party_part_insert",
        "INSERT",
        "people_party",
        "NEW.municipality_id IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM people_party WHERE id = NEW.municipality_id AND kind = 'municipality')",
        _PART,
    ),
    (
        "people_party_part_update",
        "UPDATE",
        "people_party",
        "NEW.municipality_id IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM people_party WHERE id = NEW.municipality_id AND kind = 'municipality')",
        _PART,
    ),
    (
        "people_party_kind",
        "UPDATE",
        "people_party",
        "(OLD.kind = 'municipality') <> (NEW.kind = 'municipality')",
        _KIND,
    ),
    (
        "people_party_host_insert",
        "INSERT",
        "people_party",
        "NEW.host_id IS NOT NULL AND EXISTS "
        "(SELECT 1 FROM people_party WHERE id = NEW.host_id AND kind = 'residents')",
        _HOST,
    ),
    (
        "people_party_host_update",
        "UPDATE",
        "people_party",
        "NEW.host_id IS NOT NULL AND EXISTS "
        "(SELECT 1 FROM people_party WHERE id = NEW.host_id AND kind = 'residents')",
        _HOST,
    ),
    ("people_partymerge_no_update", "UPDATE", "people_partymerge", "", _TRAIL),
    ("people_partymerge_no_delete", "DELETE", "people_partymerge", "", _TRAIL),
    (
        "people_invitation_once",
        "UPDATE",
        "people_invitation",
        "OLD.accepted IS NOT NULL AND (NEW.accepted IS NULL OR NEW.accepted <> OLD.accepted) "
        "OR OLD.withdrawn IS NOT NULL AND (NEW.withdrawn IS NULL OR NEW.accepted IS NOT NULL)",
        _USED,
    ),
]


def _sqlite(name: str, event: str, table: str, condition: str, refusal: str) -> Trigger:
    when = f"WHEN {condition} " if condition else ""
    return Trigger(
        name,
        table,
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    )


def _postgresql(name: str, event: str, table: str, condition: str, refusal: str) -> Trigger:
    return Trigger(
        name,
        table,
        f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {condition or "true"} THEN
        RAISE EXCEPTION '{refusal}' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()
""",
    )


TRIGGERS = {
    "sqlite": [_sqlite(*check) for check in _CHECKS],
    "postgresql": [_postgresql(*check) for check in _CHECKS],
}
