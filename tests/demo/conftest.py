import os

# The demo is an app of its own that only exists with SCHAKEL_DEMO; test_inside.py runs those tests so.
if os.environ.get("SCHAKEL_DEMO", "").lower() not in ("1", "true", "yes", "on"):
    collect_ignore = ["inside"]
