/** Files of the repository that cells may read, by the paths that a notebook writes. */
export const PUBLISHED_FILES = [
  "../test/data/traces/a-strings_sparse100k-3.11.pmt.gz",
  "../test/data/held-heaps/rare-survivors.held.json.gz",
  "../test/data/held-heaps/django-shop.held.json.gz",
] as const;

/** Path of a file that cells may read. */
export type PublishedFile = (typeof PUBLISHED_FILES)[number];
