"""Print the figures that the documents quote, from one run on one machine.

Run: python -m bench [SECTION...] [--data FOLDER] [--articles N] [--json]
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from bench import command, comparison, graph_loading, memory, reading, refresh, scale, xml_reading
from bench.figures import Figure, as_json, describe_machine, print_figures, print_machine
from bench.inputs import export_paths, load_articles, load_sample

SECTIONS: dict[str, Callable[[Path, int], list[Figure]]] = {
    "xml": lambda data, _count: xml_reading.measure(export_paths(data)),
    "reading": lambda data, count: reading.measure(load_articles(data, count)),
    "comparison": lambda data, count: comparison.measure(load_articles(data, count)),
    "memory": lambda data, count: memory.measure(data, 4 * count),
    "graph": lambda data, count: graph_loading.measure(load_sample(data, 5 * count)),
    "refresh": lambda data, count: refresh.measure(
        load_sample(data, 5 * count), changed_count=2 * count, sizes=(4 * count, 40 * count)
    ),
    "scale": lambda data, count: scale.measure(
        export_paths(data), scale.load_recent(data, 18 * count), citation_count=60 * count, read_count=count
    ),
    "command": lambda _data, _count: command.measure(),
}


def parse_arguments(arguments: list[str]) -> argparse.Namespace:
    """Return the options of the command line; a wrong one ends the program."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Figures of this program, here and now.")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"of {', '.join(SECTIONS)}; all if none")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of reference data")
    parser.add_argument(
        "--articles",
        type=int,
        default=500,
        metavar="N",
        help="articles that are read (500), 20 N for memory; 5 N are loaded into the graph, 2 N of 4 N and of 40 N "
        "refreshed, 60 N to a file imported",
    )
    parser.add_argument("--json", action="store_true", help="for machines")
    options = parser.parse_args(arguments)
    for name in options.sections:
        if name not in SECTIONS:
            parser.error(f"no section {name!r}; there are {', '.join(SECTIONS)}")
    if options.articles < 10:
        parser.error("--articles must be 10 or more")
    return options


def main() -> None:
    """Run the sections one after the other and print each when it is done."""
    options = parse_arguments(sys.argv[1:])
    console = Console(width=None if sys.stdout.isatty() else 120)
    machine = describe_machine()
    if not options.json:
        print_machine(console, machine)
    measured: dict[str, list[Figure]] = {}
    for name in options.sections or SECTIONS:
        measured[name] = SECTIONS[name](options.data, options.articles)
        if not options.json:
            print_figures(console, name, measured[name])
    if options.json:
        sections = {name: [as_json(figure) for figure in figures] for name, figures in measured.items()}
        json.dump({"machine": machine, "sections": sections}, sys.stdout, indent=1)
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
