"""Where this interpreter's objects have what, as JSON: words that are a known object's address."""
import ctypes
import json


def places(of, values, count):
    words = (ctypes.c_uint64 * count).from_address(id(of))
    return {
        name: [8 * at for at in range(count) if words[at] == id(value)]
        for name, value in values.items()
    }


def outer(first, second=7, *, third=8):
    def inner():
        return first

    return inner


outer.attribute = 1
inner = outer(3)


class Example(object):
    pass


function = places(
    outer,
    {
        "name": outer.__name__,
        "qualifiedName": outer.__qualname__,
        "code": outer.__code__,
        "defaults": outer.__defaults__,
        "keywordDefaults": outer.__kwdefaults__,
        "dict": outer.__dict__,
        "module": outer.__module__,
    },
    15,
)
function.update(places(inner, {"closure": inner.__closure__}, 15))
code = places(
    outer.__code__,
    {
        "globalNames": outer.__code__.co_names,
        "fileName": outer.__code__.co_filename,
        "name": outer.__code__.co_name,
    },
    18,
)
type_ = places(
    Example, {"name": Example.__name__, "qualifiedName": Example.__qualname__}, type.__basicsize__ // 8
)
pair = (object(), object())
print(
    json.dumps(
        {
            "function": function,
            "code": code,
            "type": type_,
            "tupleItem": places(pair, {"0": pair[0]}, 5)["0"],
        }
    )
)
