// The house's doors: which rooms a room may import from. Everything else is refused, and so are
// circles, those of types too.
//
//   node node_modules/.bin/depcruise src          (part of `npm run check`)

/** Each room and the rooms it may import from. */
const ROOMS = {
  files: [],
  json: [],
  growing: [],
  gzip: [],
  pymalloc: ["growing"],
  trie: ["growing"],
  live: [],
  stats: ["pymalloc", "cpython"],
  image: [],
  resident: ["stats", "image"],
  inspect: ["growing", "gzip", "pymalloc", "stats", "image"],
  cpython: ["pymalloc"],
  recording: ["growing", "pymalloc"],
  trace: ["json", "growing", "gzip", "pymalloc", "stats", "recording"],
  lineup: ["growing", "pymalloc", "trace"],
  experiments: ["pymalloc", "stats", "trie", "cpython", "recording", "trace"],
  exercises: ["pymalloc", "stats", "trie", "cpython", "recording", "trace", "experiments"],
  charts: ["recording"],
  notebook: ["files", "json", "charts", "exercises"],
  cli: ["files", "json", "notebook"],
  site: ["notebook", "live"],
};

/** Rooms that use the library as its users do, through its doors in src/doors. */
const USERS = ["cli", "site"];

const roomRules = Object.entries(ROOMS).map(([room, others]) => ({
  name: `${room}-imports-${others.length > 0 ? others.join("-") : "nothing"}`,
  comment: `src/${room} imports ${others.length > 0 ? others.join(", ") : "nothing"} of the house${USERS.includes(room) ? ", and the library by its doors" : ""}.`,
  severity: "error",
  from: { path: `^src/${room}/` },
  to: {
    path: USERS.includes(room) ? "^src/[^/]+/" : "^src/|^dist/",
    pathNot: [room, ...others, ...(USERS.includes(room) ? ["doors"] : [])].map(
      (name) => `^src/${name}/`,
    ),
  },
}));

export default {
  forbidden: [
    ...roomRules,
    {
      name: "the-front-door-is-for-others",
      comment:
        "In the house a thing is imported from where it is, or from the door of its subject.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^src/index\\.ts$" },
    },
    {
      name: "heaps-are-read-by-readers",
      comment: "What an allocator keeps its heap in is its own; others read `allocator.heap`.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/pymalloc/" },
      to: { path: "^src/pymalloc/(tables/|heap-state|arenas|usable-arenas|pools)" },
    },
    {
      name: "no-circles",
      comment: "Files that need each other, if only for a type, are one file or want a third.",
      severity: "error",
      from: { path: "^src/" },
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^dist/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    exclude: { path: "^src/site/data/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "default"],
    },
  },
};
