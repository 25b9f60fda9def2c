"""A program that builds a heap, then obeys its standard input.

First argument: what it builds. Then a line of input each: "stop" prints the stats to standard
error and stops the process, "run CODE" runs a line of Python, an empty line ends it.
"""
import gc
import os
import sys

kind = sys.argv[1]
keep = []


def say(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Node(object):
    def __init__(self, i):
        self.name = "node %d" % i
        self.left = i
        self.tags = {"a": i, "b": str(i)}


class Slot(object):
    __slots__ = ("x", "y")

    def __init__(self, i):
        self.x = i * 1.5
        self.y = (i, str(i))


def sparse():
    """Few strings survive of many: most arenas are held by one or two."""
    texts = [str(i * 0.37) for i in range(150000)]
    return texts[::5000]


def mixed():
    """Objects of many kinds with holes between them."""
    objects = []
    for i in range(8000):
        objects += [Node(i), Slot(i), {i, str(i)}, [i, (i, float(i))], "text %d" % i]
    return objects[::3]


def threads():
    """The same while threads wait, each with a stack of its own."""
    import threading

    event = threading.Event()
    for _ in range(8):
        thread = threading.Thread(target=event.wait)
        thread.daemon = True
        thread.start()
    return mixed()


def interpreters():
    """Three interpreters, each with strings of its own (3.12 and later)."""
    global numbers  # 3.12 ends an interpreter that nobody has the number of
    try:
        import _interpreters as module

        numbers = [module.create("isolated") for _ in range(2)]
        run = module.run_string
    except ImportError:
        import _xxsubinterpreters as module

        numbers = [module.create() for _ in range(2)]
        run = module.run_string
    for count, number in enumerate(numbers):
        run(number, "keep = [str(i) * 3 for i in range(%d)]" % (30000 * (count + 1)))
    return [str(i) * 3 for i in range(20000)]


if kind != "start":
    keep = globals()[kind]()
gc.collect()

pid, kill, stats, readline = os.getpid(), os.kill, sys._debugmallocstats, sys.stdin.readline
say("ready")
while True:
    line = readline().strip()
    if line == "stop":
        stats()
        kill(pid, 19)
        say("continued")
    elif line.startswith("run "):
        exec(line[4:])
        say("done")
    else:
        break
