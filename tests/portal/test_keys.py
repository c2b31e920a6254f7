"""The two secrets: made once, whole, for their owner alone, and never over others."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal import keys
from portal.settings import ConfigurationError

pytestmark = pytest.mark.on_both("each database is locked in its own way")


def mode(path: Path) -> int:
    """Who may do what with it."""
    return path.stat().st_mode & 0o777


def test_they_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"

    assert keys.make_missing(folder)

    assert mode(folder) == 0o700
    assert {path.name: mode(path) for path in folder.iterdir()} == {
        "keyset.json": 0o400,
        "secret-key": 0o400,
    }


def test_what_exists_is_never_replaced(tmp_path: Path) -> None:
    keys.make_missing(tmp_path)
    before = keys.load(tmp_path)

    assert not keys.make_missing(tmp_path)

    after = keys.load(tmp_path)
    assert after.secret_key == before.secret_key
    assert after.keyring.to_json() == before.keyring.to_json()


def test_two_starts_at_once_agree_on_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as starts:
        made = list(starts.map(keys.make_missing, [tmp_path] * 8))

    assert any(made)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keyset.json", "secret-key"]
    keys.load(tmp_path)


def test_an_older_keyset_gets_what_a_newer_version_needs_and_loses_nothing(
    tmp_path: Path,
) -> None:
    keys.make_missing(tmp_path)
    path = tmp_path / "keyset.json"
    older = json.loads(path.read_text())
    del older["keysets"]["history"]
    path.chmod(0o600)
    path.write_text(json.dumps(older))
    path.chmod(0o400)
    with pytest.raises(ConfigurationError, match="is of an older version"):
        keys.load(tmp_path)

    with ThreadPoolExecutor(8) as starts:
        list(starts.map(keys.complete, [tmp_path] * 8))

    completed = json.loads(path.read_text())
    added = completed["keysets"].pop("history")
    assert completed == older
    assert mode(path) == 0o400
    assert sorted(each.name for each in tmp_path.iterdir()) == ["keyset.json", "secret-key"]
    with keys.alone(tmp_path):
        keys.complete(tmp_path)
    assert json.loads(path.read_text())["keysets"]["history"] == added


def test_a_damaged_keyset_is_never_completed(tmp_path: Path) -> None:
    keys.make_missing(tmp_path)
    path = tmp_path / "keyset.json"
    damaged = json.loads(path.read_text())
    del damaged["keysets"]["words"]
    path.chmod(0o600)
    path.write_text(json.dumps(damaged))

    keys.complete(tmp_path)

    assert json.loads(path.read_text()) == damaged
    with pytest.raises(ConfigurationError, match="is not a keyset"):
        keys.load(tmp_path)


def test_without_them_nothing_starts(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="There are no keys to read"):
        keys.load(tmp_path)


def test_a_broken_keyset_is_named_and_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("something")
    (tmp_path / "keyset.json").write_text('{"keysets": "not ours"}')

    with pytest.raises(ConfigurationError, match="is not a keyset of Mendwell") as caught:
        keys.load(tmp_path)

    assert "not ours" not in str(caught.value)


def test_what_a_command_changes_stays_whose_it_was(tmp_path: Path) -> None:
    path = tmp_path / "keyset.json"
    path.write_text("{}")
    path.chmod(0o440)
    if os.geteuid() == 0:  # Whoever looks after the machine, for a server with less rights.
        os.chown(path, 65534, 65534)
    before = path.stat()

    keys.replace_whole(path, '{"more": 1}')

    after = path.stat()
    assert (after.st_uid, after.st_gid, mode(path)) == (before.st_uid, before.st_gid, 0o440)
    assert path.read_text() == '{"more": 1}'
