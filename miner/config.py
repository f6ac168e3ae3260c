"""Settings: `miner.toml` in the working folder, then the environment (MINER_...), then flags; read once."""

import difflib
import os
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from miner.errors import ConfigError

CONFIG_FILE = Path("miner.toml")
EUTILS_URL = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
BULK_URL = "https://ftp.ncbi.nlm.nih.gov/pubmed/"
ENVIRONMENT_PREFIX = "MINER_"
FOREIGN_VARIABLES = {"graph_user": "NEO4J_USER", "graph_password": "NEO4J_PASSWORD", "api_key": "NCBI_API_KEY"}
"""Settings that other programs' variables give too; ours and the file win over them."""


def _first_day(value: object) -> object:
    """A year or a month stands for its first day, as in `--since`."""
    text = str(value)
    parts = text.split("-")
    return (
        "-".join([text, "01", "01"][: 4 - len(parts)]) if len(parts) < 3 and text.replace("-", "").isdigit() else value
    )


class Topic(BaseModel):
    """A saved PubMed query that `miner refresh` keeps up with: a table [topics.NAME] of `miner.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    query: str = Field(min_length=1, description="as one would type it into PubMed")
    since: Annotated[date | None, BeforeValidator(_first_day)] = Field(
        None, description="the first refresh asks for what PubMed added from this day on"
    )


class Settings(BaseModel):
    """Everything that can be set, with its default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data_folder: Path = Field(Path("miner-data"), description="ledger, embedded graph and lists lie here")
    graph: str = Field("", description="embedded:PATH, bolt://... or neo4j://...; empty: embedded in data_folder")
    graph_user: str = Field("neo4j", description="user of a graph server")
    graph_password: SecretStr = Field(SecretStr(""), description="password of a graph server")
    model: str = Field("", description="spaCy or scispaCy model, by package name or path; empty: the shipped one")
    linker: str = Field(
        "", description="scispaCy linker for names that nothing else explains: mesh, umls ... or a folder"
    )
    lexicon_folder: Path | None = Field(None, description="tables of the lexicon; empty: the shipped ones")
    labels_folder: Path | None = Field(None, description="tables of label facts; empty: the shipped ones")
    workers: int = Field(0, ge=0, description="reading processes; 0: one per processor where there is much to read")
    batch_size: int = Field(200, ge=1, description="articles per batch and transaction")
    email: str = Field("", description="NCBI asks every client for an address it can write to")
    api_key: SecretStr = Field(SecretStr(""), description="of an NCBI account: 10 requests a second instead of 3")
    eutils_url: str = Field(EUTILS_URL, description="where ESearch, EFetch, EPost and ESummary answer")
    bulk_url: str = Field(BULK_URL, description="where the folders baseline/ and updatefiles/ lie")
    timeout_seconds: float = Field(60.0, gt=0, description="how long a server may be silent")
    attempt_count: int = Field(8, ge=1, description="how often a request to NCBI is made before it counts as failed")
    topics: dict[str, Topic] = Field({}, description="saved queries that refresh keeps up with, by name")
    overlap_days: int = Field(7, ge=0, description="refresh asks again for so many days before its last success")
    recheck_days: int = Field(28, ge=0, description="refresh fetches a stored article again after so long; 0: never")
    recheck_limit: int = Field(10_000, ge=0, description="at most so many articles are fetched again in one refresh")
    metrics_file: Path | None = Field(None, description="refresh writes Prometheus metrics here (textfile collector)")

    @property
    def ledger_path(self) -> Path:
        """The SQLite file."""
        return self.data_folder / "ledger.db"

    @property
    def graph_target(self) -> str:
        """The graph to use, as `graph.open_store` takes it."""
        return self.graph or f"embedded:{self.data_folder / 'graph'}"

    @property
    def lists_folder(self) -> Path:
        """Where weekly lists are written."""
        return self.data_folder / "lists"


def load_settings(
    flags: Mapping[str, Any] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    file: Path = CONFIG_FILE,
) -> Settings:
    """Settings from file, environment and flags; a flag that is None does not count.

    NEO4J_USER and NEO4J_PASSWORD are taken too, as Neo4j's own tools do, and NCBI_API_KEY, as EDirect does.

    Raises:
        ConfigError: a setting is unknown or its value cannot be used; names where it came from.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    origin: dict[str, str] = {}
    for name, variable in FOREIGN_VARIABLES.items():
        if environment.get(variable):
            values[name], origin[name] = environment[variable], variable
    for name, value in _read_file(file).items():
        values[name], origin[name] = value, str(file)
    for name in Settings.model_fields:
        variable = ENVIRONMENT_PREFIX + name.upper()
        if environment.get(variable):
            values[name], origin[name] = environment[variable], variable
    for name, value in (flags or {}).items():
        if value is not None:
            values[name], origin[name] = value, f"--{name.replace('_', '-')}"
    try:
        return Settings(**values)
    except ValidationError as error:
        problems = error.errors(include_input=False)
        problem = next((one for one in problems if one["type"] == "extra_forbidden"), problems[0])
        name = str(problem["loc"][0])
        where = ".".join(map(str, problem["loc"]))
        message = _unknown_key(problem["loc"]) if problem["type"] == "extra_forbidden" else problem["msg"]
        raise ConfigError(f"{origin.get(name, name)}: {where}: {message}") from error


def _unknown_key(place: tuple[int | str, ...]) -> str:
    """Return the message for a key that is no setting, with the nearest one that is."""
    known = list(Settings.model_fields) if len(place) == 1 else list(Topic.model_fields)
    near = difflib.get_close_matches(str(place[-1]), known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
    return f"no such setting; {hint}"


def _read_file(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        with file.open("rb") as stream:
            return tomllib.load(stream)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{file}: {error}") from error
