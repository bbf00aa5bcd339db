import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

HERE = Path(__file__).parent


def test_the_demo_passes_its_own_tests_with_its_app_installed(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "SCHAKEL_DEMO": "true",
        "SCHAKEL_DATA_DIR": str(tmp_path),
        "DATABASE_URL": _own_database() if connection.vendor == "postgresql" else "",
    }
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(HERE / "inside")],
        cwd=HERE.parent.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]


def _own_database() -> str:
    """Beside the test database that is in use, so that neither takes away the other."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"{parts.path}_demo_{os.getpid()}"))
