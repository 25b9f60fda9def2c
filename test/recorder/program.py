"""A program with a bit of everything, recorded by record.test.ts.

Its argument is the library built of without-the-lock.c.

It says what it thinks of its allocator at three marks. A process that is not
recorded has no process group of such a number, hence the try.
"""
import ctypes
import os
import random
import subprocess
import sys
import threading

choose = random.Random(7)


def mark(number):
    try:
        os.getpgid(900000 + number)
    except ProcessLookupError:
        pass


def deep(depth):
    """Takes chunks of the frame stack from the arena allocator, from 3.11 on."""
    return depth and 1 + deep(depth - 1)


def fill_and_thin(count):
    strings = [str(choose.random()) for _ in range(count)]
    return [text for text in strings if choose.random() < 0.01]


def grow(rounds):
    buffers = [bytearray() for _ in range(50)]
    for _ in range(rounds):
        for buffer in buffers:
            buffer += b"0123456789abcdef"
    for buffer in buffers:
        del buffer[10:]


def fail():
    """Requests that come to nothing, and a child that leaves before it is another program."""
    buffer = bytearray(100)
    for attempt in (lambda: buffer.__imul__(2**56), lambda: bytes(2**60)):
        try:
            attempt()
        except MemoryError:
            pass
    try:
        subprocess.call(["/no/such/program"])
    except FileNotFoundError:
        pass


mark(1)
print("clean" if not [name for name in os.environ if "PYTRACE" in name] else "not clean")
sys.setrecursionlimit(20000)
deep(5000)
kept = fill_and_thin(60000)
grow(40)
fail()
mark(2)

threads = [threading.Thread(target=fill_and_thin, args=(4000,)) for _ in range(4)]
# From 3.12 pymalloc looks for its heap in the thread's state, and such a thread has none.
if sys.version_info < (3, 12) and len(sys.argv) > 1:
    ask = ctypes.CDLL(sys.argv[1]).ask
    threads += [threading.Thread(target=ask, args=(1000,)) for _ in range(4)]
for thread in threads:
    thread.start()
sys.stdout.flush()  # or the children would say it again
for leave in (os._exit, sys.exit):
    child = os.fork()
    if child == 0:
        kept = fill_and_thin(20000)
        mark(99)
        leave(0)
    os.waitpid(child, 0)
subprocess.call([sys.executable, "-S", "-c", "x = [str(i) for i in range(9000)]"])
for thread in threads:
    thread.join()
del kept
mark(3)
