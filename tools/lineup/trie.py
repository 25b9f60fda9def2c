"""The primer's trie: built from a list of words, its paths compressed in place, then dropped.

trie.py WORDS
"""
import gc
import os
import sys


def mark(number):
    try:
        os.getpgid(900000 + number)
    except ProcessLookupError:
        pass


class Node(object):
    __slots__ = ("label", "children", "end")

    def __init__(self, label):
        self.label = label
        self.children = {}
        self.end = False


def build(path):
    root = Node("")
    for line in open(path, encoding="utf8"):
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
        for key, child in list(node.children.items()):
            while not child.end and len(child.children) == 1:
                (only,) = child.children.values()
                only.label = child.label + only.label
                child = only
            node.children[key] = child
            stack.append(child)


mark(1)
root = build(sys.argv[1])
gc.collect()
mark(2)
compress(root)
gc.collect()
mark(3)
del root
gc.collect()
