"""The containers hold what they need, and none of the secrets of another."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path

import pytest

from portal.settings import Settings
from tests import source

COMPOSE = source.text(Path("deploy/compose.yaml"))
OURS = ("mendwell", "jobs", "backup")
FORMS = [
    f"MENDWELL_DATABASE_{role}_URL{end}" for role in ("OWNER", "BACKUP") for end in ("", "_FILE")
]


def _part(name: str, of: str = COMPOSE, depth: int = 0) -> str:
    """What stands under a name, without comments."""
    spaces = " " * depth
    found = re.search(rf"^{spaces}{name}:\n((?:{spaces} +.*\n|\n| *#.*\n)*)", of, re.MULTILINE)
    assert found, name
    lines = found[1].splitlines(keepends=True)
    return "".join(line for line in lines if not line.lstrip().startswith("#"))


def _service(name: str) -> str:
    return _part(name, _part("services"), depth=2)


def _environment(name: str) -> dict[str, str]:
    lines = _part("environment", _service(name), depth=4).split("\n")
    return dict(
        re.findall(r'^(\w+): "?(.*?)"?$', line.strip())[0] for line in lines if line.strip()
    )


def _volumes(name: str) -> set[str]:
    return set(
        re.findall(r"^      - (\S+)$", _part("volumes", _service(name), depth=4), re.MULTILINE)
    )


def test_the_door_knows_its_name_and_no_secret() -> None:
    door = _service("door")

    assert "env_file" not in door
    assert set(_environment("door")) == {"MENDWELL_DOMAIN", "MENDWELL_BEHIND"}
    assert _environment("door")["MENDWELL_DOMAIN"].startswith("${MENDWELL_DOMAIN:?")
    assert not re.search("data:/var|keys:|backups:", door)


def test_compose_fills_in_the_name_from_the_settings_that_the_recipe_makes() -> None:
    # Of itself, Compose reads this file and no other, beside compose.yaml.
    for name in OURS:
        assert "env_file: .env\n" in _service(name)
    assert "cp deploy/env.example deploy/.env" in source.text(Path("docs/operations.md"))
    assert "deploy/.env" in source.text(Path(".dockerignore")).splitlines()


def test_backups_are_out_of_reach_of_the_server_and_of_whatever_comes_in_by_it() -> None:
    for name in ("mendwell", "jobs", "door"):
        assert not any("backups" in volume for volume in _volumes(name))
    assert _volumes("backup") == {
        "data:/var/lib/mendwell",
        "keys:/var/lib/mendwell-keys:ro",
        "backups:/var/backups/mendwell",
    }
    backup = _service("backup")
    assert "profiles: [backup]" in backup, "It runs when it is asked to, and at no other time."
    assert "restart" not in backup
    assert _environment("backup")["MENDWELL_BACKUP_TO"] == "/var/backups/mendwell"


@pytest.mark.parametrize(
    ("name", "cleared"),
    [("jobs", FORMS), ("backup", [each for each in FORMS if "OWNER" in each])],
)
def test_what_needs_no_mightier_role_is_not_told_of_one(name: str, cleared: list[str]) -> None:
    told = _environment(name)

    assert [told[each] for each in cleared] == [""] * len(cleared)
    set_for_all = dict.fromkeys(FORMS[::2], "postgresql+psycopg://somebody@/mendwell")
    settings = Settings.from_environment(set_for_all | told)
    assert settings.owner_url is None
    assert (settings.backup_url is None) == (name == "jobs")


def test_all_three_are_one_image_that_is_built_once_so_that_an_upgrade_reaches_each() -> None:
    for name in OURS:
        assert "image: mendwell\n" in _service(name)
    assert "dockerfile: deploy/Dockerfile" in _service("mendwell")
    for name in ("jobs", "backup"):
        assert "build:" not in _service(name), "Two builds of one name get into each other's way."
        assert "pull_policy: never" in _service(name), "Nobody else's image has this name."


@pytest.mark.parametrize("name", OURS)
def test_each_can_write_to_its_folders_and_nowhere_else(name: str) -> None:
    for said in ("read_only: true", "tmpfs: [/tmp]", "cap_drop: [ALL]", "no-new-privileges:true"):
        assert said in _service(name)


def test_no_container_can_take_the_address_of_the_door() -> None:
    networks = _part("networks")
    whole, by_chance = (
        ipaddress.IPv4Network(found)
        for found in re.findall(r"(?:subnet|ip_range): (\S+)", networks)
    )
    fixed = [ipaddress.IPv4Address(found) for found in re.findall(r"ipv4_address: (\S+)", COMPOSE)]
    fixed += [ipaddress.IPv4Address(found) for found in re.findall(r"gateway: (\S+)", networks)]

    assert len(set(fixed)) == len(fixed) == 3
    assert by_chance.subnet_of(whole)
    for address in fixed:
        assert address in whole
        assert address not in by_chance
    assert _environment("mendwell")["MENDWELL_PROXY"] in _service("door")


def test_the_image_can_copy_a_postgresql() -> None:
    assert "postgresql-client" in source.text(Path("deploy/Dockerfile"))
