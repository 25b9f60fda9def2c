"""An enemy of size classes: never more than so many MiB live, yet each class in turn fills them,
and keeps one block a pool.

enemy.py MIB POOL_BITS
"""
import gc
import os
import sys


def mark(number):
    try:
        os.getpgid(900000 + number)
    except ProcessLookupError:
        pass


# An empty bytes object of 64-bit builds, in bytes.
EMPTY = 33
most_bytes = int(sys.argv[1]) * 2**20
pool_bits = int(sys.argv[2])
mark(1)
survivors = []
live = 0
for block_bytes in range(48, 513, 16):
    batch = [bytes(block_bytes - EMPTY) for _ in range((most_bytes - live) // block_bytes)]
    if block_bytes == 512:
        mark(2)
    last = None
    for block in batch:
        pool = id(block) >> pool_bits
        if pool != last:
            survivors.append(block)
            live += block_bytes
            last = pool
    del batch, block
gc.collect()
mark(3)
