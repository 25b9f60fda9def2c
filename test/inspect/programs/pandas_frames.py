"""Frames of pandas, with columns of Python strs in arrays of NumPy."""
import numpy
import pandas

frame = pandas.DataFrame(
    {"name": ["user %d" % i for i in range(count)], "score": numpy.arange(count) / 7}
)
frame["name"] = frame["name"].astype(object)
groups = dict(list(frame.groupby(frame["score"].astype(int) % 7)))
small = [numpy.arange(i % 40) for i in range(count // 10)]
