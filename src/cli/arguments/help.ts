/** What `pymalloc-lab --help` prints: every subcommand in a line or a few. */

/** Help of the command itself. */
export const HELP = `pymalloc-lab: CPython's small-object allocator, to the address

  pymalloc-lab run EXPERIMENT     an experiment on the simulator; run --list names them
  pymalloc-lab measure EXPERIMENT --python PATH|all
                                  the same on a real interpreter, beside the simulator's
  pymalloc-lab sweep --out FILE.jsonl --experiment NAMES
                                  many runs on all cores, or on many machines
  pymalloc-lab replay FILE.pmt.gz
                                  a recorded process against the simulator
  pymalloc-lab record --out FILE.pmt.gz -- python3 script.py
                                  makes a trace of a real program (Linux, with a C compiler)
  pymalloc-lab stats [FILE|-]     reads what sys._debugmallocstats() or PYTHONMALLOCSTATS=1
                                  printed, checks its sums, explains it
  pymalloc-lab inspect PID|CORE|FILE
                                  which objects hold the arenas of a process
  pymalloc-lab process PID        what the resident memory of a process consists of: Python's
                                  live and free bytes, libc's, libraries, shared pages
  pymalloc-lab lineup FILE.pmt.gz
                                  a trace's requests given to real allocators (Linux)
  pymalloc-lab notebook run|check|grade|diff|strip|new
                                  runs notebooks without Python, compares and grades them
  pymalloc-lab kernel install|remove
                                  the notebooks' kernel in your own Jupyter, for VS Code too
  pymalloc-lab slides [FILES]     the notebooks' figures as a deck, for teaching
  pymalloc-lab new experiment|lesson NAME
                                  files to begin with, in a clone of the repository
  pymalloc-lab COMMAND --help     more of one command
  pymalloc-lab --version

Exit codes: 0 done, 1 a difference or a failed check, 2 wrong use.
`;
