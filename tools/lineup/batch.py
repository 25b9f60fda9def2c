"""A batch: many JSON documents are parsed, a small summary of each tenth is kept, and all else goes."""
import gc
import json
import os
import random


def mark(number):
    try:
        os.getpgid(900000 + number)
    except ProcessLookupError:
        pass


chance = random.Random(5)


def document(i):
    return json.dumps(
        {
            "id": i,
            "v": [chance.random() for _ in range(i % 7)],
            "name": "user-%05d" % chance.randrange(99999),
            "flags": {"a": True, "b": None, "c": [1, 2, {"d": "e" * (i % 40)}]},
            "txt": "caf\u00e9 \u4e2d"[: i % 6],
        }
    )


documents = [document(i) for i in range(30000)]
mark(1)
parsed = []
summary = {}
for text in documents:
    one = json.loads(text)
    parsed.append(one)
    if one["id"] % 10 == 0:
        summary[one["name"]] = sum(one["v"])
mark(2)
del parsed, one, text
gc.collect()
mark(3)
