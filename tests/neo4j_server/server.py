"""Launches the Neo4j of `pom.xml`: libraries are cached after the first download, home and password are always new."""

import fcntl
import os
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
REMEDY = "install a Java runtime (17 or later) and Maven, or set NEO4J_TEST_URI, NEO4J_TEST_USER, NEO4J_TEST_PASSWORD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Neo4jAccount:
    """Address of a Neo4j server and the account to use."""

    uri: str
    user: str
    password: str = field(repr=False)


class NoNeo4jError(Exception):
    """No Neo4j is available here; the message says what to install."""


def neo4j_version() -> str:
    """Return the version that `pom.xml` pins."""
    found = re.search(r"<neo4j.version>([^<]+)<", (HERE / "pom.xml").read_text(encoding="utf-8"))
    assert found
    return found[1]


def fetch_libraries() -> Path:
    """Return the folder of the server's libraries, downloaded from Maven Central on first use (118 MB)."""
    cache = Path(os.environ.get("MINER_TEST_CACHE") or Path.home() / ".cache" / "literature-miner")
    libraries = cache / f"neo4j-{neo4j_version()}"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "neo4j.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if libraries.is_dir():
            return libraries
        if shutil.which("mvn") is None:
            raise NoNeo4jError(f"no mvn on PATH to download Neo4j: {REMEDY}")
        draft = Path(tempfile.mkdtemp(dir=cache, prefix="neo4j-draft-"))
        fetched = subprocess.run(
            [
                *("mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"),
                *(f"-DoutputDirectory={draft}", "-DincludeScope=runtime"),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if fetched.returncode:
            shutil.rmtree(draft)
            raise NoNeo4jError(f"Maven could not fetch Neo4j: {fetched.stdout[-500:]}; {REMEDY}")
        draft.rename(libraries)
    return libraries


def free_port() -> int:
    """Return a free loopback port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def neo4j_server() -> Iterator[Neo4jAccount]:
    """Run a server, or use the one at NEO4J_TEST_URI; our own is stopped at the end and its data removed.

    Raises:
        NoNeo4jError: Java or Maven is missing, or the server did not start.
    """
    if uri := os.environ.get("NEO4J_TEST_URI"):
        user = os.environ.get("NEO4J_TEST_USER", "neo4j")
        yield Neo4jAccount(uri=uri, user=user, password=os.environ.get("NEO4J_TEST_PASSWORD", ""))
        return
    if shutil.which("java") is None:
        raise NoNeo4jError(f"no java on PATH to run Neo4j: {REMEDY}")
    libraries = fetch_libraries()
    account = Neo4jAccount(uri=f"bolt://127.0.0.1:{free_port()}", user="neo4j", password=secrets.token_urlsafe(18))
    with tempfile.TemporaryDirectory(prefix="neo4j-home-", ignore_cleanup_errors=True) as home:
        log = Path(home) / "server.log"
        with log.open("w") as errors, started(libraries, home, account, errors.fileno()) as process:
            assert process.stdin
            assert process.stdout
            process.stdin.write(account.password + "\n")
            process.stdin.flush()
            for line in process.stdout:
                if line.strip() == "ready":
                    break
            else:
                raise NoNeo4jError(f"Neo4j did not start: {log.read_text()[-500:]}")
            yield account


@contextmanager
def started(libraries: Path, home: str, account: Neo4jAccount, errors: int) -> Iterator["subprocess.Popen[str]"]:
    """Run the Java process; at the end terminate it, and kill it if it does not stop."""
    port = account.uri.rpartition(":")[2]
    with subprocess.Popen(
        [
            *("java", "-Xmx1g", "--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp", f"{libraries}/*"),
            *(str(HERE / "Neo4jServer.java"), home, port),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()
