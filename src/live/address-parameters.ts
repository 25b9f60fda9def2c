/**
 * Parameters of a notebook, set by the address of its page: `?seed=5&keep=0.1`.
 *
 * A cell of parameters declares each on a line of its own, `const seed = 20240607;`.
 * The address gives another value of the same kind. It is all or nothing: a name
 * that is not declared, or a value of another kind, leaves the cell as it is.
 */

/** An address does not hold what it should; the message says what would be right. */
export class AddressParameterError extends Error {
  override readonly name = "AddressParameterError";
}

/** A line that declares a parameter: what stands before its value, the name, the value. */
const DECLARATION =
  /^((?:const|let) (\w+)(?:: [^=]+)? = )(-?[\d._]+(?:e-?\d+)?|"[^"]*"|true|false);$/gm;

/** A parameter as a cell of parameters declares it. */
export interface DeclaredValue {
  readonly name: string;
  readonly value: string | number | boolean;
}

/**
 * The parameters of a cell that can be set, in their order.
 *
 * @example
 * declaredValues('const seed = 7;\nconst python: Version = "3.11";');
 * // => [{ name: "seed", value: 7 }, { name: "python", value: "3.11" }]
 */
export function declaredValues(source: string): DeclaredValue[] {
  return [...source.matchAll(DECLARATION)].map(([, , name = "", literal = ""]) => ({
    name,
    value: JSON.parse(literal.replaceAll("_", "")),
  }));
}

/**
 * The cell's code with the values of an address.
 *
 * @param query - of the page's address; empty leaves the code as it is.
 * @throws {AddressParameterError} when a name is not declared, or a value is of another kind.
 */
export function withAddressParameters(source: string, query: URLSearchParams): string {
  const declared = [...source.matchAll(DECLARATION)].map(([, , name = ""]) => name);
  for (const name of query.keys()) {
    if (declared.includes(name)) continue;
    const names = declared.join(", ");
    throw new AddressParameterError(`it sets ${name}, but this notebook has ${names || "none"}`);
  }
  return source.replace(DECLARATION, (line, before: string, name: string, value: string) => {
    const wanted = query.get(name);
    return wanted === null ? line : `${before}${literal(name, value, wanted)};`;
  });
}

/** A wanted value in TypeScript, of the kind that the declared value is. */
function literal(name: string, declared: string, wanted: string): string {
  if (declared.startsWith('"')) return JSON.stringify(wanted);
  const isTruth = declared === "true" || declared === "false";
  const fits = isTruth
    ? wanted === "true" || wanted === "false"
    : wanted.trim() !== "" && Number.isFinite(Number(wanted));
  if (fits) return isTruth ? wanted : String(Number(wanted));
  const kind = isTruth ? "true or false" : "a number";
  throw new AddressParameterError(`${name} must be ${kind}, such as ${declared}, got "${wanted}"`);
}
