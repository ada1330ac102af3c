"""Forms of the tables: which one a file has, and bringing an older one up to date.

The ledger and the records are the same in all forms; only what is derived from them lies otherwise. So nothing that the
ledger proves changes on the way.
"""

from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from tutela.model.errors import NotAWorkspace
from tutela.model.items import CapturedItem
from tutela.model.missions import Mission
from tutela.store.connection import Access, engine_for, open_raw, register_table
from tutela.store.records import PublicKey
from tutela.store.tables import BY_RECORD, FORM, KINDS, WORKSPACE_FORM

OLD_TREES = ("register_entries", "places")
"""Layers that had an R*Tree in form 1; nobody asked them for a box."""
OLD_TABLES = ("asset_search", "asset_names")
"""Form 1's index of names; the file `search.db` has taken its place."""
ADDED = {2: Mission, 3: PublicKey, 4: CapturedItem}
"""Form -> a kind it had no table for, nor for any kind that came with or after that one."""
TOLD = "SELECT count(*) FROM sqlite_master WHERE name = ?"


def form_of(database: Path) -> int:
    """The form that a workspace's tables have; older ones show by the tables they have or lack."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
    with closing(open_raw(database, Access.READ)) as connection:
        names = {name for (name,) in connection.execute(tables)}
        if WORKSPACE_FORM.name not in names:
            return 1 if set(OLD_TABLES) <= names else FORM
        row = connection.execute(f"SELECT max(form) FROM {WORKSPACE_FORM.name}").fetchone()
        said = row[0] if isinstance(row[0], int) else FORM
        if said in ADDED and BY_RECORD[ADDED[said]].name not in names:
            return said
        # A lower number beside the tables of today is a fault, and `verify` names it.
        return max(FORM, said)


def check_form(database: Path) -> None:
    """See that this version can read the tables as they are.

    Raises:
        NotAWorkspace: they have another form; what to do about it.
    """
    check_no_older(database)
    if (form := form_of(database)) > FORM:
        raise NotAWorkspace(
            f"{database} was written by a newer Tutela (form {form} of its tables; this one knows {FORM}).",
            "Install a newer version.",
        )


def check_no_older(database: Path) -> None:
    """See that the tables are not those of an older version.

    Raises:
        NotAWorkspace: they are; what to do about it.
    """
    if (form := form_of(database)) < FORM:
        raise NotAWorkspace(
            f"{database} was written by an older Tutela (form {form} of its tables; this one reads {FORM}).",
            "Open it once where it can be written, with any other command: that brings it up to date, and changes no "
            "record and no entry of its ledger.",
        )


def bring_up_to_date(database: Path) -> None:
    """Give an older file the tables of today, in one transaction; call it with the writing lock held."""
    engine = engine_for(database, Access.WRITE)
    try:
        with engine.begin() as connection:
            # Another process may have done it while this one waited for the lock.
            if not _has(connection, WORKSPACE_FORM.name):
                _from_first_form(connection)
            if connection.exec_driver_sql(f"SELECT max(form) FROM {WORKSPACE_FORM.name}").scalar() != FORM:
                _with_tables_of_today(connection)
    finally:
        engine.dispose()


def _from_first_form(connection: Connection) -> None:
    for table in OLD_TREES:
        for trigger in ("insert", "update1", "update2", "update3", "update4", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER rtree_{table}_geom_{trigger}")
        connection.exec_driver_sql(f"DROP TABLE rtree_{table}_geom")
        connection.exec_driver_sql("DELETE FROM gpkg_extensions WHERE table_name = ?", (table,))
    for table in OLD_TABLES:
        connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("DELETE FROM gpkg_contents WHERE table_name = ?", (table,))
    WORKSPACE_FORM.create(connection)
    register_table(connection, WORKSPACE_FORM.name)
    connection.exec_driver_sql(f"INSERT INTO {WORKSPACE_FORM.name} VALUES (1, 1)")


def _with_tables_of_today(connection: Connection) -> None:
    for kind in KINDS:
        if not _has(connection, kind.name):
            kind.table.create(connection)
            register_table(connection, kind.name)
    connection.exec_driver_sql(f"UPDATE {WORKSPACE_FORM.name} SET form = ?", (FORM,))
    last = "SELECT last_change FROM gpkg_contents WHERE table_name = 'ledger'"
    connection.exec_driver_sql(f"UPDATE gpkg_contents SET last_change = ({last})")


def _has(connection: Connection, table: str) -> bool:
    return bool(connection.exec_driver_sql(TOLD, (table,)).scalar())
