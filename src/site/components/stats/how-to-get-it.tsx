import Link from "@docusaurus/Link";
import CodeBlock from "@theme/CodeBlock";

const IN_CODE = "import sys\n\nsys._debugmallocstats()";

const FROM_OUTSIDE = "PYTHONMALLOCSTATS=1 python3 script.py 2> stats.txt";

const HANDLER =
  "import signal, sys\n\nsignal.signal(signal.SIGUSR1, lambda *_: sys._debugmallocstats())";

const SIGNAL = "kill -USR1 PID";

const WITHOUT_PAGE =
  "npx pymalloc-lab stats stats.txt\nnpx pymalloc-lab stats after.txt --against before.txt";

/** Ways to the text, by what the reader can change. */
export function HowToGetIt() {
  return (
    <section className="st-how" aria-labelledby="how-to-get-the-text">
      <h2 id="how-to-get-the-text">How to get the text</h2>
      <p>
        Python prints it to standard error. It takes a few milliseconds and changes nothing. Any
        CPython from 3.3 on has it.
      </p>
      <div className="st-ways">
        <div>
          <h3>In your own code</h3>
          <p>At the moment that you wonder about, for example after a large piece of work.</p>
          <CodeBlock language="python">{IN_CODE}</CodeBlock>
        </div>
        <div>
          <h3>A script, from outside</h3>
          <p>
            A text at every new arena and one at the end. The whole log can be pasted: it becomes
            arenas over time. Each but the last is printed when every arena is full.
          </p>
          <CodeBlock language="bash">{FROM_OUTSIDE}</CodeBlock>
          <p className="st-note">
            Python 3.12.1 ends with a segmentation fault when this is set (
            <Link to="https://github.com/python/cpython/issues/111499">cpython#111499</Link>): take
            another 3.12, or one of the other ways.
          </p>
        </div>
        <div>
          <h3>A server that runs on</h3>
          <p>
            Two lines in the program, or in a file <code>sitecustomize.py</code> in a folder on{" "}
            <code>PYTHONPATH</code>, before it starts. Take a signal that the server does not use
            itself.
          </p>
          <CodeBlock language="python">{HANDLER}</CodeBlock>
          <CodeBlock language="bash">{SIGNAL}</CodeBlock>
        </div>
        <div>
          <h3>Without this page</h3>
          <p>The command reads, checks and explains the same text, and gives the same advice.</p>
          <CodeBlock language="bash">{WITHOUT_PAGE}</CodeBlock>
        </div>
      </div>
      <p className="st-note">
        A process that was started without any of these can be read from outside, on Linux:{" "}
        <code>npx pymalloc-lab inspect PID</code> stops it for a moment, runs nothing in it, and
        says which objects hold its arenas.{" "}
        <Link to="/docs/find-what-holds-it">Find what holds it</Link> has the details. Calling the
        function by a debugger (<code>gdb -p PID</code>) has been seen to end the process; profilers
        such as py-spy cannot call anything in it.
      </p>
    </section>
  );
}
