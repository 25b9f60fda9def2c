"""Objects of the kinds that CPython lays out itself, most of them gone again."""
import collections
import datetime
import decimal
import itertools
import json
import random

random.seed(3)


class Node(object):
    def __init__(self, number):
        self.left = number
        self.name = "n%d" % number
        self.tags = {"a": number, "b": str(number)}


class Slotted(object):
    __slots__ = ("x", "y")

    def __init__(self, number):
        self.x = number * 1.5
        self.y = (number, str(number))


class Words(list):
    pass


class Pair(collections.namedtuple("Pair", "first second")):
    pass


def counter(start):
    held = [start]

    def count():
        held[0] += 1
        return held[0]

    return count


def numbers(stop):
    for number in range(stop):
        yield "number %d" % number


big = list(range(20000)), {i: str(i) for i in range(3000)}, set(range(5000)), tuple(range(900))
keep = []
for number in range(count // 8):
    generator = numbers(9)
    next(generator)
    words = Words("w%d" % number)
    words.number = number
    keep += [
        Node(number),
        Slotted(number),
        {number, str(number)},
        json.loads('{"id": %d, "v": [1, 2.5, "x%d"], "o": {"k": null}}' % (number, number)),
        counter(number),
        generator,
        words,
        Pair(number, u"\u0142%d" % number),
        collections.deque([number, str(number)]),
        collections.OrderedDict((str(i), i) for i in range(number % 9)),
        decimal.Decimal(number) / 7,
        datetime.datetime(2020, 1, 1) + datetime.timedelta(number),
        bytearray(b"x" * (number % 90)),
        itertools.chain([number], (str(number),)),
        2 ** (number % 300),
        frozenset(range(number % 11)),
        memoryview(b"m%d" % number),
        complex(number, 1),
        b"bytes %d" % number,
        Node.__init__.__get__(number),
        ValueError("e%d" % number),
    ]
random.shuffle(keep)
del keep[len(keep) // 3 :]
