"""Each kind of named place holds strs of its own; obeys one line of code at a time."""
import collections
import functools
import gc
import sys


def texts(label, count=3000):
    return ["%s number %d" % (label, i) for i in range(count)]


class Basket(object):
    recent = texts("class attribute")

    def __init__(self):
        self.rows = {"list": texts("instance attribute")}


class Slotted(object):
    __slots__ = ("left", "right")


class Ring(object):
    pass


def with_default(values=texts("default")):
    return values


def make_handler():
    rows = texts("closure")

    def handler():
        return rows

    return handler


@functools.lru_cache(maxsize=None)
def cached(label):
    return texts(label)


def suspended():
    waiting = texts("generator")
    yield 1
    yield waiting


plain = texts("global")
aliased = texts("alias")
also_aliased = aliased
basket = Basket()
slotted = Slotted()
slotted.left = texts("slot")
handler = make_handler()
ring = Ring()
ring.me = ring
ring.held = texts("cycle")
queue = collections.deque(texts("deque"))
ordered = collections.OrderedDict((text, len(text)) for text in texts("ordered"))
cached("cache")
generator = suspended()
next(generator)


def obey(local_rows):
    for line in iter(sys.stdin.readline, ""):
        exec(line, globals())
        gc.collect()
        print("done")
        sys.stdout.flush()
    return local_rows


gc.collect()
print("ready")
sys.stdout.flush()
obey(texts("local"))
