"""A district lies in a municipality of its year, a neighbourhood in a district; changes go forward."""

from schakel.base.triggers import Trigger

_LIES = (
    "An area lies in an area of its own year: "
    "a district in a municipality, a neighbourhood in a district."
)
_FORWARD = "A change goes from an area to one of the same kind of a later year."

_FITS = """EXISTS (
    SELECT 1 FROM areas_area outer_area WHERE outer_area.id = NEW.parent_id
    AND outer_area.year = NEW.year
    AND outer_area.kind = CASE NEW.kind WHEN 'wijk' THEN 'gemeente' ELSE 'wijk' END
)"""
_MISPLACED = f"NEW.parent_id IS NOT NULL AND NOT {_FITS}"
_BACKWARD = """NOT EXISTS (
    SELECT 1 FROM areas_area a, areas_area b
    WHERE a.id = NEW.from_area_id AND b.id = NEW.to_area_id AND a.year < b.year AND a.kind = b.kind
)"""


def _sqlite(name: str, event: str, table: str, condition: str, says: str) -> Trigger:
    return Trigger(
        name,
        table,
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{says}'); END",
    )


def _postgresql(name: str, events: str, table: str, condition: str, says: str) -> Trigger:
    return Trigger(
        name,
        table,
        f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {condition} THEN
        RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()
""",
    )


_MOVED = "UPDATE OF kind, year, parent_id"

TRIGGERS = {
    "sqlite": [
        _sqlite("areas_area_lies_insert", "INSERT", "areas_area", _MISPLACED, _LIES),
        _sqlite("areas_area_lies_update", _MOVED, "areas_area", _MISPLACED, _LIES),
        _sqlite("areas_change_insert", "INSERT", "areas_areachange", _BACKWARD, _FORWARD),
        _sqlite("areas_change_update", "UPDATE", "areas_areachange", _BACKWARD, _FORWARD),
    ],
    "postgresql": [
        _postgresql("areas_area_lies", f"INSERT OR {_MOVED}", "areas_area", _MISPLACED, _LIES),
        _postgresql(
            "areas_change_forward", "INSERT OR UPDATE", "areas_areachange", _BACKWARD, _FORWARD
        ),
    ],
}
