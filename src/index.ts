/**
 * pymalloc-lab: CPython's small-object allocator, to the address; the primer's
 * experiments on it; tries; and charts of what happened.
 *
 * Read it as a table of contents. Data flows one way:
 * workload -> pymalloc -> recording -> chart -> page.
 */
export {};
