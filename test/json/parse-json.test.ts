import fc from "fast-check";
import { expect, test } from "vitest";
import { JSON_LIMITS, parseJson, quotedJson } from "../../src/json/parse-json.js";

test("JSON within the limits is what JSON.parse makes of it", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test("what is counted is values, not what a text quotes", () => {
  const limits = { mostValues: 4, mostDepth: 1 };
  expect(parseJson('["[[,,{\\",\\\\", "a,b", "\\\\\\""]', limits)).toHaveLength(3);
  expect(parseJson(String.raw`["\",,,,,,,,[[", "\\"]`, limits)).toHaveLength(2);
  expect(() => parseJson(String.raw`["\\",1,2,3,4]`, limits)).toThrow("more than 4 values");
  expect(() => parseJson("[1,2,3,4]", limits)).toThrow("more than 4 values, which is the limit");
  expect(() => parseJson("[[]]", limits)).toThrow("nested more than 1 deep, which is the limit");
});

test("a few kilobytes that unzip to millions of objects are refused before they are parsed", () => {
  const bomb = `[${"{},".repeat(JSON_LIMITS.mostValues / 2)}1]`;
  expect(() => parseJson(bomb)).toThrow("more than 4,000,000 values");
  expect(() => parseJson("[".repeat(1e6))).toThrow("nested more than 200 deep");
});

test("text that is not JSON is refused as JSON.parse does, a quote without an end too", () => {
  for (const text of ["", "{", '"', '"\\', "[1,]"])
    expect(() => parseJson(text)).toThrow(SyntaxError);
});

test("a value in a message is short, whatever it is", () => {
  expect(quotedJson(undefined)).toBe("missing");
  expect(quotedJson([1, { a: null }])).toBe('[1,{"a":null}]');
  expect(quotedJson("x".repeat(31e6))).toBe(`"${"x".repeat(59)}...`);
  expect(quotedJson(Array.from({ length: 1e5 }, () => ({})))).toBe(
    `[${"{},".repeat(20)}`.slice(0, 60).concat("..."),
  );
});

test("a number that would be read as infinite is refused, and a text that quotes one is not", () => {
  for (const text of ["1e400", "[-1E+309]", `{"a": ${"9".repeat(400)}}`, "17.5e308"])
    expect(() => parseJson(text)).toThrow("it has a number beyond any that can be stored: ");
  expect(parseJson(`["1e400", 0, 1e-400, 1.7e308, -0]`)).toEqual(["1e400", 0, 0, 1.7e308, -0]);
  expect(parseJson(`0.${"3".repeat(400)}`)).toBeCloseTo(1 / 3);
});
