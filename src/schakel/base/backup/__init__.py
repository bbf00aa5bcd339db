"""Backup and restore: one file with all rows and uploaded files, the same from SQLite and PostgreSQL.

The file is gzip over lines of JSON, so that it is written and read as a stream:

1. what it is: format, version, migrations, the moment, a fingerprint of the secret key;
2. for each table: its name and columns, its rows as lists, then their number and SHA-256;
3. for each uploaded file: its name, its bytes in parts, then its size and SHA-256;
4. the SHA-256 of every line before it. A file without this line was cut off and is refused.

Rows come in the order of their key, not of their making: of ballots, that order says nothing.
"""

from schakel.base.backup.reading import restore
from schakel.base.backup.tables import digests
from schakel.base.backup.writing import write

__all__ = ["digests", "restore", "write"]
