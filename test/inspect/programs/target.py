"""Runs a workload, then obeys one line of code at a time: target.py WORKLOAD COUNT."""
import gc
import sys

count = int(sys.argv[2])
with open(sys.argv[1]) as workload:
    exec(compile(workload.read(), sys.argv[1], "exec"))
gc.collect()
print("ready")
sys.stdout.flush()
for line in iter(sys.stdin.readline, ""):
    exec(line)
    print("done")
    sys.stdout.flush()
