import { explainStats, type IncompleteText, type PymallocText } from "pymalloc-lab/stats";
import { count } from "./words";

/** Every line of a text with its meaning, in the order of the text. */
export function LineTable({ text }: { text: PymallocText | IncompleteText }) {
  const { lines } = explainStats(text);
  return (
    <section className="st-lines" aria-labelledby="line-by-line">
      <h2 id="line-by-line">The text, line by line</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">line</th>
            <th scope="col">figure</th>
            <th scope="col">what it is</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ label, value, unit, meaning }) => (
            <tr key={`${label} ${meaning}`}>
              <th scope="row">
                <code>{label}</code>
              </th>
              <td>
                {count(value)} <small>{unit}</small>
              </td>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
