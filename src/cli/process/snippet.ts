/** Lines to paste into a program that nobody may attach to: they print what it has in memory. */

/** Prints the system's count, libc's, and pymalloc's stats text to standard error. */
export const PROCESS_SNIPPET = `# Prints what this process has in memory to standard error: for pymalloc-lab stats.
def memory_report():
    import ctypes, os, re, sys
    sys.stderr.flush()
    lines = ["process %d, Python %s" % (os.getpid(), sys.version.split()[0])]
    try:
        with open("/proc/self/smaps_rollup") as rollup:
            lines += [line.strip() for line in rollup if re.match(r"(Rss|Pss|Private_\\w+|Shared_\\w+|LazyFree|Swap):", line)]
    except OSError as error:
        lines.append("no smaps_rollup: %s" % error)
    try:
        libc = ctypes.CDLL("libc.so.6")
        names = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()
        class Mallinfo(ctypes.Structure):
            _fields_ = [(name, ctypes.c_size_t) for name in names]
        libc.mallinfo2.restype = Mallinfo
        info = libc.mallinfo2()
        lines.append("libc: %d bytes in use, %d free, %d in mapped blocks" % (info.uordblks, info.fordblks, info.hblkhd))
    except (OSError, AttributeError):
        lines.append("libc: no mallinfo2 (glibc 2.33 or later has it)")
    os.write(2, ("\\n".join(lines) + "\\n").encode())
    sys._debugmallocstats()

memory_report()
`;
