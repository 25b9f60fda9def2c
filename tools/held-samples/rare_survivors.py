"""The primer's rare survivors: of a million strings one in 20,000 stays.

The survivors are a module's global, as a log or a cache would be.
"""
import gc
import random
import sys

random.seed(20240607)
strings = [str(random.random()) for _ in range(1_000_000)]
keep = [one for one in strings if random.random() < 0.00005]
del strings
gc.collect()

print("ready", flush=True)
sys.stdin.readline()
