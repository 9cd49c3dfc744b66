"""The command before it starts anything: options, ports, Python's version, environments."""

import ast
import contextlib
import io
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from local import __main__ as entry
from local import command, environments, machine
from local.environments import Environment
from local.errors import LocalRunError
from local.folder import hold
from local.machine import complaint as machine_complaint
from local.options import read_directory, read_options
from local.paths import ROOT
from local.ports import require_free
from local.progress import Progress


def test_an_old_python_is_told_what_is_needed_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "complaint", lambda: machine_complaint("linux", (3, 11, 7)))
    assert entry.main() == environments.main([]) == 1
    assert (
        capsys.readouterr().err.splitlines()
        == [
            "Python 3.12 or 3.13 is needed, this is 3.11.7: install one, "
            "then run `make local` or `python3.13 -m local`"
        ]
        * 2
    )


@pytest.mark.parametrize(
    ("system", "version", "told"),
    [
        ("linux", (3, 12, 3), None),
        ("darwin", (3, 13, 0), None),
        ("linux", (3, 14, 0), "this is 3.14.0"),
        ("linux", (2, 7, 18), "this is 2.7.18"),
        ("win32", (3, 13, 0), "Linux or macOS is needed, this is win32: on Windows use WSL 2"),
        ("freebsd14", (3, 13, 0), "this is freebsd14"),
    ],
)
def test_what_the_machine_lacks_is_one_sentence(
    system: str, version: tuple[int, ...], told: str | None
) -> None:
    complaint = machine_complaint(system, version)
    assert complaint is None if told is None else told in str(complaint)


def test_nothing_that_other_systems_lack_is_imported_before_they_are_told() -> None:
    """Windows has no fcntl, and whoever runs `make` there gets to `local.environments` first."""
    program = "import sys; sys.modules['fcntl'] = None; from local import environments, __main__"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60, cwd=ROOT)


@pytest.mark.parametrize("first", [entry.__file__, machine.__file__])
def test_the_first_files_parse_on_an_old_python(first: str) -> None:
    ast.parse(Path(first).read_text(), feature_version=(3, 7))


def test_proxies_are_forgotten_however_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "https_proxy", "ALL_PROXY", "Ftp_Proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    machine.without_proxies()
    assert urllib.request.proxy_bypass("127.0.0.1")
    assert not {"http", "https", "all", "ftp"} & urllib.request.getproxies().keys()


@pytest.mark.parametrize(
    ("name", "others"), [("NO_PROXY", "intra.example"), ("no_proxy", "intra.example"), ("NO_PROXY", "")]
)
def test_calls_to_this_machine_go_past_proxies_and_others_through_them(
    name: str, others: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv(name, others)
    machine.past_proxies()
    here = (
        "127.0.0.1:4566",
        "localhost",
        "shop.s3-website.us-east-2.localhost:4566",
        *filter(None, [others]),
    )
    assert all(urllib.request.proxy_bypass(host) for host in here)
    assert not urllib.request.proxy_bypass("sts.us-east-2.amazonaws.com")
    assert urllib.request.getproxies()["https"] == "http://127.0.0.1:9"


def test_ports_come_from_two_variables() -> None:
    options = read_options(Path(), {"GOPIZZA_PORT": "9000", "GOPIZZA_EMULATOR_PORT": "9001"})
    assert (options.page_port, options.emulator_port) == (9000, 9001)


def test_ports_have_defaults_and_the_folder_too() -> None:
    options = read_options(read_directory([]), {})
    assert (options.page_port, options.emulator_port, options.directory.name) == (8080, 4566, ".local")


@pytest.mark.parametrize("port", ["0", "http", "70000", "-1"])
def test_a_wrong_port_names_its_variable(port: str) -> None:
    with pytest.raises(LocalRunError, match=f"GOPIZZA_PORT must be a port from 1 to 65535, not '{port}'"):
        read_options(Path(), {"GOPIZZA_PORT": port})


def test_one_port_for_both_is_refused() -> None:
    with pytest.raises(LocalRunError, match="both 4566"):
        read_options(Path(), {"GOPIZZA_PORT": "4566"})


def test_outputs_of_an_earlier_run_are_gone_before_anything_can_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "outputs.json").write_text("{}")
    monkeypatch.setenv("GOPIZZA_PORT", "http")
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert command.main(["--directory", str(tmp_path)]) == 1
    assert not (tmp_path / "outputs.json").exists()


def test_a_second_run_leaves_the_files_of_the_one_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    holder = "import sys, pathlib; from local.folder import hold; hold(pathlib.Path(sys.argv[1])); print(1, flush=True)"
    command_line = [sys.executable, "-c", f"{holder}; sys.stdin.read()", str(tmp_path)]
    with subprocess.Popen(command_line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as first:
        assert first.stdout
        assert first.stdout.readline()
        (tmp_path / "outputs.json").write_text("{}")
        assert command.main(["--directory", str(tmp_path)]) == 1
        assert (tmp_path / "outputs.json").exists()
        assert f"a shop is already running in {tmp_path}: stop it" in capsys.readouterr().err
        first.communicate()


def test_a_folder_that_cannot_be_had_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(
        LocalRunError, match=r"file/run cannot be used \(Not a directory\): choose another folder"
    ):
        hold(tmp_path / "file" / "run")


@pytest.mark.parametrize(("family", "address"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_a_port_in_use_is_named_with_the_variable_that_moves_it(
    family: socket.AddressFamily, address: str, free_port: int
) -> None:
    with contextlib.closing(socket.socket(family)) as other:
        try:
            other.bind((address, free_port))
        except OSError:
            pytest.skip(f"this machine has no {address}")
        other.listen()
        with pytest.raises(LocalRunError, match=rf"port {free_port} is not available .* set GOPIZZA_PORT"):
            require_free(free_port, "GOPIZZA_PORT")


def test_a_free_port_is_fine(free_port: int) -> None:
    require_free(free_port, "GOPIZZA_PORT")


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setattr(environments, "STATE", tmp_path)
    (tmp_path / "requirements.txt").write_text("-c constraints.txt\n")
    (tmp_path / "constraints.txt").write_text("")
    made = Environment("the environment", tmp_path / "venv", tmp_path / "requirements.txt")
    (made.directory / "bin").mkdir(parents=True)
    (made.directory / "bin" / "python").touch()
    environments.stamp(made.directory, made.requirements).write_text(
        environments.fingerprint(made.requirements)
    )
    return made


def test_an_environment_that_was_set_up_is_ready(environment: Environment) -> None:
    assert environment.is_ready()


def test_a_changed_constraint_makes_an_environment_stale(environment: Environment) -> None:
    (environment.requirements.parent / "constraints.txt").write_text("boto3==1\n")
    assert not environment.is_ready()


def test_an_environment_without_its_interpreter_is_not_ready(environment: Environment) -> None:
    (environment.directory / "bin" / "python").unlink()
    assert not environment.is_ready()


def prepare(environment: Environment) -> None:
    """Set it up in a thread of its own: a browser's tests leave an event loop running in the one that they ran in."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(environments.prepare, [environment], Progress(io.StringIO())).result()


def test_a_pip_that_fails_is_told_with_its_reason_and_its_log(environment: Environment) -> None:
    pip = environment.directory / "bin" / "python"
    fails = "echo chatter; echo 'ERROR: No matching distribution for boto3'; exit 1"
    pip.write_text(f'#!/bin/sh\n[ "$1" = -c ] && exit 0  # it has pip\n{fails}\n')
    pip.chmod(0o755)
    environments.stamp(environment.directory, environment.requirements).unlink()
    with pytest.raises(LocalRunError, match=r"the environment could not be set up: ERROR: No matching .*log"):
        prepare(environment)
    assert not environment.is_ready()


def test_a_python_that_debian_splits_is_told_which_part_is_missing(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    (environment.directory / "bin" / "python").unlink()
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(LocalRunError, match=r"`sudo apt install python3\.1[23]-venv`"):
        prepare(environment)


def test_make_goes_no_further_after_a_setup_that_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(environments, "prepare", stopped)
    assert environments.main([]) == 130


def test_who_installs_the_tests_packages_has_installed_the_programs(environment: Environment) -> None:
    tests = environment.requirements.parent / "requirements-dev.txt"
    tests.write_text("-r requirements.txt\n")
    assert environments.included(tests) == [tests, environment.requirements]


def test_progress_ends_each_step_with_its_seconds() -> None:
    out = io.StringIO()
    with Progress(out).step("deploying"):
        pass
    assert out.getvalue().startswith("✓ deploying  0.")


def test_progress_marks_a_step_that_failed() -> None:
    out = io.StringIO()
    with pytest.raises(ValueError, match="no"), Progress(out).step("deploying"):
        raise ValueError("no")
    assert out.getvalue().startswith("✗ deploying")


def test_make_takes_a_python_that_runs(tmp_path: Path) -> None:
    for name, does in {"python3.13": "echo 'pyenv: not here' >&2; exit 127", "python3.12": "exit 0"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    environment = {name: it for name, it in os.environ.items() if name not in ("PYTHON", "MAKEFLAGS")}
    told = subprocess.run(
        ["make", "-n", "--no-print-directory", "local"],
        cwd=ROOT,
        env=environment | {"PATH": f"{tmp_path}:{environment['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert told.stdout == f'exec "{tmp_path}/python3.12" -m local\n'
    assert not told.stderr


def test_a_terminal_that_lacks_a_character_shows_another() -> None:
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with Progress(terminal).step("deploying"):
        pass
    terminal.seek(0)
    assert terminal.read().startswith("? deploying")
