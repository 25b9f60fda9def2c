/** What a notebook's cell calls: shows a chart or a table, checks an answer. */

export { check } from "../notebook/show/check.js";
export { show } from "../notebook/show/show.js";
export type {
  DataColumn,
  DataTable,
  TableOptions,
  TableValue,
} from "../notebook/table/data-table.js";
export { table } from "../notebook/table/table.js";
