/** `inspect --snippet`: a few lines to paste into a program that nobody may attach to. */
import { UsageError } from "../arguments/usage-error.js";

const FREEZE = `
import ctypes, os

def frozen_copy():
    libc = ctypes.PyDLL(None)         # PyDLL: Python stands still while C runs
    stop = getattr(libc, "raise")
    pid = libc.fork()                 # not os.fork: no handler of yours runs in the copy
    if pid == 0:
        stop(19)                      # SIGSTOP: the copy stays as it is
        os._exit(0)
    os.waitpid(pid, os.WUNTRACED)
    return pid
`.trimStart();

const WRITE = `
def heap_copy(path):
    pid = frozen_copy()
    try:
        maps = open("/proc/%d/maps" % pid, "rb").read()
        number = lambda n: n.to_bytes(8, "little")
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)   # it holds your users' data
        with open(file, "wb") as out, open("/proc/%d/mem" % pid, "rb", 0) as memory:
            out.write(b"PYMEM1\\0\\0" + number(len(maps)) + maps)
            for line in maps.splitlines():
                where, mode = line.split()[:2]
                start, end = (int(one, 16) for one in where.split(b"-"))
                constants = mode[:3] == b"r--" and end - start < 1 << 24
                if b"[v" in line or mode[3:] != b"p" or not (mode[:2] == b"rw" or constants):
                    continue
                out.write(number(start) + number(end))
                while start < end:
                    try:
                        memory.seek(start)
                        piece = memory.read(min(end - start, 1 << 20))
                    except OSError:               # a guard page of a thread's stack
                        piece = b""
                    piece = piece or bytes(min(end - start, 4096))
                    out.write(piece)
                    start += len(piece)
            out.write(number(0) + number(0))
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
`.trimStart();

/** Kinds of snippets, each with its text. */
const SNIPPETS: Readonly<Record<string, string>> = {
  fork: `# Paste this into the program: a handler, a console, a debugger's prompt. It leaves a frozen copy
# of the process; the program itself continues after some milliseconds. Then, in a terminal:
#     pymalloc-lab inspect PID        with the number that is printed
#     kill -9 PID                     when you are done: the copy keeps its memory until then
${FREEZE}
print("pymalloc-lab inspect", frozen_copy(), flush=True)
`,
  self: `# Paste this into the program: a handler, a console, a debugger's prompt. It writes the memory of a
# frozen copy of the process to a file; nobody has to attach to anything. Then, on any machine:
#     pymalloc-lab inspect FILE       with the name that is printed
# The file is as large as the process, and holds all that is in its memory: keep it private.
${FREEZE}
${WRITE}
path = "/tmp/heap-%d.pymem" % os.getpid()
heap_copy(path)
print("pymalloc-lab inspect", path, flush=True)
`,
  remote: `# For Python 3.14 and later. Save this as /tmp/heap_copy.py, and run, as the user of the process and with
# the same Python:
#     python3.14 -c "import sys; sys.remote_exec(PID, '/tmp/heap_copy.py')"
#     pymalloc-lab inspect /tmp/heap-PID.pymem
# The process runs it as soon as it runs Python code again: not while it sleeps or waits.
# The file is as large as the process, and holds all that is in its memory: keep it private.
${FREEZE}
${WRITE}
path = "/tmp/heap-%d.pymem" % os.getpid()
heap_copy(path + ".part")
os.rename(path + ".part", path)       # seen under its name only when it is whole
`,
};

/**
 * The text of a snippet.
 *
 * @throws {UsageError} when there is no such kind.
 */
export function snippetOf(kind: string): string {
  const text = Object.hasOwn(SNIPPETS, kind) ? SNIPPETS[kind] : undefined;
  if (text !== undefined) return text;
  throw new UsageError(`--snippet takes ${Object.keys(SNIPPETS).join(", ")}, got "${kind}"`);
}
