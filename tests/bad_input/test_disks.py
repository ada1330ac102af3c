"""Disks that are full, folders that may not be written, files that may not be read: through the program itself."""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bad_input.inputs import TEXT

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
HOUSE = Path(__file__).resolve().parents[2]
DROP_FROM_BOUNDING_SET, DAC_OVERRIDE, DAC_READ_SEARCH = 24, 1, 2
"""Of Linux' prctl.h and capability.h: what lets root open everything."""


def bound_by_permissions():
    if ROOT:
        for right in (DAC_OVERRIDE, DAC_READ_SEARCH):
            ctypes.CDLL(None).prctl(DROP_FROM_BOUNDING_SET, right, 0, 0, 0)


def tutela(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "tutela", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=bound_by_permissions if sys.platform == "linux" else None,
        cwd=HOUSE,
        env={**os.environ, "TUTELA_WORKERS": "1"},
    )


@pytest.fixture
def publications(tmp_path):
    folder = tmp_path / "publications"
    folder.mkdir()
    for number in range(40):
        # Different letters, so that no two are one document and nothing can be packed.
        (folder / f"{number}.txt").write_text(f"{TEXT}\n\n{os.urandom(20_000).hex()}", "utf-8")
    return folder


@pytest.fixture
def small_disk(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = ROOT and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", disk], check=False)
    if not mounted or mounted.returncode:
        pytest.skip("a disk of 1.5 MB can be mounted by root only")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_is_told_and_the_work_goes_on_once_there_is_room(publications, small_disk):
    out = small_disk / "out"
    ran = tutela("run", publications, "--out", out, "--quiet")
    assert ran.returncode == 3, ran.stdout
    assert "cannot be written" in ran.stderr
    assert "Free some space" in ran.stderr
    assert "Traceback" not in ran.stderr
    subprocess.run(["mount", "-o", "remount,size=100m", small_disk], check=True)
    again = tutela("run", publications, "--out", out, "--quiet")
    assert again.returncode == 0, again.stderr
    assert tutela("verify", out / "workspace").returncode == 0
    assert (out / "dossier" / "index.html").is_file()


def test_a_disk_that_fills_while_the_dossier_is_written_keeps_the_old_one(publications, small_disk):
    subprocess.run(["mount", "-o", "remount,size=100m", small_disk], check=True)
    out = small_disk / "out"
    assert tutela("run", publications, "--out", out, "--quiet").returncode == 0
    before = (out / "dossier" / "index.html").read_bytes()
    room = shutil.disk_usage(small_disk).free
    (small_disk / "ballast").write_bytes(b"\1" * (room - 150_000))
    (publications / "new.txt").write_text(f"{TEXT} Again.", "utf-8")
    ran = tutela("run", publications, "--out", out, "--quiet")
    assert ran.returncode == 3, ran.stdout
    assert "Free some space" in ran.stderr
    assert (out / "dossier" / "index.html").read_bytes() == before
    (small_disk / "ballast").unlink()
    assert tutela("verify", out / "workspace").returncode == 0
    assert tutela("run", publications, "--out", out, "--quiet").returncode == 0
    assert (out / "dossier" / "index.html").read_bytes() != before


needs_permissions = pytest.mark.skipif(sys.platform != "linux", reason="root's rights can be dropped on Linux only")


@needs_permissions
def test_a_folder_that_may_not_be_written(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "closed").mkdir(mode=0o500)
    ran = tutela("run", tmp_path / "a.txt", "--out", tmp_path / "closed" / "out")
    assert ran.returncode == 3, ran.stdout
    assert "cannot be written (Permission denied)" in ran.stderr
    assert "Name a folder in which you may write" in ran.stderr


@needs_permissions
def test_files_and_folders_that_may_not_be_read(tmp_path):
    folder = tmp_path / "publications"
    folder.mkdir()
    for name in ("good.txt", "closed.txt", "closed.csv"):
        (folder / name).write_text(TEXT, "utf-8")
    (folder / "closed.txt").chmod(0)
    (folder / "closed.csv").chmod(0)
    (folder / "inner").mkdir(mode=0)
    ran = tutela("read", folder, folder / "inner" / "a.txt", "--format", "jsonl")
    assert ran.returncode == 1, ran.stderr
    assert '"id": "good"' in ran.stdout
    assert "closed.txt: cannot be read (Permission denied)." in ran.stderr
    assert "inner: cannot be opened (Permission denied)." in ran.stderr
    assert "inner/a.txt: cannot be opened (Permission denied)." in ran.stderr
    alone = tutela("read", folder / "good.txt", "--inventory", folder / "closed.csv")
    assert alone.returncode == 3
    assert "closed.csv cannot be opened (Permission denied)." in alone.stderr
    (folder / "inner").chmod(0o700)


def test_an_output_folder_that_is_a_file(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "out").write_text("", "utf-8")
    ran = tutela("run", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert ran.returncode == 2
    assert "is a file" in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
def test_output_that_cannot_be_written(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    command = [sys.executable, "-m", "tutela", "read", str(tmp_path / "a.txt")]
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=HOUSE)
    assert ran.returncode == 3, ran.stderr
    assert "No space left on device" in ran.stderr
    assert "Traceback" not in ran.stderr
