"""A server with a cache: a busy day in which it grows, then a quiet night in which entries expire."""
import gc
import os
import random


def mark(number):
    try:
        os.getpgid(900000 + number)
    except ProcessLookupError:
        pass


chance = random.Random(11)


class Session(object):
    def __init__(self, number):
        self.user = "user-%d" % number
        self.data = {}
        self.log = []


cache = {}


def request(number):
    path = "/item/%d?%s" % (chance.randrange(50000), "q" * chance.randrange(60))
    headers = {
        key: "%s-%d" % (key, chance.randrange(1000))
        for key in ("host", "agent", "accept", "cookie")
    }
    session = cache.get(number)
    if session is None:
        session = cache[number] = Session(number)
    session.log.append(path)
    if len(session.log) > 8:
        del session.log[0]
    session.data[chance.randrange(20)] = bytes(chance.randrange(16, 400))
    return "".join("<li>%s: %s</li>" % pair for pair in headers.items())


mark(1)
for _ in range(150000):
    request(chance.randrange(30000))
mark(2)
for key in list(cache):
    if chance.random() < 0.95:
        del cache[key]
for moment in range(3000):
    request(chance.choice(list(cache)[:50]) if moment % 100 == 0 else 1)
gc.collect()
mark(3)
