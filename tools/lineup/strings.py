"""The primer's experiments with a seed: a million strings, of which some stay.

strings.py half | rare | first
"""
import gc
import os
import random
import sys


def mark(number):
    try:
        os.getpgid(900000 + number)
    except ProcessLookupError:
        pass


kind = sys.argv[1]
count = 1_000_000
random.seed(7)
mark(1)
strings = []
for i in range(count):
    strings.append(str(random.random()))
mark(2)
if kind == "half":
    strings = [s for s in strings if random.random() < 0.5]
elif kind == "rare":
    strings = [s for s in strings if random.random() < 0.00005]
elif kind == "first":
    strings = strings[: count // 2]
else:
    raise SystemExit("strings.py takes half, rare or first")
gc.collect()
mark(3)
