"""Making, upgrading and opening databases: the sum of the upgrades is the schema, and every trouble says what to do."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from bot import stores
from bot.ports import StoreUnusable
from bot.stores import postgres, sqlite, upgrades
from tests.postgres import Server


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    server: Server = request.getfixturevalue("postgres_server")
    url = server.new_database()
    yield url
    server.drop(url)


@pytest.fixture
def upgrade_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the upgrades, to which a test may add its own."""
    folder = tmp_path / "upgrades"
    shutil.copytree(upgrades.FOLDER, folder)
    monkeypatch.setattr(upgrades, "FOLDER", folder)
    yield folder
    upgrades.upgrades.cache_clear()


def execute(url: str, *statements: str) -> None:
    """Runs statements past the store."""
    if url.startswith("sqlite"):
        connection = sqlite.connect(sqlite.file_of(url))
        for statement in statements:
            connection.execute(statement)
        connection.close()
        return
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def sqlite_schema(url: str) -> list[tuple[str, str]]:
    connection = sqlite.connect(sqlite.file_of(url))
    rows = connection.execute("SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
    connection.close()
    return [(kind, " ".join(sql.split())) for kind, sql in rows]


def postgres_schema(url: str) -> list[tuple[object, ...]]:
    columns = """SELECT table_name, column_name, data_type, is_nullable, column_default
        FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"""
    others = """SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"""
    with psycopg.connect(url) as connection:
        return [*connection.execute(columns), *connection.execute(others)]


def test_the_sum_of_the_upgrades_is_the_schema(empty_url: str) -> None:
    steps = [statement for upgrade in upgrades.upgrades() for statement in upgrade.statements()]
    schema_of: Callable[[str], object] = sqlite_schema if empty_url.startswith("sqlite") else postgres_schema
    execute(empty_url, *steps)
    upgraded = schema_of(empty_url)
    names = [statement.split()[2] for statement in steps if statement.startswith("CREATE TABLE")]
    cascade = "" if empty_url.startswith("sqlite") else " CASCADE"
    execute(empty_url, *(f"DROP TABLE {name}{cascade}" for name in reversed(names)))

    execute(empty_url, *upgrades.schema())

    assert upgraded == schema_of(empty_url)


def test_making_a_database_again_changes_nothing(empty_url: str) -> None:
    assert "made the" in stores.create_database(empty_url)
    assert "is there already and up to date" in stores.create_database(empty_url)
    assert [] == stores.upgrade_database(empty_url)
    stores.open_store(empty_url).close()


def test_a_missing_database_says_init_db(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match=r"there is no database .*missing.db: run `flask init-db` first"):
        stores.open_store(f"sqlite:///{tmp_path}/missing.db")

    assert [] == list(tmp_path.iterdir())


def test_a_missing_postgres_database_says_init_db_and_is_made_by_it(postgres_server: Server) -> None:
    url = postgres_server.url("reslot_not_yet_made")
    with pytest.raises(StoreUnusable, match="does not exist: run `flask init-db` first"):
        stores.open_store(url)

    assert "made the database and its tables" in stores.create_database(url)

    postgres_server.drop(url)


def test_a_postgres_address_without_a_database_means_the_one_named_like_its_user(postgres_server: Server) -> None:
    with psycopg.connect(postgres_server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE ROLE somebody_new SUPERUSER LOGIN")
    host = psycopg.conninfo.conninfo_to_dict(postgres_server.url("postgres"))["host"]
    url = f"postgresql://somebody_new@/?host={host}"

    assert "made the database and its tables" in stores.create_database(url)

    stores.open_store(url).close()
    postgres_server.drop(postgres_server.url("somebody_new"))


def test_a_postgres_that_does_not_answer_is_told_with_the_reason() -> None:
    with pytest.raises(StoreUnusable, match=r"127.0.0.1.* port 1 failed: Connection refused"):
        stores.open_store("postgresql://reslot@127.0.0.1:1/reslot")


def test_who_makes_a_database_at_once_with_others_finds_it_made(empty_url: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(stores.create_database, [empty_url] * 8))

    assert 1 == sum(words.startswith("made the") for words in told)
    assert 7 == sum(words.endswith("is there already and up to date") for words in told)


def test_an_upgrade_asked_for_by_several_at_once_is_made_once(empty_url: str, upgrade_folder: Path) -> None:
    stores.create_database(empty_url)
    number = upgrades.newest() + 1
    (upgrade_folder / f"{number:04}_more.sql").write_text("CREATE TABLE more (id TEXT PRIMARY KEY);\n")
    upgrades.upgrades.cache_clear()

    with ThreadPoolExecutor(8) as pool:
        applied = list(pool.map(stores.upgrade_database, [empty_url] * 8))

    assert sorted([[]] * 7 + [[number]]) == sorted(applied)


def test_tables_of_somebody_else_are_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/other.db"
    execute(url, "CREATE TABLE songs (id INTEGER)")

    for use in (stores.open_store, stores.create_database, stores.upgrade_database):
        with pytest.raises(StoreUnusable, match="is not a Reslot database"):
            use(url)


def test_a_postgres_database_without_tables_says_init_db(postgres_server: Server) -> None:
    with pytest.raises(StoreUnusable, match="run `flask init-db` first"):
        stores.open_store(postgres_server.url("postgres"))


def test_an_older_database_says_upgrade_db_and_is_upgraded(empty_url: str, upgrade_folder: Path) -> None:
    stores.create_database(empty_url)
    number = upgrades.newest() + 1
    (upgrade_folder / f"{number:04}_more.sql").write_text("CREATE TABLE more (id TEXT PRIMARY KEY);\nDROP TABLE notes;\n")
    upgrades.upgrades.cache_clear()

    for use in (stores.open_store, stores.create_database):
        with pytest.raises(StoreUnusable, match=r"older than this Reslot .*: run `flask upgrade-db`"):
            use(empty_url)

    assert [number] == stores.upgrade_database(empty_url)
    stores.open_store(empty_url).close()


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(empty_url: str, upgrade_folder: Path) -> None:
    stores.create_database(empty_url)
    number = upgrades.newest() + 1
    broken = upgrade_folder / f"{number:04}_broken.sql"
    broken.write_text("DROP TABLE notes;\nDROP TABLE never_there;\n")
    upgrades.upgrades.cache_clear()

    with pytest.raises((sqlite3.OperationalError, psycopg.Error)):
        stores.upgrade_database(empty_url)

    broken.unlink()
    upgrades.upgrades.cache_clear()
    store = stores.open_store(empty_url)
    with store.read() as session:
        assert session.one("note", key="any") is None
    store.close()


def test_a_newer_database_is_not_touched(empty_url: str) -> None:
    stores.create_database(empty_url)
    execute(empty_url, "INSERT INTO upgrades (number, applied_at) VALUES (999, '2026-03-04T15:00:00Z')")

    for use in (stores.open_store, stores.create_database, stores.upgrade_database):
        with pytest.raises(StoreUnusable, match="newer than this Reslot"):
            use(empty_url)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "text.db"
    path.write_text("not a database at all, only text\n" * 99)

    with pytest.raises(StoreUnusable, match="can't be read as a SQLite database"):
        stores.open_store(f"sqlite:///{path}")


@pytest.mark.parametrize("url", ["mysql://host/db", "reslot.db", "sqlite://reslot.db", "sqlite:///", "sqlite:///:memory:"])
def test_a_wrong_url_says_what_it_must_be(url: str) -> None:
    with pytest.raises(StoreUnusable, match="sqlite:///"):
        stores.open_store(url)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="can't be opened as a SQLite database"):
        stores.create_database(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize("hosts", ["h:abc", "one:5432,two:5432"])
def test_an_address_is_shown_as_it_is_written(hosts: str) -> None:
    assert f"postgresql://{hosts}/reslot" == postgres.shown(f"postgresql://reslot:hunter2@{hosts}/reslot?password=x")


def test_passwords_are_not_shown() -> None:
    with pytest.raises(StoreUnusable) as trouble:
        stores.open_store("postgresql://reslot:hunter2@127.0.0.1:1/reslot")

    assert "hunter2" not in str(trouble.value)
    assert "postgresql://127.0.0.1:1/reslot" == postgres.shown("postgresql://reslot:hunter2@127.0.0.1:1/reslot")


def test_a_script_is_split_into_its_statements() -> None:
    script = "-- a comment; with a semicolon\nCREATE TABLE a (b TEXT);\n\nINSERT INTO a VALUES ('x;y');\n"

    assert ["CREATE TABLE a (b TEXT);", "INSERT INTO a VALUES ('x;y');"] == upgrades.split(script)


def test_upgrade_numbers_have_no_gap(upgrade_folder: Path) -> None:
    (upgrade_folder / "0999_far.sql").write_text("SELECT 1;")
    upgrades.upgrades.cache_clear()

    with pytest.raises(ValueError, match="without a gap"):
        upgrades.upgrades()
