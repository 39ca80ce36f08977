"""Keep freed memory in the process instead of handing it back to the system.

A run makes and drops arrays of a few megabytes thousands of times. By default glibc maps each anew, and the system
zeroes every page again: a quarter of the time of a replicate. Where the C library is not glibc nothing is done.
"""

import ctypes
import sys
from functools import cache

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD = -1, -2, -3  # names and numbers of <malloc.h>
KEPT = 1 << 30
"""Bytes: freed memory up to this stays; single arrays up to this come from the heap."""
AHEAD = 1 << 26
"""Bytes asked for ahead when the heap grows."""


@cache
def keep_freed_memory() -> bool:
    """Tell the allocator once; whether it understood."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL("libc.so.6").mallopt
    except (OSError, AttributeError):
        return False
    return all(
        mallopt(ctypes.c_int(option), ctypes.c_int(value)) == 1
        for option, value in ((M_MMAP_THRESHOLD, KEPT), (M_TRIM_THRESHOLD, KEPT), (M_TOP_PAD, AHEAD))
    )
