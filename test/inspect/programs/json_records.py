"""Records out of one JSON text, a few of which stay."""
import json
import random

random.seed(1)
text = json.dumps(
    [
        {
            "id": i,
            "name": "user %d" % i,
            "tags": ["a%d" % (i % 7), "b"],
            "score": i / 7.0,
            "address": {"street": "s%d" % (i % 100), "number": i},
        }
        for i in range(count)
    ]
)
records = json.loads(text)
del text
keep = {record["id"]: record for record in records if random.random() < 0.02}
del records
