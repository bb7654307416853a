"""What the recipes of a collection mean to scripts/migrate_to_oci, and who does the work.

The script is given a stand-in for longshore that writes down how it was called.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "migrate_to_oci"

STAND_IN = """#!{python}
import json, os, sys
with open({record!r}, "a") as record:
    json.dump({{"arguments": sys.argv[1:], "folder": os.getcwd()}}, record)
    record.write("\\n")
sys.exit({status})
"""


class Collection:
    """A dataset with the script in it, beside a stand-in for longshore."""

    def __init__(self, root):
        self.root = root
        self.record = root.parent / "calls"
        self.programs = root.parent / "programs"
        self.programs.mkdir()
        (root / ".datalad").mkdir(parents=True)
        (root / "scripts").mkdir()
        self.script = root / "scripts" / "migrate_to_oci"
        self.script.write_bytes(SCRIPT.read_bytes())
        self.script.chmod(0o755)

    def provide(self, path=None, status=0):
        program = path or self.programs / "longshore"
        program.write_text(
            STAND_IN.format(python=sys.executable, record=str(self.record), status=status)
        )
        program.chmod(0o755)
        return program

    def run(self, *arguments, folder=None, **variables):
        environment = dict(os.environ)
        environment.pop("LONGSHORE", None)
        environment["PATH"] = os.pathsep.join([str(self.programs), "/usr/bin", "/bin"])
        environment.update({name: str(value) for name, value in variables.items()})
        return subprocess.run(
            [str(self.script), *arguments],
            cwd=folder or self.root,
            env=environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=60,
        )

    def calls(self):
        if not self.record.exists():
            return []
        return [json.loads(line) for line in self.record.read_text().splitlines()]


@pytest.fixture
def collection(tmp_path):
    return Collection(tmp_path / "my collection")


def test_without_arguments_the_whole_collection_is_migrated(collection):
    collection.provide()
    assert collection.run().returncode == 0
    assert collection.calls() == [
        {"arguments": ["-C", str(collection.root), "migrate"], "folder": str(collection.root)}
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["images/bids/Singularity.bids-validator--1.2.3"],
        [
            "images/bids/Singularity.bids-validator--1.2.3",
            "images/bids/Singularity.bids-rshrf--1.0.0",
        ],
        ["--skip-failures"],
        ["--log-file", "migration_failures.log"],
        ["--skip-failures", "--log-file", "migration.log"],
        ["--dry-run", "--", "-odd name", "*", ""],
    ],
    ids=" ".join,
)
def test_recipes_and_options_arrive_as_they_were_typed(collection, arguments):
    collection.provide()
    assert collection.run(*arguments).returncode == 0
    [call] = collection.calls()
    assert call["arguments"] == ["-C", str(collection.root), "migrate", *arguments]


def test_recipes_stay_relative_to_the_folder_one_is_in(collection):
    collection.provide()
    below = collection.root / "images" / "bids"
    below.mkdir(parents=True)
    assert collection.run("Singularity.bids-validator--1.2.3", folder=below).returncode == 0
    [call] = collection.calls()
    assert call["folder"] == str(below)
    assert call["arguments"][-1] == "Singularity.bids-validator--1.2.3"


@pytest.mark.parametrize("status", [0, 1, 2, 130])
def test_the_exit_code_is_that_of_the_migration(collection, status):
    collection.provide(status=status)
    assert collection.run().returncode == status


def test_another_program_can_be_named(collection, tmp_path):
    named = collection.provide(tmp_path / "another longshore")
    assert collection.run("--skip-failures", LONGSHORE=named).returncode == 0
    assert len(collection.calls()) == 1


def test_the_program_may_lie_in_the_collection(collection):
    collection.provide(collection.root / "longshore", status=7)
    collection.provide(status=8)
    assert collection.run().returncode == 7


def test_without_longshore_it_says_how_to_get_it(collection):
    result = collection.run()
    assert result.returncode == 127
    assert "longshore, which does the work, is not on PATH" in result.stderr
    assert "git clone" in result.stderr
    assert result.stdout == ""


def test_a_program_that_cannot_be_run_is_named(collection, tmp_path):
    missing = tmp_path / "missing"
    result = collection.run(LONGSHORE=missing)
    assert result.returncode == 127
    assert str(missing) in result.stderr


@pytest.mark.parametrize("option", [["-C", "other"], ["-Cother"], ["--dataset=other"]], ids=str)
def test_another_collection_can_be_named(collection, option):
    collection.provide()
    assert collection.run(*option).returncode == 0
    [call] = collection.calls()
    assert call["arguments"] == ["migrate", *option]


def test_in_longshores_own_checkout_the_current_folder_says_which_collection(collection):
    collection.provide()
    (collection.root / ".datalad").rmdir()
    assert collection.run("--dry-run").returncode == 0
    [call] = collection.calls()
    assert call["arguments"] == ["migrate", "--dry-run"]
