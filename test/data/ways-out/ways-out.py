"""A trie of words by one of several ways, for scripts that record or measure it.

    ways-out.py write KIND WORDS FILE        three files of the compressed trie: FILE.txt, .json, .pickle
    ways-out.py in-place KIND WORDS          builds it letter by letter, then compresses it
    ways-out.py direct|direct-sorted KIND WORDS
                                             builds it compressed, from words as they come or sorted
    ways-out.py text|json|pickle KIND FILE   reads the one that write made

KIND is slots or plain: whether the class of the nodes has __slots__. At each stage it prints its
stats if its last argument is --stats, and otherwise asks for a process group that cannot be, which the recorder
takes as a mark.
"""
import gc
import os
import sys

sys.setrecursionlimit(10000)
STATS = "--stats" in sys.argv


class Slots(object):
    __slots__ = ("label", "children", "end")

    def __init__(self, label):
        self.label = label
        self.children = {}
        self.end = False


class Plain(object):
    def __init__(self, label):
        self.label = label
        self.children = {}
        self.end = False


def mark(number):
    if STATS:
        gc.collect()
        sys._debugmallocstats()
        return
    try:
        os.getpgid(900000 + number)
    except ProcessLookupError:
        pass


def words(path):
    with open(path) as lines:
        for line in lines:
            yield line.rstrip("\n")


def build(path):
    root = Node("")
    for word in words(path):
        node = root
        for letter in word:
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


def insert(root, word):
    node = root
    at = 0
    while at < len(word):
        child = node.children.get(word[at])
        if child is None:
            leaf = Node(word[at:])
            leaf.end = True
            node.children[word[at]] = leaf
            return
        label = child.label
        shared = 0
        most = min(len(label), len(word) - at)
        while shared < most and label[shared] == word[at + shared]:
            shared += 1
        if shared < len(label):
            upper = Node(label[:shared])
            child.label = label[shared:]
            upper.children[child.label[0]] = child
            node.children[word[at]] = upper
            child = upper
        node = child
        at += shared
    node.end = True


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


def write(path, target):
    import json
    import pickle

    root = build(path)
    compress(root)
    with open(target + ".txt", "w") as file:
        write_lines(root, file)
    with open(target + ".json", "w") as file:
        json.dump(as_lists(root), file)
    with open(target + ".pickle", "wb") as file:
        pickle.dump(root, file, 2)


way, kind, path = sys.argv[1:4]
Node = {"slots": Slots, "plain": Plain}[kind]
if way == "write":
    write(path, sys.argv[4])
elif way == "in-place":
    mark(1)
    root = build(path)
    mark(2)
    compress(root)
    mark(3)
elif way in ("direct", "direct-sorted"):
    mark(1)
    root = Node("")
    for word in sorted(words(path)) if way == "direct-sorted" else words(path):
        insert(root, word)
    mark(2)
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
