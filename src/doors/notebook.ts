/** What a notebook's cell calls: shows a chart, checks an answer. */

export { check } from "../notebook/show/check.js";
export { show } from "../notebook/show/show.js";
