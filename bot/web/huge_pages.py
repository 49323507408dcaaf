"""Has Linux keep a worker's own memory in pages of 2 MiB instead of 4 KiB.

A text's turn touches thousands of values all over the heap, more pages than the processor's address cache holds. Python's
allocator asks for no huge pages, so they are made of the heap once it is full. Source: madvise(2), MADV_COLLAPSE (Linux 6.1).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from mmap import PAGESIZE
from pathlib import Path

_SIZE = Path("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size")
_COLLAPSE = 25  # MADV_COLLAPSE has no name in Python's `mmap`
# So much of a huge page must be in use already: the rest would be memory that the process never asked for.
_IN_USE = 0.9
_PRESENT = 1 << 7  # in the highest byte of a page's entry in /proc/self/pagemap
# Seconds to wait: for what the first texts read in, then for what has been learnt since.
WAITS = (5.0, 60.0, 600.0)


def start() -> None:
    """Makes huge pages in a few seconds and twice more, in a thread of its own; does nothing where the system has none."""
    threading.Thread(target=_make_in_time, name="huge pages", daemon=True).start()


def make() -> int:
    """Makes huge pages wherever the heap is full; how many it has now: 0 where the system has none."""
    import ctypes

    try:
        madvise = ctypes.CDLL(None).madvise
        madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
        size = int(_SIZE.read_text())
        return sum(madvise(first, size, _COLLAPSE) == 0 for first in list(_full(size)))
    except (AttributeError, OSError):  # another system, or a container without /proc or /sys
        return 0


def _make_in_time() -> None:
    for seconds in WAITS:
        time.sleep(seconds)
        if not make():
            return


def _full(size: int) -> Iterator[int]:
    """The addresses of the stretches of our own memory that would fill a huge page."""
    with Path("/proc/self/pagemap").open("rb", buffering=0) as pages:
        for first, end in _own():
            for address in range(-(-first // size) * size, end - size + 1, size):
                pages.seek(address // PAGESIZE * 8)
                entries = pages.read(size // PAGESIZE * 8)
                if sum(entry & _PRESENT != 0 for entry in entries[7::8]) >= _IN_USE * size / PAGESIZE:
                    yield address


def _own() -> Iterator[tuple[int, int]]:
    """First address and end of each private mapping that is written to and backed by no file."""
    for line in Path("/proc/self/maps").read_text().splitlines():
        addresses, rights, _, _, _, *name = line.split(maxsplit=5)
        if rights == "rw-p" and name in ([], ["[heap]"]):
            first, _, end = addresses.partition("-")
            yield int(first, 16), int(end, 16)
