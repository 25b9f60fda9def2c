/**
 * A remark plugin that resolves links between sources.
 *
 * Docusaurus resolves `.md` links inside one docs instance and takes a link to
 * an `.ipynb` for a download. Here `docs/` and `notebooks/` may link to each
 * other by file name, as they do in an editor, and a link to a file that is no
 * page stops the build.
 */
import path from "node:path";

/** Absolute path of a source file to the address of its page. */
export type Permalinks = Map<string, string>;

/** The parts of a Markdown syntax tree that links are found by. */
interface LinkNode {
  readonly type: string;
  url?: string;
  readonly children?: readonly LinkNode[];
}

/** A relative link to a page's source, with its query and anchor apart. */
const SOURCE_LINK = /^(?![a-z]+:|\/|#)(?<file>[^?#]+\.(?:mdx?|ipynb))(?<rest>[?#].*)?$/i;

/**
 * Makes the plugin.
 *
 * @param permalinks - read when a page is compiled, so it may be filled later.
 * @throws {Error} from the plugin, when a link names a source that no page is made of.
 */
export function sourceLinks({ permalinks }: { permalinks: Permalinks }) {
  return (tree: LinkNode, page: { readonly path: string }): void => {
    resolveIn(tree, (url) => resolve(url, page.path, permalinks));
  };
}

function resolveIn(node: LinkNode, resolved: (url: string) => string): void {
  if ((node.type === "link" || node.type === "definition") && node.url !== undefined) {
    node.url = resolved(node.url);
  }
  for (const child of node.children ?? []) resolveIn(child, resolved);
}

function resolve(url: string, pagePath: string, permalinks: Permalinks): string {
  const { file, rest = "" } = SOURCE_LINK.exec(url)?.groups ?? {};
  if (file === undefined) return url;
  const source = path.resolve(path.dirname(pagePath), decodeURI(file));
  const permalink = permalinks.get(source);
  if (permalink === undefined) {
    throw new Error(`${pagePath}: link to ${url}, but ${source} is not a page of the site`);
  }
  return permalink + rest;
}
