/*
 * Makes the requests of a plan of whatever malloc is preloaded or linked, or of a libpython's
 * PyObject_Malloc, and says on the way how much memory the process holds.
 *
 *   lineup PLAN SLOTS WAIT_MS ASK [LIBPYTHON [init]]
 *
 * A plan is bytes: an operation, then its numbers as varints (seven bits a byte, lowest first).
 *
 *   1 malloc SLOT BYTES      3 realloc SLOT BYTES OLD_BYTES     5 sample
 *   2 calloc SLOT BYTES      4 free SLOT                        6 the mark: sample, wait, ask
 *   0 end
 *
 * Answers are lines on the standard output: "version TEXT", then a word for the moment (sample,
 * mark, wait, asked) with the bytes held and the bytes of them that are offered to the system
 * already (LazyFree), and last "end".
 *
 * Held is Pss_Anon + Pss_Shmem of /proc/self/smaps_rollup, less the same before the first request:
 * resident memory would count a page twice that an allocator has mapped at two places, and the
 * plan's own pages. Nothing here calls malloc after that first reading.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#ifndef LINEUP_STATIC
#include <dlfcn.h>
#include <gnu/libc-version.h>
#endif

enum { END, MALLOC, CALLOC, REALLOC, FREE, SAMPLE, MARK };

/* Exit codes that the command tells apart. */
enum { BAD_USE = 2, NO_MEMORY = 3, NO_PSS = 4, NO_PYTHON = 5 };

/* Through volatile pointers: a compiler may drop a malloc whose block is freed unused. */
static void *(*volatile take)(size_t) = malloc;
static void *(*volatile take_cleared)(size_t, size_t) = calloc;
static void *(*volatile resize)(void *, size_t) = realloc;
static void (*volatile give)(void *) = free;

static int plan;
static unsigned char buffer[1 << 20];
static size_t at, filled;
static char text[1 << 14];
static void *poked[2048];

static void fail(int code, const char *why, const char *what) {
  dprintf(2, "%s%s\n", why, what);
  _exit(code);
}

static unsigned char next_byte(void) {
  if (at == filled) {
    ssize_t got = read(plan, buffer, sizeof buffer);
    if (got <= 0) fail(BAD_USE, "the plan ends too early", "");
    filled = (size_t)got;
    at = 0;
  }
  return buffer[at++];
}

static uint64_t next_number(void) {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    unsigned char byte = next_byte();
    value |= (uint64_t)(byte & 127) << shift;
    if (byte < 128) return value;
  }
  fail(BAD_USE, "the plan has a number that is too large", "");
  return 0;
}

static long long field_bytes(const char *name) {
  const char *line = strstr(text, name);
  if (line == NULL) return -1;
  long long kib = 0;
  for (line += strlen(name); *line == ' '; line++) {}
  for (; *line >= '0' && *line <= '9'; line++) kib = kib * 10 + (*line - '0');
  return kib * 1024;
}

static long long held_bytes(long long *lazy) {
  int file = open("/proc/self/smaps_rollup", O_RDONLY | O_CLOEXEC);
  ssize_t got = file < 0 ? -1 : read(file, text, sizeof text - 1);
  if (file >= 0) close(file);
  text[got < 0 ? 0 : got] = 0;
  long long anonymous = field_bytes("\nPss_Anon:");
  long long shared = field_bytes("\nPss_Shmem:");
  if (anonymous < 0 || shared < 0) fail(NO_PSS, "no Pss_Anon in /proc/self/smaps_rollup", "");
  *lazy = field_bytes("\nLazyFree:");
  return anonymous + shared;
}

static long long before;

static void say(const char *moment) {
  long long lazy;
  long long held = held_bytes(&lazy) - before;
  static char line[128];
  int length = snprintf(line, sizeof line, "%s %lld %lld\n", moment, held < 0 ? 0 : held, lazy < 0 ? 0 : lazy);
  if (write(1, line, (size_t)length) != length) _exit(1);
}

/* The blocks are written to, as a program does: memory that nobody touched is not held. */
static void *touched(void *block, size_t from, size_t to) {
  if (block == NULL && to > 0) fail(NO_MEMORY, "the allocator has no memory for a request", "");
  if (to > from) memset((char *)block + from, 0x5a, to - from);
  return block;
}

/* What a program does that lives on. Most caches are looked at only when a request comes. */
static void live_on(void) {
  for (int i = 0; i < 2048; i++) poked[i] = touched(take(64), 0, 64);
  for (int i = 0; i < 2048; i++) give(poked[i]);
  for (int i = 0; i < 20; i++) give(touched(take(20000), 0, 20000));
}

static void sleep_for(long milliseconds) {
  struct timespec left = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  while (nanosleep(&left, &left) != 0 && errno == EINTR) {}
}

#ifndef LINEUP_STATIC
typedef int (*mallctl)(const char *, void *, size_t *, void *, size_t);

static void *symbol(const char *name) { return dlsym(RTLD_DEFAULT, name); }
#endif

/* Asks for what is free; answers whether there was somebody to ask. */
static int ask(const char *how) {
#ifndef LINEUP_STATIC
  void *f;
  if (!strcmp(how, "malloc_trim") && (f = symbol("malloc_trim"))) {
    ((int (*)(size_t))f)(0);
    return 1;
  }
  if (!strcmp(how, "jemalloc") && (f = symbol("mallctl"))) {
    ((mallctl)f)("thread.tcache.flush", NULL, NULL, NULL, 0);
    /* 4096 is MALLCTL_ARENAS_ALL. */
    ((mallctl)f)("arena.4096.purge", NULL, NULL, NULL, 0);
    return 1;
  }
  if (!strcmp(how, "tcmalloc") && (f = symbol("MallocExtension_ReleaseFreeMemory"))) {
    ((void (*)(void))f)();
    return 1;
  }
  if (!strcmp(how, "mimalloc") && (f = symbol("mi_collect"))) {
    ((void (*)(int))f)(1);
    return 1;
  }
  if (!strcmp(how, "mesh") && (f = symbol("mesh_mallctl"))) {
    size_t value = 0, length = sizeof value;
    for (int i = 0; i < 10; i++) ((mallctl)f)("mesh.compact", &value, &length, NULL, 0);
    return 1;
  }
  if (!strcmp(how, "scudo") && (f = symbol("mallopt"))) {
    /* -101 is scudo's M_PURGE. */
    ((int (*)(int, int))f)(-101, 0);
    return 1;
  }
  if (!strcmp(how, "rpmalloc") && (f = symbol("rpmalloc_thread_collect"))) {
    ((void (*)(void))f)();
    return 1;
  }
  if (!strcmp(how, "tbb") && (f = symbol("scalable_allocation_command"))) {
    /* 0 is TBBMALLOC_CLEAN_ALL_BUFFERS. */
    ((int (*)(int, void *))f)(0, NULL);
    return 1;
  }
#endif
  (void)how;
  return 0;
}

#ifndef LINEUP_STATIC
static void *python_symbol(void *library, const char *name) {
  void *found = dlsym(library, name);
  if (found == NULL) fail(NO_PYTHON, "the libpython has no ", name);
  return found;
}

/* From 3.12 PyObject_Malloc needs an interpreter; what that allocates is there before the first request. */
static void use_python(const char *path, int init) {
  void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  if (library == NULL) fail(NO_PYTHON, "", dlerror());
  if (init) {
    int *no_site = dlsym(library, "Py_NoSiteFlag");
    if (no_site != NULL) *no_site = 1;
    ((void (*)(int))python_symbol(library, "Py_InitializeEx"))(0);
  }
  take = (void *(*)(size_t))python_symbol(library, "PyObject_Malloc");
  take_cleared = (void *(*)(size_t, size_t))python_symbol(library, "PyObject_Calloc");
  resize = (void *(*)(void *, size_t))python_symbol(library, "PyObject_Realloc");
  give = (void (*)(void *))python_symbol(library, "PyObject_Free");
  dprintf(1, "version %s\n", ((const char *(*)(void))python_symbol(library, "Py_GetVersion"))());
}
#endif

static void say_version(void) {
#ifndef LINEUP_STATIC
  void *f;
  const char *name = "";
  if ((f = symbol("mi_version"))) {
    int version = ((int (*)(void))f)();
    /* 209 is 2.0.9; from 2.1.9 on there are two digits for each: 20109. */
    if (version < 10000) dprintf(1, "version %d.%d.%d\n", version / 100, version / 10 % 10, version % 10);
    else dprintf(1, "version %d.%d.%d\n", version / 10000, version / 100 % 100, version % 100);
    return;
  }
  if ((f = symbol("tc_version"))) {
    int major, minor;
    const char *patch;
    ((const char *(*)(int *, int *, const char **))f)(&major, &minor, &patch);
    dprintf(1, "version %d.%d%s\n", major, minor, patch);
    return;
  }
  if ((f = symbol("TBB_runtime_version"))) name = ((const char *(*)(void))f)();
  else if ((f = symbol("mallctl"))) {
    size_t length = sizeof name;
    ((mallctl)f)("version", &name, &length, NULL, 0);
  } else if (!getenv("LD_PRELOAD")) name = gnu_get_libc_version();
  dprintf(1, "version %s\n", name);
#else
  dprintf(1, "version \n");
#endif
}

static void at_mark(long wait_milliseconds, const char *how) {
  say("mark");
  sleep_for(wait_milliseconds);
  for (int i = 0; i < 10; i++) {
    live_on();
    if (wait_milliseconds > 0) sleep_for(50);
  }
  say("wait");
  if (ask(how)) say("asked");
}

static void make_requests(void **slots, long wait_milliseconds, const char *how) {
  for (;;) {
    unsigned char operation = next_byte();
    if (operation == END) return;
    if (operation == SAMPLE) say("sample");
    else if (operation == MARK) at_mark(wait_milliseconds, how);
    else {
      void **slot = &slots[next_number()];
      if (operation == FREE) {
        give(*slot);
        continue;
      }
      size_t bytes = next_number();
      if (operation == MALLOC) *slot = touched(take(bytes), 0, bytes);
      else if (operation == CALLOC) *slot = touched(take_cleared(1, bytes), 0, bytes);
      else *slot = touched(resize(*slot, bytes), next_number(), bytes);
    }
  }
}

int main(int argc, char **argv) {
  if (argc < 5) fail(BAD_USE, "usage: lineup PLAN SLOTS WAIT_MS ASK [LIBPYTHON [init]]", "");
  plan = open(argv[1], O_RDONLY | O_CLOEXEC);
  if (plan < 0) fail(BAD_USE, "cannot open the plan ", argv[1]);
  size_t table_bytes = (strtoull(argv[2], NULL, 10) + 1) * sizeof(void *);
  void **slots = mmap(NULL, table_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  if (slots == MAP_FAILED) fail(NO_MEMORY, "no memory for the table of blocks", "");
  /* Touched now, so that no reading finds them new. */
  memset(buffer, 1, sizeof buffer);
  memset(text, 1, sizeof text);
  memset(poked, 1, sizeof poked);
#ifndef LINEUP_STATIC
  if (argc > 5) use_python(argv[5], argc > 6);
  else say_version();
#else
  say_version();
#endif
  long long lazy;
  before = held_bytes(&lazy);
  make_requests(slots, atol(argv[3]), argv[4]);
  if (write(1, "end\n", 4) != 4) _exit(1);
  _exit(0);
}
