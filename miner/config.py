"""Settings from `miner.toml` in the working folder, the environment (MINER_...) and flags; the last wins. Read once."""

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
"""Settings that variables of other programs can also set; MINER_... variables and the file take precedence."""


def _first_day(value: object) -> object:
    """Return a year or a month as its first day, as `--since` does, and any other value as it is."""
    text = str(value)
    parts = text.split("-")
    return (
        "-".join([text, "01", "01"][: 4 - len(parts)]) if len(parts) < 3 and text.replace("-", "").isdigit() else value
    )


def _regions(value: object) -> object:
    """Return regions as they are, or split where they come as one text, as from the environment: "US,EU"."""
    return tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else value


class Topic(BaseModel):
    """A saved PubMed query that `miner refresh` keeps up to date: a table [topics.NAME] of `miner.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    query: str = Field(min_length=1, description="as one would type it into PubMed")
    since: Annotated[date | None, BeforeValidator(_first_day)] = Field(
        None, description="the first refresh fetches what PubMed added from this day on"
    )


class Settings(BaseModel):
    """Everything that can be set, with its default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data_folder: Path = Field(Path("miner-data"), description="folder of the ledger, the embedded graph and the lists")
    graph: str = Field("", description="embedded:PATH, bolt://... or neo4j://...; empty: embedded in data_folder")
    graph_user: str = Field("neo4j", description="user of a graph server")
    graph_password: SecretStr = Field(SecretStr(""), description="password of a graph server")
    model: str = Field("", description="spaCy or scispaCy model, by package name or path; empty: the shipped one")
    linker: str = Field(
        "", description="scispaCy linker for names that our own cannot link: mesh, umls ... or a folder"
    )
    lexicon_folder: Path | None = Field(None, description="tables of the lexicon; empty: the shipped ones")
    labels_folder: Path | None = Field(None, description="tables of label facts; empty: the shipped ones")
    regions: Annotated[tuple[str, ...], BeforeValidator(_regions)] = Field(
        ("US", "EU"), min_length=1, description="regions of the list's readers: uses that no label there has come first"
    )
    workers: int = Field(0, ge=0, description="worker processes; 0: one per processor if there is much to read")
    batch_size: int = Field(200, ge=1, description="articles per batch and transaction")
    email: str = Field("", description="contact address that NCBI expects from every client")
    api_key: SecretStr = Field(SecretStr(""), description="key of an NCBI account: 10 requests a second instead of 3")
    eutils_url: str = Field(EUTILS_URL, description="address of ESearch, EFetch, EPost and ESummary")
    bulk_url: str = Field(BULK_URL, description="address of the folders baseline/ and updatefiles/")
    timeout_seconds: float = Field(60.0, gt=0, description="seconds that a server may stay silent")
    attempt_count: int = Field(8, ge=1, description="how often a request to NCBI is made before it counts as failed")
    topics: dict[str, Topic] = Field({}, description="saved queries that refresh keeps up to date, by name")
    overlap_days: int = Field(7, ge=0, description="refresh requests this many days before its last success again")
    recheck_days: int = Field(28, ge=0, description="days after which refresh fetches an article again; 0: never")
    recheck_limit: int = Field(10_000, ge=0, description="most articles that one refresh fetches again")
    metrics_file: Path | None = Field(None, description="refresh writes Prometheus metrics here (textfile collector)")

    @property
    def ledger_path(self) -> Path:
        """The SQLite file of the ledger."""
        return self.data_folder / "ledger.db"

    @property
    def graph_target(self) -> str:
        """The graph to use, as `graph.store.open_store` takes it."""
        return self.graph or f"embedded:{self.data_folder / 'graph'}"

    @property
    def lists_folder(self) -> Path:
        """The folder to which weekly lists are written."""
        return self.data_folder / "lists"


def load_settings(
    flags: Mapping[str, Any] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    file: Path = CONFIG_FILE,
) -> Settings:
    """Return the settings from file, environment and flags; flags that are None are ignored.

    NEO4J_USER and NEO4J_PASSWORD count too, as for Neo4j's own tools, and NCBI_API_KEY, as for EDirect.

    Raises:
        ConfigError: a setting is unknown or its value cannot be used; the message names where it came from.
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
        message = _explain(problem["type"], problem["msg"], problem["loc"])
        raise ConfigError(f"{origin.get(name, name)}: {where}: {message}") from error


def _explain(kind: str, message: str, place: tuple[int | str, ...]) -> str:
    """Return what is wrong with a setting; pydantic's own messages serve except where they name Python's types."""
    if kind == "extra_forbidden":
        return _unknown_key(place)
    return "Input should be a path in quotes" if kind.startswith("path_") else message


def _unknown_key(place: tuple[int | str, ...]) -> str:
    """Return the message for a key that is no setting, with the most similar setting."""
    known = list(Settings.model_fields) if len(place) == 1 else list(Topic.model_fields)
    near = difflib.get_close_matches(str(place[-1]), known, n=1, cutoff=0.8)
    hint = f"did you mean {near[0]!r}?" if near else f"the settings are {', '.join(known)}"
    return f"no such setting; {hint}"


def _read_file(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        with file.open("rb") as stream:
            return tomllib.load(stream)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{file}: {error}") from error
