"""A trie of words by one of several ways, recorded by scripts/record-ways-out.mjs.

    ways-out.py write WORDS FILE      three files of the compressed trie: FILE.txt, .json, .pickle
    ways-out.py in-place WORDS        builds it letter by letter, then compresses it
    ways-out.py text|json|pickle FILE reads the one that write made

Between stages it asks for a process group that cannot be, which the recorder takes as a mark.
"""
import os
import sys

sys.setrecursionlimit(10000)


class Node(object):
    __slots__ = ("label", "children", "end")

    def __init__(self, label):
        self.label = label
        self.children = {}
        self.end = False


def mark(number):
    try:
        os.getpgid(900000 + number)
    except ProcessLookupError:
        pass


def build(path):
    root = Node("")
    with open(path) as lines:
        for line in lines:
            node = root
            for letter in line.rstrip("\n"):
                child = node.children.get(letter)
                if child is None:
                    child = node.children[letter] = Node(letter)
                node = child
            node.end = True
    return root


def compress(root):
    stack = [root]
    while stack:
        node = stack.pop()
        for letter, child in list(node.children.items()):
            while not child.end and len(child.children) == 1:
                (only,) = child.children.values()
                only.label = child.label + only.label
                child = only
            node.children[letter] = child
            stack.append(child)


def as_lists(node):
    return [node.label, node.end, [as_lists(child) for child in node.children.values()]]


def from_lists(lists):
    node = Node(lists[0])
    node.end = lists[1]
    for child in lists[2]:
        node.children[child[0][0]] = from_lists(child)
    return node


def write_lines(node, file, depth=0):
    file.write("%d\t%d\t%s\n" % (depth, node.end, node.label))
    for child in node.children.values():
        write_lines(child, file, depth + 1)


def read_lines(file):
    root = None
    way = []
    for line in file:
        depth, end, label = line.rstrip("\n").split("\t")
        node = Node(label)
        node.end = end == "1"
        del way[int(depth):]
        if way:
            way[-1].children[label[0]] = node
        else:
            root = node
        way.append(node)
    return root


def write(words, path):
    import json
    import pickle

    root = build(words)
    compress(root)
    with open(path + ".txt", "w") as file:
        write_lines(root, file)
    with open(path + ".json", "w") as file:
        json.dump(as_lists(root), file)
    with open(path + ".pickle", "wb") as file:
        pickle.dump(root, file, 2)


way, path = sys.argv[1:3]
if way == "write":
    write(path, sys.argv[3])
elif way == "in-place":
    mark(1)
    root = build(path)
    mark(2)
    compress(root)
    mark(3)
elif way == "text":
    mark(1)
    with open(path + ".txt") as file:
        root = read_lines(file)
    mark(2)
elif way == "json":
    import json

    mark(1)
    with open(path + ".json") as file:
        lists = json.load(file)
    mark(2)
    root = from_lists(lists)
    del lists
    mark(3)
elif way == "pickle":
    import pickle

    mark(1)
    with open(path + ".pickle", "rb") as file:
        root = pickle.load(file)
    mark(2)
else:
    sys.exit("no way %r" % way)
