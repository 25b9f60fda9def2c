import { afterEach, describe, expect, it, vi } from "vitest";
import { firstDifference } from "../../../src/notebook/format/compare-outputs.js";
import type { MimeBundle } from "../../../src/notebook/format/notebook-format.js";
import { installShowHost } from "../../../src/notebook/show/show-host.js";
import {
  type DataTable,
  dataTable,
  TABLE_MIME,
  tableText,
} from "../../../src/notebook/table/data-table.js";
import { table } from "../../../src/notebook/table/table.js";
import { tableOutput } from "../../../src/notebook/table/table-output.js";

afterEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for("pymalloc-lab.host"));
  vi.restoreAllMocks();
});

const ROWS = [
  { Python: "3.9", "held, MiB": 14.5, arenas: 58, "all back": true },
  { Python: "3.11", "held, MiB": 1043, arenas: 43 },
];

describe("a table", () => {
  it("takes units from its headings, and gives all numbers of a column as many digits", () => {
    expect(dataTable(ROWS, { title: "Held" })).toEqual({
      title: "Held",
      columns: [
        { name: "Python" },
        { name: "held", unit: "MiB", digits: 1 },
        { name: "arenas", digits: 0 },
        { name: "all back" },
      ],
      rows: [
        ["3.9", 14.5, 58, true],
        ["3.11", 1043, 43, ""],
      ],
    });
  });

  it("as text has its numbers under one another", () => {
    expect(tableText(dataTable(ROWS, { title: "Held" }))).toBe(
      [
        "Held",
        "Python  held, MiB  arenas  all back",
        "3.9          14.5      58  yes",
        "3.11      1,043.0      43",
      ].join("\n"),
    );
  });

  it("rounds where it is told to, and keeps small shares", () => {
    const rows = [{ share: 0.00005, part: 1 / 3 }];
    expect(dataTable(rows, { digits: { part: 2 } }).columns).toEqual([
      { name: "share", digits: 5 },
      { name: "part", digits: 2 },
    ]);
  });

  it("takes rows of any shape, with a column for whatever one of them has", () => {
    interface Row {
      readonly a: string;
      readonly b?: number;
    }
    const rows: Row[] = [{ a: "one" }, { a: "two", b: 2 }];
    expect(dataTable(rows).rows).toEqual([
      ["one", ""],
      ["two", 2],
    ]);
  });

  it.each<[readonly object[], RegExp]>([
    [[], /needs one row with one column at least, got 0 rows/],
    [[{}], /got 1 rows/],
    [[{ a: [1] }], /texts, numbers, true and false, got a list under "a"/],
    [[{ a: { b: 1 } }], /a value of type object under "a"/],
    [[{ a: 1n }], /a value of type bigint/],
  ])("is refused where it cannot be shown: %o", (rows, message) => {
    expect(() => dataTable(rows)).toThrow(message);
  });
});

describe("table", () => {
  it("gives the table to the host, and prints nothing", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const shown: DataTable[] = [];
    installShowHost({ show: () => {}, table: (given) => shown.push(given) });
    table(ROWS);
    expect(shown).toEqual([dataTable(ROWS)]);
    expect(log).not.toHaveBeenCalled();
  });

  it.each([undefined, { show: () => {} }])("prints lines where no host takes tables", (host) => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    if (host !== undefined) installShowHost(host);
    table(ROWS);
    expect(log.mock.calls).toEqual([[tableText(dataTable(ROWS))]]);
  });
});

describe("a table as an output", () => {
  const bundle = tableOutput(dataTable([{ "a <b>": "x & <y>", n: 1 }], { title: "1 < 2" }));

  it("has its data, its text, and HTML in which nothing of it is markup", () => {
    expect(Object.keys(bundle)).toEqual([TABLE_MIME, "text/html", "text/plain"]);
    const html = String(bundle["text/html"]);
    expect(html).toContain("<strong>1 &lt; 2</strong>");
    expect(html).toContain('<th scope="col">a &lt;b></th>');
    expect(html).toContain('<th scope="row">x &amp; &lt;y></th>');
    expect(html).toContain('<td class="pm-number">1</td>');
  });

  it("is compared by its data, whatever its HTML looks like", () => {
    const output = (data: MimeBundle) => [
      { output_type: "display_data", data, metadata: {} } as const,
    ];
    const other = { ...bundle, "text/html": "<table>" };
    expect(firstDifference(output(bundle), output(other))).toBeUndefined();
    const changed = tableOutput(dataTable([{ "a <b>": "x & <y>", n: 2 }], { title: "1 < 2" }));
    expect(firstDifference(output(bundle), output(changed))).toContain(TABLE_MIME);
  });
});
