"""docker-compose.yml, as far as it can be tested without a container engine."""

import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from miner.config import Settings
from tests.conftest import REPOSITORY


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    services = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    assert isinstance(services, dict)
    return services


def nightly_loop(services: dict[str, Any], folder: Path, *, miner: str, refresh_at: str) -> subprocess.Popen[bytes]:
    """Start the nightly service's command in this machine's shell, with stand-ins for `miner` and `sleep`."""
    for name, script in {"miner": miner, "sleep": f'echo "$1" >> {folder}/slept; exec /bin/sleep 0.2'}.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    command = [word.replace("$$", "$") for word in services["nightly"]["command"]]
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "REFRESH_AT_SECOND": refresh_at}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def test_the_nightly_service_refreshes_every_night_whatever_came_of_the_last(
    services: dict[str, Any], tmp_path: Path
) -> None:
    loop = nightly_loop(services, tmp_path, miner=f'echo "$@" >> {tmp_path}/called; exit 3', refresh_at="10800")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if (tmp_path / "slept").exists() and len((tmp_path / "slept").read_text().split()) >= 2:
            break
        time.sleep(0.05)
    loop.terminate()
    _, talk = loop.communicate(timeout=10)
    assert loop.returncode == 0
    assert "miner refresh ended with 3" in talk.decode()
    assert set((tmp_path / "called").read_text().splitlines()) == {"refresh"}
    first = int((tmp_path / "slept").read_text().split()[0])
    assert 1 <= first <= 86_400
    assert abs((time.time() + first) % 86_400 - 10_800) < 60


def test_the_services_listen_on_loopback_and_carry_no_password(services: dict[str, Any]) -> None:
    assert all(port.startswith("127.0.0.1:") for service in services.values() for port in service.get("ports", ()))
    text = (REPOSITORY / "docker-compose.yml").read_text(encoding="utf-8")
    assert "NEO4J_PASSWORD:?" in text


def test_every_setting_of_the_nightly_service_exists(services: dict[str, Any]) -> None:
    names = {name for name in services["nightly"]["environment"] if name.startswith("MINER_")}
    assert names
    assert {name.removeprefix("MINER_").lower() for name in names} <= set(Settings.model_fields)
