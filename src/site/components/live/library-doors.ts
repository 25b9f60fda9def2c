/**
 * The doors of the library that a cell in a page can import. `process` is not one of them: it reads
 * the memory of a running process, which needs Node; `internal` is for the project itself.
 *
 * They are one script, since they share most of their code and a notebook uses several.
 */
import type { Modules } from "../../../live/live-kernel";

export const LIBRARY_DOORS: Modules = {
  "pymalloc-lab": () => import(/* webpackChunkName: "live-library" */ "pymalloc-lab"),
  "pymalloc-lab/pymalloc": () =>
    import(/* webpackChunkName: "live-library" */ "pymalloc-lab/pymalloc"),
  "pymalloc-lab/stats": () => import(/* webpackChunkName: "live-library" */ "pymalloc-lab/stats"),
  "pymalloc-lab/trie": () => import(/* webpackChunkName: "live-library" */ "pymalloc-lab/trie"),
  "pymalloc-lab/inspect": () =>
    import(/* webpackChunkName: "live-library" */ "pymalloc-lab/inspect"),
  "pymalloc-lab/cpython": () =>
    import(/* webpackChunkName: "live-library" */ "pymalloc-lab/cpython"),
  "pymalloc-lab/recording": () =>
    import(/* webpackChunkName: "live-library" */ "pymalloc-lab/recording"),
  "pymalloc-lab/trace": () => import(/* webpackChunkName: "live-library" */ "pymalloc-lab/trace"),
  "pymalloc-lab/lineup": () => import(/* webpackChunkName: "live-library" */ "pymalloc-lab/lineup"),
  "pymalloc-lab/experiments": () =>
    import(/* webpackChunkName: "live-library" */ "pymalloc-lab/experiments"),
  "pymalloc-lab/exercises": () =>
    import(/* webpackChunkName: "live-library" */ "pymalloc-lab/exercises"),
  "pymalloc-lab/charts": () => import(/* webpackChunkName: "live-library" */ "pymalloc-lab/charts"),
  "pymalloc-lab/notebook": () =>
    import(/* webpackChunkName: "live-library" */ "pymalloc-lab/notebook"),
};
