"""Every pinned package can be imported along with the others, which a resolver does not check."""

import importlib.util
import re
import subprocess
import sys
from importlib.metadata import packages_distributions, version
from pathlib import Path

from packaging.requirements import Requirement

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements.txt"
PIN = re.compile(r"^(?P<requirement>[A-Za-z0-9_.-]+==[^\\\n]+?) *\\$", re.MULTILINE)
ONLY_FILES = frozenset({"neo4j-rust-ext"})
"""Packages that only add files to another package, so they have no module of their own."""
NEVER_IMPORTED = frozenset({"__main__", "_distutils_hack", "tests", "test"})


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> dict[str, str]:
    """Return the pinned versions that apply to this machine, by canonical package name."""
    requirements = map(Requirement, PIN.findall(REQUIREMENTS.read_text(encoding="utf-8")))
    return {
        canonical(pin.name): str(pin.specifier).removeprefix("==")
        for pin in requirements
        if pin.marker is None or pin.marker.evaluate()
    }


def modules() -> dict[str, list[str]]:
    """Return the modules that each pinned package installs."""
    found: dict[str, list[str]] = {name: [] for name in pinned()}
    for module, packages in packages_distributions().items():
        for package in set(map(canonical, packages)) & found.keys():
            if module not in NEVER_IMPORTED and not module.endswith("-stubs"):
                found[package].append(module)
    return found


def test_what_is_installed_is_what_is_pinned() -> None:
    assert {name: version(name) for name in pinned()} == pinned()


def test_every_pinned_package_imports_beside_the_others() -> None:
    found = modules()
    stubs = {name for name in found if name.startswith("types-") or name.endswith("-stubs")}
    assert {name for name, brought in found.items() if not brought} <= ONLY_FILES | stubs
    code = (
        "import importlib, sys, warnings; warnings.simplefilter('ignore'); "
        "[importlib.import_module(name) for name in sys.argv[1:]]"
    )
    names = [module for brought in found.values() for module in brought if is_module(module)]
    done = subprocess.run([sys.executable, "-c", code, *names], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(names) > 100


def is_module(name: str) -> bool:
    return name.isidentifier() and importlib.util.find_spec(name) is not None
