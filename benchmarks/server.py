"""A Neo4j of our own for tests and figures, on loopback, with a home that is thrown away.

The jars come from Maven Central and are kept in the user's cache. Neo4j Community is GPLv3: it
runs as a program of its own, reached over Bolt only.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

VERSION = "5.26.30"
HANDSHAKE = bytes.fromhex("6060b017 00040405 00000004 00000000 00000000")

POM = f"""\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>evenhand</groupId><artifactId>neo4j</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId>
      <version>{VERSION}</version></dependency>
    <dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId>
      <version>{VERSION}</version></dependency>
  </dependencies>
  <build><plugins><plugin>
    <groupId>org.apache.maven.plugins</groupId><artifactId>maven-dependency-plugin</artifactId>
    <version>3.6.1</version>
  </plugin></plugins></build>
</project>
"""

OPTIONS = (
    "-XX:+UseG1GC",
    "-XX:MaxDirectMemorySize=256m",
    "-XX:+UnlockExperimentalVMOptions",
    "-XX:+TrustFinalNonStaticFields",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "-Dfile.encoding=UTF-8",
    "-Dlog4j2.disable.jmx=true",
    "-Dio.netty.tryReflectionSetAccessible=true",
)


class NoServer(Exception):
    """A Neo4j cannot be started here; says what is missing."""


@dataclass
class Server:
    """One Neo4j in a folder: `start`, `stop`, or `kill` without warning."""

    home: Path
    port: int
    password: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    heap: str = "512m"
    options: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"

    def start(self, patience: float = 120) -> None:
        """Returns when Bolt answers. Raises `NoServer`."""
        java, jars = find_java(), find_jars()
        self._configure()
        environment = {
            **os.environ,
            "NEO4J_HOME": str(self.home),
            "NEO4J_CONF": str(self.home / "conf"),
        }
        marker = self.home / "password-set"
        if self.password and not marker.exists():
            admin = ["org.neo4j.cli.AdminTool", "dbms", "set-initial-password", self.password]
            subprocess.run(
                [java, "-cp", f"{jars}/*", *admin], env=environment, check=True, capture_output=True
            )
            marker.touch()
        with (self.home / "server.out").open("ab") as out:
            self.process = subprocess.Popen(
                self._command(java, jars),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=environment,
                start_new_session=True,
            )
        end = time.monotonic() + patience
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise NoServer(f"Neo4j did not come up: {self._last_words()}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Ends it in order."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def kill(self) -> None:
        """kill -9."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(60)

    def peak_memory(self) -> int:
        """Bytes of memory that the process had at most."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) * 1024 if found else 0

    def _command(self, java: str, jars: Path) -> list[str]:
        memory = (f"-Xms{self.heap}", f"-Xmx{self.heap}")
        places = (f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}")
        main = "org.neo4j.server.CommunityEntryPoint"
        return [java, *memory, *OPTIONS, *self.options, "-cp", f"{jars}/*", main, *places]

    def _configure(self) -> None:
        for name in ("conf", "data", "logs", "run", "plugins", "import"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        settings = {
            "server.default_listen_address": "127.0.0.1",
            "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.port}",
            "server.bolt.tls_level": "DISABLED",
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "dbms.security.auth_enabled": "true" if self.password else "false",
            "dbms.usage_report.enabled": "false",
            "server.memory.pagecache.size": "128m",
            "db.tx_log.preallocate": "false",
            "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
            "internal.dbms.bolt.netty_server_shutdown_timeout": "5",
            **self.settings,
        }
        text = "".join(f"{key}={value}\n" for key, value in settings.items())
        (self.home / "conf" / "neo4j.conf").write_text(text, "utf-8")

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as connection:
                connection.settimeout(3)
                connection.sendall(HANDSHAKE)
                answer = connection.recv(4)
                return len(answer) == 4 and any(answer)
        except OSError:
            return False

    def _last_words(self) -> str:
        lines: list[str] = []
        for path in (self.home / "server.out", self.home / "logs" / "neo4j.log"):
            if path.exists():
                lines += path.read_text("utf-8", "replace").splitlines()[-5:]
        return " | ".join(lines)


def new_server(home: Path, **given: object) -> Server:
    """A server that is not started yet, on a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return Server(home, port, **given)  # type: ignore[arg-type]


def find_java() -> str:
    """A Java that Neo4j is supported on. Raises `NoServer`."""
    homes = [os.environ[key] + "/bin/java" for key in ("JAVA_HOME",) if key in os.environ]
    known = sorted(str(path) for path in Path("/usr/lib/jvm").glob("*/bin/java"))
    for java in (*homes, shutil.which("java") or "", *known):
        if not java or not Path(java).exists():
            continue
        shown = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
        if re.search(r'version "(17|21)\b', shown.stderr):
            return java
    raise NoServer("Neo4j needs Java 17 or 21 (Debian: apt-get install openjdk-17-jre-headless)")


def find_jars() -> Path:
    """The folder of the jars, fetched on first use. Raises `NoServer`."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    cache = base / "evenhand" / f"neo4j-{VERSION}"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (cache / "complete").exists():
            _fetch(cache)
    return cache / "lib"


def _fetch(cache: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise NoServer("the jars of Neo4j are fetched by Maven (Debian: apt-get install maven)")
    (cache / "pom.xml").write_text(POM, "utf-8")
    shutil.rmtree(cache / "lib", ignore_errors=True)
    fetch = [maven, "-B", "-q", "-f", str(cache / "pom.xml"), "dependency:copy-dependencies"]
    done = subprocess.run(
        [*fetch, "-DincludeScope=runtime", f"-DoutputDirectory={cache / 'lib'}"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NoServer(f"Maven could not fetch Neo4j: {done.stdout[-500:]}")
    (cache / "complete").touch()
