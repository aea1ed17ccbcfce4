"""deploy/: checked without a container engine, so that every machine can."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
import yaml

from streams import __version__
from streams.gateway.auth import guard
from streams.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "systemd" / "copydesk-worker.service"
ENV_EXAMPLE = DEPLOY / "systemd" / "worker.env.example"
COMPOSE = DEPLOY / "compose.yaml"
GRACE_S = 20


def run(*command: str | Path, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        check=False,
        capture_output=True,
        text=True,
        timeout=100,
        **options,
    )


# --- settings ---------------------------------------------------------------------------------


def deploy_files() -> list[Path]:
    return sorted(path for path in DEPLOY.rglob("*") if path.is_file())


def given(path: Path) -> dict[str, str]:
    """Settings that a file gives a value to, commented out or not."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"\b(COPYDESK_[A-Z0-9_]+)[=:] ?\"?([^\s\"`]+)", text)
    return {name: value for name, value in found if not value.startswith(("…", "%"))}


@pytest.mark.parametrize("path", deploy_files(), ids=lambda path: path.name)
def test_every_setting_named_is_real(path: Path) -> None:
    names = re.findall(r"\bCOPYDESK_[A-Z0-9_]*[A-Z0-9]", path.read_text(encoding="utf-8"))
    real = {f"COPYDESK_{name.upper()}" for name in Settings.model_fields}
    assert set(names) <= real


@pytest.mark.parametrize(
    "path", [DEPLOY / "Dockerfile", COMPOSE, UNIT, ENV_EXAMPLE], ids=lambda path: path.name
)
def test_every_setting_has_a_value_that_is_allowed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = given(path)
    assert values
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    Settings()


def test_what_is_commented_out_in_the_example_is_the_default() -> None:
    shown = re.findall(
        r"^# COPYDESK_(\w+)=(.+)$", ENV_EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert shown
    for name, value in shown:
        field = Settings.model_fields[name.lower()]
        assert Settings(**{name.lower(): value}).__dict__[name.lower()] == field.default


# --- commands ---------------------------------------------------------------------------------


def promised(*command: str) -> object:
    """A command line; a known failure as long as its module is missing, and not a day longer."""
    missing = importlib.util.find_spec(f"streams.cli.{command[0]}") is None
    reason = f"this checkout has no {command[0]} command"
    known = pytest.mark.xfail(missing, reason=reason, strict=True)
    return pytest.param(command, marks=known, id=" ".join(command))


@pytest.mark.parametrize(
    "command", [promised("worker"), promised("gateway"), promised("topics", "apply")]
)
def test_the_commands_that_deploy_runs_exist(command: tuple[str, ...]) -> None:
    code = "from streams.cli import main; main()"
    done = run(sys.executable, "-c", code, *command, "--help", cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_all_of_deploy_runs_the_same_commands() -> None:
    image = stages()[-1]
    assert image.one("ENTRYPOINT") == ["copydesk"]
    assert image.one("CMD") == ["worker"]
    assert compose()["services"]["topics"]["command"] == ["topics", "apply"]
    assert unit()["ExecStart"] == ["/opt/copydesk/bin/copydesk worker"]


# --- the image --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stage:
    """One FROM and what follows it."""

    base: str
    steps: list[tuple[str, str]]

    def all(self, word: str) -> list[str]:
        return [rest for found, rest in self.steps if found == word]

    def one(self, word: str) -> list[str]:
        (rest,) = self.all(word)
        return json.loads(rest) if rest.startswith("[") else rest.split()


def stages() -> list[Stage]:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    found: list[Stage] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        word, rest = line.split(maxsplit=1)
        if word == "FROM":
            found.append(Stage(rest, []))
        else:
            found[-1].steps.append((word, rest))
    return found


def pip_steps() -> list[list[str]]:
    return [step.split() for stage in stages() for step in stage.all("RUN") if "/pip " in step]


def copied() -> list[str]:
    """What the image takes from the project's folder."""
    return [
        source.rstrip("/")
        for stage in stages()
        for step in stage.all("COPY")
        if "--from=" not in step
        for source in step.split()[:-1]
    ]


def test_both_stages_have_the_same_official_base() -> None:
    build, image = stages()
    assert re.fullmatch(r"python:3\.\d+-slim-\w+", image.base)
    assert build.base == f"{image.base} AS build"


def test_everything_copied_exists_and_is_let_into_the_context() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = {line[1:] for line in ignored if line.startswith("!")}
    assert "*" in ignored
    assert set(copied()) == let_in
    assert all((ROOT / source).exists() for source in copied())


def test_the_image_runs_as_nobody_special() -> None:
    image = stages()[-1]
    (user,) = image.one("USER")
    uid, gid = user.split(":")
    assert int(uid) > 0
    assert int(gid) > 0
    created = " ".join(image.all("RUN"))
    assert f"--uid {uid}" in created
    assert f"--gid {gid}" in created
    words = [word for word, _ in image.steps]
    assert "RUN" not in words[words.index("USER") :]


def test_pip_takes_nothing_without_a_hash() -> None:
    assert len(pip_steps()) == 3
    for step in pip_steps():
        from_lock = {"--require-hashes", "--only-binary"} <= set(step)
        own_wheel = {"--no-index", "--no-deps"} <= set(step)
        assert from_lock or own_wheel, step
    assert not any("requirements.lock" in step for step in pip_steps())


def test_the_image_says_how_to_ask_for_health_and_how_to_stop() -> None:
    image = stages()[-1]
    (check,) = image.all("HEALTHCHECK")
    command = json.loads(check[check.index("[") :])
    compile(command[-1], "healthcheck", "exec")
    assert command[:2] == ["python", "-c"]
    assert "/livez" in command[-1]
    assert str(Settings.model_fields["health_port"].default) in command[-1]
    ports = [str(Settings.model_fields[name].default) for name in ("health_port", "gateway_port")]
    assert image.one("EXPOSE") == ports
    assert image.one("STOPSIGNAL") == ["SIGTERM"]


def test_tables_are_kept_on_the_volume() -> None:
    image = stages()[-1]
    (volume,) = image.one("VOLUME")
    assert given(DEPLOY / "Dockerfile")["COPYDESK_DATA_DIR"] == volume
    assert f"--home-dir {volume}" in " ".join(image.all("RUN"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from what the image would get and from nothing else."""
    context = tmp_path_factory.mktemp("context")
    for source in copied():
        if (ROOT / source).is_dir():
            shutil.copytree(
                ROOT / source, context / source, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / source, context / source)
    # The hatchling of the group `dev`, called directly: nothing is fetched.
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "out", cwd=context)
    assert done.returncode == 0, done.stderr
    (built,) = (context / "out").glob("*.whl")
    return built


def test_the_wheel_holds_the_code_with_its_data_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if not name.endswith("/")}
    info = f"copydesk-{__version__}.dist-info/"
    held = {name for name in names if not name.startswith(info)}
    expected = {
        path.relative_to(ROOT).as_posix()
        for folder in ("streams", "schemas")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == expected
    assert {"streams/py.typed", "schemas/py.typed"} <= held
    assert f"{info}licenses/LICENSE" in names


def test_the_wheel_installs_and_runs_on_its_own(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    scheme = {"base": str(home), "platbase": str(home)}
    scripts = Path(sysconfig.get_path("scripts", "venv", scheme))
    packages = Path(sysconfig.get_path("purelib", "venv", scheme))
    python = scripts / "python"
    # The dependencies are those of the environment that runs this test; a .pth file does not
    # bring in that environment's own .pth files, so its editable copydesk stays out.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP"))}
    done = run(
        *(sys.executable, "-m", "pip", "--python", python, "install"),
        *("--quiet", "--disable-pip-version-check", "--no-deps", "--no-index"),
        *("--ignore-installed", wheel),
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    done = run(scripts / "copydesk", "--version", cwd=tmp_path, env=environment)
    assert (done.returncode, done.stdout.strip()) == (0, f"copydesk {__version__}"), done.stderr
    code = "import schemas, streams; print(schemas.__file__, streams.__file__, sep='\\n')"
    done = run(python, "-c", code, cwd=tmp_path, env=environment)
    assert [Path(line).parents[1] for line in done.stdout.splitlines()] == [packages, packages]


# --- compose ----------------------------------------------------------------------------------

_STRINGS = {"type": "array", "items": {"type": "string"}}
_DURATION = {"type": "string", "pattern": r"^(\d+h)?(\d+m)?(\d+s)?$", "minLength": 2}
_HEALTHCHECK = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "test": {**_STRINGS, "minItems": 2},
        "interval": _DURATION,
        "timeout": _DURATION,
        "start_period": _DURATION,
        "retries": {"type": "integer"},
        "disable": {"const": True},
    },
}
_CONDITION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["condition"],
    "properties": {
        "condition": {
            "enum": ["service_started", "service_healthy", "service_completed_successfully"]
        }
    },
}
_SERVICE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["image", "restart", "healthcheck"],
    "properties": {
        "image": {"type": "string"},
        "build": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"context": {"type": "string"}, "dockerfile": {"type": "string"}},
        },
        "platform": {"const": "linux/amd64"},
        # Only strings: YAML would read an unquoted yes, 1 or 0x10 as something else.
        "environment": {"type": "object", "additionalProperties": {"type": "string"}},
        "command": _STRINGS,
        "profiles": _STRINGS,
        "init": {"type": "boolean"},
        "read_only": {"type": "boolean"},
        "tmpfs": _STRINGS,
        "cap_drop": _STRINGS,
        "security_opt": _STRINGS,
        "depends_on": {"type": "object", "additionalProperties": _CONDITION},
        "restart": {"type": "string", "pattern": r"^(no|always|unless-stopped|on-failure(:\d+)?)$"},
        "stop_grace_period": _DURATION,
        "healthcheck": _HEALTHCHECK,
        "ports": {"type": "array", "items": {"pattern": r"^127\.0\.0\.1:\d+:\d+$"}},
        "volumes": {"type": "array", "items": {"pattern": r"^[a-z0-9-]+:/\S+$"}},
    },
}
# The part of the Compose Specification that this file uses, more strictly than the whole of it.
_COMPOSE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["services"],
    "properties": {
        "services": {
            "type": "object",
            "patternProperties": {r"^[a-zA-Z0-9._-]+$": _SERVICE},
            "additionalProperties": False,
        },
        "volumes": {"type": "object", "additionalProperties": {"type": ["null", "object"]}},
    },
    "patternProperties": {"^x-": {}},
}


def compose() -> dict:
    return yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))


def workers() -> dict[str, dict]:
    return {name: it for name, it in compose()["services"].items() if name.startswith("worker")}


def compose_command() -> list[str] | None:
    if found := shutil.which("docker-compose"):
        return [found]
    if (found := shutil.which("docker")) and run(found, "compose", "version").returncode == 0:
        return [found, "compose"]
    return None


def test_the_compose_file_is_valid() -> None:
    jsonschema.validate(compose(), _COMPOSE, cls=jsonschema.Draft202012Validator)
    # Compose itself has the last word where it is installed; it needs no engine for this.
    if command := compose_command():
        done = run(*command, "-f", COMPOSE, "config", "-q")
        assert done.returncode == 0, done.stderr


def test_nothing_waits_for_what_cannot_happen() -> None:
    services = compose()["services"]
    for service in services.values():
        for name, wait in service.get("depends_on", {}).items():
            target = services[name]
            if wait["condition"] == "service_healthy":
                assert "test" in target["healthcheck"]
            if wait["condition"] == "service_completed_successfully":
                assert target["restart"].startswith(("no", "on-failure"))


def test_workers_start_after_the_topics_are_there() -> None:
    assert len(workers()) == 2
    for worker in workers().values():
        assert worker["depends_on"]["topics"]["condition"] == "service_completed_successfully"
        assert worker["depends_on"]["kafka"]["condition"] == "service_healthy"
        assert worker["stop_grace_period"] == f"{GRACE_S}s"
        assert "/livez" in worker["healthcheck"]["test"][-1]


def test_no_two_services_share_a_volume_or_a_port() -> None:
    services = compose()["services"].values()
    for kind in ("volumes", "ports"):
        taken = sorted(
            item.rsplit(":", 1)[0] for service in services for item in service.get(kind, ())
        )
        assert all(a != b for a, b in pairwise(taken))
    used = {item.split(":")[0] for service in services for item in service.get("volumes", ())}
    assert used == set(compose()["volumes"])


def test_the_image_is_built_from_this_project() -> None:
    for service in compose()["services"].values():
        if build := service.get("build"):
            context = (DEPLOY / build["context"]).resolve()
            assert context == ROOT.resolve()
            assert (context / build["dockerfile"]).is_file()
        else:
            assert re.fullmatch(r"apache/kafka:\d+\.\d+\.\d+", service["image"])


def test_workers_write_only_to_their_volume() -> None:
    (volume,) = stages()[-1].one("VOLUME")
    for worker in workers().values():
        assert worker["read_only"]
        assert [item.split(":")[1] for item in worker["volumes"]] == [volume]


def test_the_broker_listens_where_it_says() -> None:
    services = compose()["services"]
    broker = services["kafka"]["environment"]

    def listeners(name: str) -> dict[str, str]:
        return dict(item.split("://") for item in broker[name].split(","))

    bound, advertised = listeners("KAFKA_LISTENERS"), listeners("KAFKA_ADVERTISED_LISTENERS")
    protocols = dict(
        item.split(":") for item in broker["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"].split(",")
    )
    assert set(protocols) == set(bound) == {*advertised, broker["KAFKA_CONTROLLER_LISTENER_NAMES"]}
    for name, address in advertised.items():
        assert address.rsplit(":", 1)[1] == bound[name].rsplit(":", 1)[1]
    for service in workers().values():
        assert service["environment"]["COPYDESK_BROKERS"] in advertised.values()


# --- systemd ----------------------------------------------------------------------------------


def unit() -> dict[str, list[str]]:
    """Every directive with its values, in order; names are unique over this unit's sections."""
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "[")):
            name, value = line.split("=", 1)
            found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DynamicUser", "yes"),
        ("StateDirectory", "copydesk"),
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("Restart", "on-failure"),
        ("TimeoutStopSec", str(GRACE_S)),
        ("KillSignal", "SIGTERM"),
        ("CapabilityBoundingSet", ""),
    ],
)
def test_the_unit_is_hardened_and_stops_in_time(name: str, value: str) -> None:
    assert unit()[name] == [value]


def test_the_unit_keeps_its_tables_in_its_state_directory() -> None:
    (folder,) = unit()["StateDirectory"]
    assert f"COPYDESK_DATA_DIR=%S/{folder}" in unit()["Environment"]
    assert unit()["EnvironmentFile"] == ["/etc/copydesk/worker.env"]


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None,
    reason="no systemd-analyze here; the tests above read the unit without it",
)
def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    text = UNIT.read_text(encoding="utf-8")
    # systemd-analyze wants the program to exist; nothing else is changed.
    copy = tmp_path / UNIT.name
    copy.write_text(
        text.replace("/opt/copydesk/bin/copydesk", str(Path(sys.executable).resolve())),
        encoding="utf-8",
    )
    done = run("systemd-analyze", "verify", "--man=no", copy)
    complaints = [line for line in done.stderr.splitlines() if UNIT.name in line]
    assert (done.returncode, complaints) == (0, []), done.stderr


def test_python_of_the_image_is_one_that_the_project_allows() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (minor,) = re.findall(r"python:3\.(\d+)-", stages()[-1].base)
    assert int(minor) >= int(project["requires-python"].removeprefix(">=3."))


def test_the_gateway_starts_as_it_is_and_is_reached_from_this_machine_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    service = compose()["services"]["gateway"]
    assert service["command"] == ["gateway"]
    for name, value in service["environment"].items():
        monkeypatch.setenv(name, re.sub(r"\$\{\w+:-\}", "", value))
    settings = Settings()
    assert not guard(settings, no_auth=False).local
    port = settings.gateway_port
    assert service["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert f":{port}/livez" in service["healthcheck"]["test"][-1]
    # the read model is written where the image keeps its data
    assert service["volumes"] == ["gateway:/var/lib/copydesk"]
