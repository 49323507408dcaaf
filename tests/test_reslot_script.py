"""The front door: each trouble is a clear sentence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="./reslot is a shell script")


def run(folder: Path, *words: str, path: Path) -> subprocess.CompletedProcess[str]:
    shutil.copy(ROOT / "reslot", folder / "reslot")
    environment = {"PATH": str(path)}
    return subprocess.run(["/bin/sh", "reslot", *words], cwd=folder, env=environment, capture_output=True, text=True)


def tools(folder: Path, *names: str) -> Path:
    """A folder that holds these programs of the machine and nothing else."""
    folder.mkdir()
    for name in names:
        os.symlink(str(shutil.which(name)), folder / name)
    return folder


def program(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_a_machine_without_python_is_told_what_to_install(tmp_path: Path) -> None:
    done = run(tmp_path, "demo", path=tools(tmp_path / "bin", "dirname"))

    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr


def test_an_old_python_is_not_used(tmp_path: Path) -> None:
    path = tools(tmp_path / "bin", "dirname")
    program(path / "python3", "exit 1")  # what a Python older than 3.11 answers to the question after its version

    done = run(tmp_path, "demo", path=path)

    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr


def test_a_missing_venv_module_is_named_with_its_package(tmp_path: Path) -> None:
    path = tools(tmp_path / "bin", "dirname")
    program(path / "python3", 'case "$2" in *venv*) exit 1;; esac; exit 0')

    done = run(tmp_path, "demo", path=path)

    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr


def test_a_broken_environment_is_named(tmp_path: Path) -> None:
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    program(tmp_path / ".venv" / "bin" / "python", "exit 1")

    done = run(tmp_path, "demo", path=tools(tmp_path / "bin", "dirname"))

    assert done.returncode == 1
    assert "Remove the folder .venv" in done.stderr


def test_packages_are_installed_again_only_when_the_list_changed(tmp_path: Path) -> None:
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    program(tmp_path / ".venv" / "bin" / "python", 'echo "$@" >> calls')
    (tmp_path / "requirements.txt").write_text("one==1\n")
    path = tools(tmp_path / "bin", "dirname", "basename", "cmp", "cp")

    for _ in range(2):
        run(tmp_path, "routes", path=path)
    (tmp_path / "requirements.txt").write_text("one==2\n")
    run(tmp_path, "routes", path=path)

    calls = (tmp_path / "calls").read_text().splitlines()
    assert sum("pip install" in call for call in calls) == 2
    assert sum("flask routes" in call for call in calls) == 3


def test_settings_that_are_no_text_are_told_in_a_sentence(tmp_path: Path) -> None:
    path = tools(tmp_path / "bin", "dirname", "grep", "cmp", "basename")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    program(tmp_path / ".venv" / "bin" / "python", f'PYTHONPATH={ROOT} exec {sys.executable} "$@"')
    for name in ("requirements.txt", ".venv/installed-requirements.txt"):
        (tmp_path / name).write_text("")
    (tmp_path / ".env").write_bytes(b"PUBLIC_URL=x\n# caf\xe9\n")

    done = run(tmp_path, "routes", path=path)

    assert done.returncode == 1
    assert ".env, line 2: the byte 0xe9 is not UTF-8" in done.stderr
    assert "Traceback" not in done.stderr
