"""Python's garbage collector, out of the way of work that makes many objects and hardly any cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Yield with the garbage collector paused: it would scan hundreds of thousands of objects and find none to free."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
