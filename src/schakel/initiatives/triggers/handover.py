"""The database anchors an initiative only after a handover that is done."""

from schakel.base.triggers import Trigger

_SAYS = "An initiative is handed over only to who accepted it."
_WITHOUT = (
    "NEW.kind = 'initiative' AND NEW.state = 'anchored' AND OLD.state <> 'anchored' AND NOT EXISTS "
    "(SELECT 1 FROM initiatives_handover WHERE initiative_id = NEW.dossier_id AND done IS NOT NULL)"
)

TRIGGERS = {
    "sqlite": [
        Trigger(
            "initiatives_anchor_after_handover",
            "processes_process",
            "CREATE TRIGGER initiatives_anchor_after_handover BEFORE UPDATE ON processes_process "
            f"WHEN {_WITHOUT} BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END",
        )
    ],
    "postgresql": [
        Trigger(
            "initiatives_anchor_guard",
            "processes_process",
            f"""
CREATE OR REPLACE FUNCTION initiatives_guard_anchor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_WITHOUT} THEN
        RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER initiatives_anchor_guard BEFORE UPDATE ON processes_process
FOR EACH ROW EXECUTE FUNCTION initiatives_guard_anchor()
""",
        )
    ],
}
