/** What `--help` prints of each subcommand. */
import { modelledVersions } from "../../doors/pymalloc.js";

/** Help of `run`. */
export const RUN_HELP = `pymalloc-lab run EXPERIMENT [options]
pymalloc-lab run --list           the experiments there are

  --python 3.11        CPython version to model, ${modelledVersions()}
  --seed N             Python's random.seed(N): any whole number
  --count N            objects to make, or words
  --keep P             chance or share with which an object is kept, 0 to 1
  --request-bytes N    bytes that each object asks for
  --nodes slots|plain  whether a trie's nodes have __slots__
  --mode in-place|direct|direct-sorted|text
                       how the compressed trie comes about
  --order ORDER        what is dropped: random, first, last, every-other or clustered
  --arena-kib N        arenas of N KiB: a model, not a Python
  --layout aslr-off|0|4|8|12
                       where free memory begins, in KiB modulo 16
  --check              checks every invariant of the heap on the way; slow
  --json               prints everything, the recording included

An option that the experiment does not use is refused.
`;

/** Help of `measure`. */
export const MEASURE_HELP = `pymalloc-lab measure EXPERIMENT [options]

  --python PATH|all    the interpreter, or all that are found; without it, python3
  --seed N             Python's random.seed(N): any whole number
  --count N            objects to make
  --keep P             chance or share with which an object is kept, 0 to 1
  --request-bytes N    bytes that each object asks for
  --json               prints the comparison as JSON

Exit code 1 where the simulator and the interpreter differ.
`;

/** Help of `sweep`. */
export const SWEEP_HELP = `pymalloc-lab sweep --out FILE.jsonl --experiment NAMES [options]
pymalloc-lab sweep --out FILE.jsonl --plan FILE [options]
pymalloc-lab sweep --merge --out FILE.jsonl SHARDS

  --out FILE.jsonl     a header, and a line a run; if it is begun already, the sweep continues
  --experiment NAMES   the experiments, with commas between them
  --python 3.8,3.11    CPython versions, or all; without it, 3.11
  --count N,N          objects that a run makes; without it, 1000000
  --keep P,P           chances to be kept; without it, each experiment's own
  --seeds N            runs of each combination, each with another seed; without it, 1
  --seed N             what those seeds are derived from, 0 to 4294967295; without it, 1
  --plan FILE          all of this as JSON, as the header of a sweep has it
  --workers N          runs at one time; without it, one a core
  --shard I/N          only the I-th of N parts; slurm/N and kubernetes/N take I from the cluster
  --merge              puts the SHARDS of several machines, their files, together

The same plan gives the same bytes, whatever the number of workers and shards.
`;

/** Help of `replay`. */
export const REPLAY_HELP = `pymalloc-lab replay FILE.pmt.gz [options]

  --at EVENT|mark:ID   the moment whose survivors are told; without it, the last mark, or when
                       most was held for least
  --json               prints everything as JSON

Gives the simulator every request of a recorded process and compares every address and
every arena. Then it says which blocks keep arenas that are nearly empty: their sizes, and
the phase of the run that they come from. Exit code 1 where an address or arena is wrong.
`;

/** Help of `record`. */
export const RECORD_HELP = `pymalloc-lab record --out FILE.pmt.gz [options] -- python3 script.py

  --out FILE.pmt.gz    where the trace goes; it is kept only if it replays
  --expected FILE      where what the process said at its marks goes
  --python-marks       takes the program's own marks
  --allow-cut          keeps a recording that ends before the process does
  --follow             records what the program forks and starts too, such as a server's workers:
                       a file each, FILE.PID.pmt.gz, which begins with what its parent did

Needs Linux and a C compiler.
`;

/** Help of `stats`. */
export const STATS_HELP = `pymalloc-lab stats [FILE|-] [options]

  FILE                 a text of sys._debugmallocstats(), or a log with several;
                       without it, or with -, standard input
  --against FILE       an earlier text: shows what changed since
  --resident MIB       the process's resident memory, for the advice on what holds it; without it,
                       what a line "VmRSS: 123456 kB" or "Rss: …" beside the text says
  --json               prints everything as JSON

Exit code 1 where a text does not add up or is cut short.
`;

/** Help of `inspect`. */
export const INSPECT_HELP = `pymalloc-lab inspect PID|CORE|FILE [options]
pymalloc-lab inspect A B [--json]
pymalloc-lab inspect PID --children [--json]
pymalloc-lab inspect --snippet fork|self|remote

  PID                  a running process (Linux); it is stopped only while it is copied, never
                       for more than 30 s, and continues whatever happens to this command
  CORE                 an ELF core, of the kernel or of gcore
  FILE                 a copy that a process made of itself, or what --save wrote
  A B                  any two of these: what changed from one to the other
  --drop NAME          what comes back without this name, such as shop.cache; may be repeated
  --arena N            what is alive in the N-th arena, from 0
  --save FILE          keeps the heap with its labels and holders, gzipped JSON
  --values             shows keys of dictionaries and values, also in the file: users' data
  --anonymous          leaves out the names of modules, classes and functions too
  --no-stop            reads a process that runs on: the reading may be torn, which is found out
  --children           a process and all that it started: what each has, what they share
  --snippet KIND       lines to paste into a program that nobody may attach to
  --json               prints everything as JSON

Nothing runs in the process. Exit code 1 where the heap contradicts itself: it was copied in
the middle of a change. Code 2 where it cannot be read, with the reason.
`;

/** Help of `process`. */
export const PROCESS_HELP = `pymalloc-lab process PID [options]
pymalloc-lab process PID --children [--json]
pymalloc-lab process --snippet

  PID                  a running process (Linux); it is stopped only while it is copied
  --children           a process and all that it started: what each has alone, what they share;
                       reads only what the system counts, and stops nothing
  --no-stop            reads a process that runs on: its parts may be off by what changes meanwhile
  --snippet            lines to paste into a program that nobody may attach to
  --json               prints everything as JSON, in bytes

Splits the resident memory: live in Python, free in Python, in use and free in libc (glibc's
heaps are walked), libraries and files, shared. Needs no symbols; nothing runs in the process.
`;

/** Help of `lineup`. */
export const LINEUP_HELP = `pymalloc-lab lineup FILE.pmt.gz [options]
pymalloc-lab lineup --list

  --with NAMES         allocators with commas between them, such as glibc,jemalloc; NAME=FILE
                       takes a library of your own. Without it, all that are here
  --at MARK            the mark at which they are compared, or a share of the events such as 80%;
                       without it, the last mark, or the end of a trace that has none
  --wait SECONDS       from right after the mark to the reading after a wait; without it, 12
  --repeat N           runs of each allocator; without it, 1. Only the first waits
  --out FILE.json      keeps the figures and all samples; amounts in bytes
  --list               the allocators, with their settings, and what is missing here

Makes the requests of a recorded process of each allocator, in a process of its own, and reads
what the system counts as held. Needs Linux, and a C compiler once. pymalloc itself is modelled.
Exit code 1 where an allocator did not come to the end of the trace.
`;

/** Help of `notebook`. */
export const NOTEBOOK_HELP = `pymalloc-lab notebook run [FILES] [--timeout SECONDS] [--jobs N] [--json]
pymalloc-lab notebook run FILE --out OTHER [--set NAME=VALUE]...
pymalloc-lab notebook check [FILES] [--timeout SECONDS] [--jobs N] [--json]
pymalloc-lab notebook grade FILES [--reference FILE] [--timeout SECONDS] [--jobs N] [--json]
pymalloc-lab notebook diff A B [--json]
pymalloc-lab notebook strip FILES [--json]
pymalloc-lab notebook new FILE [--title TEXT]

  run                  runs every cell and stores the outputs in the file, if all came to their
                       end (a cell tagged raises-exception may fail)
  check                runs every cell and compares with the stored outputs by meaning; writes
                       nothing (outputs of a cell tagged output-varies are not compared)
  grade                runs learners' notebooks and reads the verdicts of the cells tagged check
                       or exercise; writes nothing
  diff                 what is different, by cell id: sources by line, outputs by meaning
  strip                takes outputs and counts out; cells keep their ids
  new                  writes a notebook that runs, to begin with

  FILES                notebooks; run and check without them: all of notebooks/
  --out OTHER          stores the notebook with its outputs in another file
  --set NAME=VALUE     sets a parameter: a variable that the cell tagged parameters declares
  --reference FILE     a notebook whose cells tagged check replace the learner's
  --timeout SECONDS    longest time for one cell; without it, 60
  --jobs N             notebooks run at once, each in a process of 200 MB; without it, 2
  --json               prints the outcome of each file as JSON

A cell that fails, hangs, prints more than 16 MiB or ends its kernel is named with its id, and
its file stays as it was; the other files are done. Exit code 1 then.
`;

/** Help of `kernel`. */
export const KERNEL_HELP = `pymalloc-lab kernel install
pymalloc-lab kernel remove

  install              writes a kernelspec into your Jupyter data folder, with the paths of
                       this Node and this repository
  remove               removes it, if it is this repository's

The folder is $JUPYTER_DATA_DIR where that is set; otherwise ~/.local/share/jupyter on Linux,
~/Library/Jupyter on macOS, %APPDATA%\\jupyter on Windows.
`;

/** Help of `new`. */
export const NEW_HELP = `pymalloc-lab new experiment NAME [--no-run]
pymalloc-lab new lesson NAME [--experiment random-half] [--no-run]

  experiment   an experiment with its test, and a lesson about it
  lesson       a notebook with an exercise, the exercise's check and solution, and its place
               in the reading order

  NAME                 small letters and digits with hyphens, such as tea-time
  --experiment NAME    what the lesson runs; without it, random-half
  --no-run             only writes the files: does not build, nor run the notebook

Run it in a clone of the repository. What is there is never overwritten.
`;

/** Help of `slides`. */
export const SLIDES_HELP = `pymalloc-lab slides [NOTEBOOKS] [--out slides.html] [--title TEXT]

  NOTEBOOKS            files, or numbers of notebooks/; without them, all
  --out FILE.html      the page; it needs nothing else, and no network
  --title TEXT         what the first slide says

Made of the stored outputs: run the notebooks first if you changed them. On the page,
arrows turn the slides, N shows the notes, and printing gives handouts.
`;
