"""Starts the local E-utilities server by hand: `python -m tests.eutils FILE.xml.gz`."""

import argparse
import signal
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.eutils.faults import KINDS, Faults
from tests.eutils.server import Request, serve
from tests.eutils.store import PubmedStore

_EXAMPLE = """example:
  python -m tests.eutils records.xml.gz --port 8765 --faults 0.1 --seed 1
  MINER_EUTILS_URL=http://127.0.0.1:8765/entrez/eutils/ MINER_EMAIL=you@example.org miner fetch --query propranolol

faults:
""" + "\n".join(f"  {name:16}{meaning}" for name, meaning in KINDS.items())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.eutils",
        description="Serve MEDLINE XML as NCBI's E-utilities do (db=pubmed), on 127.0.0.1, until Ctrl-C.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="PubmedArticleSet XML, plain or gzip")
    parser.add_argument("--port", type=int, default=8765, help="0: any free port (default: 8765)")
    parser.add_argument("--no-limit", action="store_true", help="do not limit requests per second")
    parser.add_argument(
        "--page-limit", type=int, default=9_999, help="maximum records returned of one result (default: 9999)"
    )
    parser.add_argument("--faults", type=float, default=0.0, metavar="CHANCE", help="probability that a request fails")
    parser.add_argument("--fault", action="append", choices=list(KINDS), help="only this kind; may be repeated")
    parser.add_argument("--seed", type=int, default=0, help="the same seed yields the same faults")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run until interrupted and return the exit status: 0, or 2 for a file or port that cannot be used."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # shells start background jobs with it ignored
    store = PubmedStore()
    for path in options.files:
        try:
            count = store.load(path)
        except (OSError, SyntaxError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            return 2
        print(f"{path}: {count:,} records", file=sys.stderr)
    faults = Faults.random(options.faults, seed=options.seed, kinds=options.fault or tuple(KINDS))
    limit = None if options.no_limit else 3
    try:
        with serve(
            store, port=options.port, limit_per_second=limit, page_limit=options.page_limit, faults=faults, log=_log
        ) as server:
            print(f"{len(store):,} records at {server.url} (Ctrl-C ends it). For miner:")
            print(f"export MINER_EUTILS_URL={server.url} MINER_EMAIL=you@example.org", flush=True)
            threading.Event().wait()
    except KeyboardInterrupt:
        shown = ", ".join(f"{kind} {count}" for kind, count in sorted(faults.shown.items()))
        print(f"\nended after {len(server.requests):,} requests; faults shown: {shown or 'none'}", file=sys.stderr)
    except OSError as error:
        print(f"port {options.port}: {error.strerror}; choose another with --port", file=sys.stderr)
        return 2
    return 0


def _log(request: Request) -> None:
    shown = " ".join(f"{name}={value[:60]}" for name, value in request.parameters.items() if name != "db")
    moment = datetime.fromtimestamp(time.time(), UTC)
    fault = f" [{request.fault}]" if request.fault else ""
    print(f"{moment:%H:%M:%S} {request.method} {request.endpoint} {request.status}{fault} {shown}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
