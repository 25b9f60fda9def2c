"""Prints what common objects of this Python ask the allocator for, in bytes, as JSON.

sys.getsizeof() adds up an object's blocks, its collector header included; where that is more
than one block, the second is told by the difference to an empty one. Python 3.6 and later.
"""
import json
import sys


class Slots(object):
    __slots__ = ("a", "b", "c")


def closure():
    captured = object()
    return lambda: captured


def keys_of(count, text):
    filled = {}
    for number in range(count):
        filled[str(number) + "k" if text else number] = None
    return sys.getsizeof(filled) - sys.getsizeof({})


size = sys.getsizeof
inner = closure()
fixed = {
    "float": size(1.5),
    "int": size(12345),
    "list object": size([]),
    "dict object": size({}),
    "set of up to 4": size({1}),
    "function": size(closure),
    "cell of a closure": size(inner.__closure__[0]),
    "instance with 3 slots": size(Slots()),
}
print(
    json.dumps(
        {
            "fixed": fixed,
            "str": size("ab") - 2,
            "bytes": size(b"ab") - 2,
            "tuple": size(()),
            "strKeys": [keys_of(count, True) for count in (5, 10, 21, 42)],
            "otherKeys": [keys_of(count, False) for count in (5, 10, 21, 42)],
        }
    )
)
