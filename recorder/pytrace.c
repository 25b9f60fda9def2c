/* pytrace: records every request that a CPython makes of pymalloc.

   A shared library for LD_PRELOAD, on Linux, for CPython 3.6 to 3.15. One file and
   one build serve every version: nothing of Python is included, and every function
   of Python is looked up at run time.

       cc -O2 -shared -fPIC -o pytrace.so pytrace.c -ldl -lpthread

   "pymalloc-lab record" builds it, runs a program under it, and turns what it wrote
   into a trace. By hand: LD_PRELOAD=pytrace.so PYTRACE_RAW=/absolute/file python3 ...


   How a complete recording is possible
   ------------------------------------
   The dynamic loader runs start() before main(). Python has asked for nothing yet, so
   the heap is empty at the first event, and a replay needs no snapshot. start() puts
   our four functions in front of pymalloc's, in the domains MEM and OBJ (one allocator,
   two names), and ours in front of the arena allocator.

   The RAW domain is not pymalloc's and is left alone. Of memory that Python takes from
   libc behind pymalloc (requests of 0 or more than 512 bytes) we see the request and the
   answer like any other.


   What it writes
   --------------
   A file of HEADER_BYTES for the struct header below, then records of 16 bytes: two
   words of 64 bits, little end first.

       word 0                      word 1
       bytes asked for << 8 | 1    address                      malloc
       bytes asked for << 8 | 2    address                      calloc
       bytes asked for << 8 | 3    address of the block before  realloc, followed by
                            8      address after                    this one
                            4      address                      free
       bytes << 8           | 5    address                      an arena was obtained
       bytes << 8           | 6    address                      an arena was returned
       id << 8              | 7    bytes of text                a mark, followed by
       blocks << 8          | 9    1 if `blocks` is known           this one, and the text
                                                                    padded to 16 bytes

   An arena's record stands before that of the request during which it came or went.
   realloc(NULL, n) is written as a malloc; free(NULL) and requests that failed are not
   written at all.

   The file is mapped, not written to: whatever kills the process, SIGKILL included,
   the system keeps what is in the pages. header.records is set last, after each whole
   group of records, so a file that is cut short never ends in half an event.
*/

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#ifndef MADV_WIPEONFORK /* glibc before 2.27 */
#define MADV_WIPEONFORK 18
#endif


/* ---- What we need of Python's C API: the layouts are part of its stable promises. ---- */

/* PyMemAllocatorDomain */
enum { RAW, MEM, OBJ, DOMAINS };

/* PyMemAllocatorEx */
typedef struct {
    void *ctx;
    void *(*malloc)(void *ctx, size_t bytes);
    void *(*calloc)(void *ctx, size_t count, size_t bytes);
    void *(*realloc)(void *ctx, void *block, size_t bytes);
    void (*free)(void *ctx, void *block);
} allocator;

/* PyObjectArenaAllocator */
typedef struct {
    void *ctx;
    void *(*alloc)(void *ctx, size_t bytes);
    void (*free)(void *ctx, void *arena, size_t bytes);
} arena_allocator;

static void (*get_allocator)(int domain, allocator *);
static void (*set_allocator)(int domain, allocator *);
static void (*get_arena_allocator)(arena_allocator *);
static void (*set_arena_allocator)(arena_allocator *);


/* ---- The file ---- */

/* A multiple of every page size in use, and so is WINDOW_BYTES: both are offsets for mmap. */
#define HEADER_BYTES ((size_t)64 * 1024)
#define WINDOW_BYTES ((size_t)1024 * 1024)
#define WINDOW_RECORDS (WINDOW_BYTES / sizeof(record))

/* 2 GiB of records: about as much as a trace may hold. A runaway program must not fill the disk. */
#define MOST_RECORDS ((uint64_t)128 * 1024 * 1024)

typedef struct {
    uint64_t head;
    uint64_t tail;
} record;

enum record_kind {
    MALLOC = 1,
    CALLOC = 2,
    REALLOC = 3,
    FREE = 4,
    ARENA_OBTAINED = 5,
    ARENA_RETURNED = 6,
    MARK = 7,
    REALLOC_RESULT = 8,
    MARK_BLOCKS = 9,
};

enum state {
    RECORDING = 1,       /* so it stays if the process is killed */
    FINISHED = 2,        /* the process ended, and all it did is here */
    STOPPED = 3,         /* we could not go on; `failure` is the errno */
    NOT_CPYTHON = 4,     /* PyPy, or a Python without the functions we need */
    FREE_THREADED = 5,   /* a build without the GIL, which does not use pymalloc */
    OTHER_ALLOCATOR = 6, /* at the start: a debug build, or one without pymalloc */
    REPLACED = 7,        /* somebody put another allocator in our place */
};

typedef struct {
    char magic[8];
    uint32_t state;
    int32_t failure;
    uint64_t records;
    int64_t pid;
    uint64_t other_arenas; /* obtained by a second interpreter of the process */
    char version[256];     /* Py_GetVersion() */
    uint64_t children;     /* that the process forked */
    uint64_t followed;     /* of these, how many have a file of their own by now */
} header;

static header *file;
static char file_path[4096];


/* ---- What we keep ---- */

/* Whether events are written. In a page of its own that the system wipes in a forked
   child: the child shares the mapped file, and must not write to it. */
static int *recording;

/* Held from before pymalloc serves a request until its records are written, so that the
   file has the requests in the order in which they were served, whichever thread asks. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Whether this thread is inside a request. The arena allocator has one other client, the
   interpreter's frame stack (3.11 and later: chunks of 16 KiB): arenas are those that
   come and go inside a request. */
static __thread int inside __attribute__((tls_model("initial-exec")));

static record *window;         /* where the next WINDOW_RECORDS records go */
static uint64_t written;       /* records so far, the unfinished group's included */
static int marks_wanted;
static int follows; /* whether children are recorded too, each in a file of its own */
static allocator pymalloc[DOMAINS];
static allocator hooks[DOMAINS];
static arena_allocator arenas;


/* Ends the recording, for good. The program goes on, unrecorded. */
static void
stop(enum state state, int failure)
{
    *recording = 0;
    file->failure = failure;
    __atomic_store_n(&file->state, state, __ATOMIC_RELEASE);
}

static int
may_reach(off_t bytes)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return 1;
    return (rlim_t)bytes <= limit.rlim_cur;
}

/* Reserves and maps a stretch of the file, in the place of the one before. The reservation
   matters: a page that the disk has no room for is a SIGBUS when written. `first` is the
   stretch's first record, a multiple of WINDOW_RECORDS. */
static int
map_window(uint64_t first)
{
    int before = errno; /* free() may not change it, and we run inside free() */
    off_t at = (off_t)(HEADER_BYTES + first * sizeof(record));
    int failure = first >= MOST_RECORDS ? EOVERFLOW : 0;

    /* Passing the limit of "ulimit -f" would send SIGXFSZ, which ends the program. */
    if (!failure && !may_reach(at + WINDOW_BYTES))
        failure = EFBIG;

    /* Opened anew each time: a program may close every descriptor there is, and the
       number would then be some other file's. */
    int fd = failure ? -1 : open(file_path, O_RDWR | O_CLOEXEC);
    if (!failure && fd < 0)
        failure = errno;
    if (!failure)
        failure = posix_fallocate(fd, at, WINDOW_BYTES);
    if (!failure) {
        void *place = mmap(window, WINDOW_BYTES, PROT_READ | PROT_WRITE,
                           MAP_SHARED | (window ? MAP_FIXED : 0), fd, at);
        if (place == MAP_FAILED)
            failure = errno;
        else
            window = place;
    }
    if (fd >= 0)
        close(fd);
    errno = before;
    if (failure)
        stop(STOPPED, failure);
    return failure == 0;
}

/* Adds a record to the group. Nothing of a group counts until end() says how many there are. */
static void
append_words(record words)
{
    uint64_t slot = written % WINDOW_RECORDS;
    if (!*recording || (slot == 0 && !map_window(written)))
        return;
    window[slot] = words;
    written += 1;
}

static void
append(uint64_t value, enum record_kind kind, uint64_t tail)
{
    append_words((record){value << 8 | kind, tail});
}

/* Begins a group of records. Returns 0 where nothing is to be recorded: the recording is
   over, this is a forked child, or this thread is in the middle of a group. */
static int
begin(void)
{
    if (!__atomic_load_n(recording, __ATOMIC_ACQUIRE) || inside)
        return 0;
    pthread_mutex_lock(&lock);
    inside = 1;
    return 1;
}

static void
end(void)
{
    if (*recording)
        __atomic_store_n(&file->records, written, __ATOMIC_RELEASE);
    inside = 0;
    pthread_mutex_unlock(&lock);
}


/* ---- In front of pymalloc. `ctx` is the allocator that we stand in front of. ---- */

static void *
record_malloc(void *ctx, size_t bytes)
{
    allocator *next = ctx;
    if (!begin())
        return next->malloc(next->ctx, bytes);
    void *block = next->malloc(next->ctx, bytes);
    if (block)
        append(bytes, MALLOC, (uintptr_t)block);
    end();
    return block;
}

static void *
record_calloc(void *ctx, size_t count, size_t bytes)
{
    allocator *next = ctx;
    if (!begin())
        return next->calloc(next->ctx, count, bytes);
    void *block = next->calloc(next->ctx, count, bytes);
    if (block)
        append(count * bytes, CALLOC, (uintptr_t)block);
    end();
    return block;
}

/* The malloc and the free inside a realloc that moves are pymalloc's own business and do
   not come through here: a realloc is one event. */
static void *
record_realloc(void *ctx, void *block, size_t bytes)
{
    allocator *next = ctx;
    if (!begin())
        return next->realloc(next->ctx, block, bytes);
    uint64_t before = (uintptr_t)block;
    void *after = next->realloc(next->ctx, block, bytes);
    if (after && before == 0) {
        append(bytes, MALLOC, (uintptr_t)after);
    }
    else if (after) {
        append(bytes, REALLOC, before);
        append(0, REALLOC_RESULT, (uintptr_t)after);
    }
    end();
    return after;
}

static void
record_free(void *ctx, void *block)
{
    allocator *next = ctx;
    if (block == NULL || !begin()) {
        next->free(next->ctx, block);
        return;
    }
    uint64_t address = (uintptr_t)block;
    next->free(next->ctx, block);
    append(0, FREE, address);
    end();
}

/* From 3.12 an interpreter with a GIL of its own has a heap of its own, and a trace is of
   one heap. Asked for arenas only, which are rare. */
static int
in_second_interpreter(void)
{
    void *(*thread_of)(void) = dlsym(RTLD_DEFAULT, "PyThreadState_GetUnchecked");
    if (thread_of == NULL) /* its name before 3.13 */
        thread_of = dlsym(RTLD_DEFAULT, "_PyThreadState_UncheckedGet");
    void *(*interpreter_of)(void *) = dlsym(RTLD_DEFAULT, "PyThreadState_GetInterpreter");
    void *(*first)(void) = dlsym(RTLD_DEFAULT, "PyInterpreterState_Main");
    void *thread = thread_of ? thread_of() : NULL;
    return thread && interpreter_of && first && interpreter_of(thread) != first();
}

static void *
record_arena_alloc(void *ctx, size_t bytes)
{
    arena_allocator *next = ctx;
    void *arena = next->alloc(next->ctx, bytes);
    if (inside && arena) {
        append(bytes, ARENA_OBTAINED, (uintptr_t)arena);
        file->other_arenas += in_second_interpreter();
    }
    return arena;
}

static void
record_arena_free(void *ctx, void *arena, size_t bytes)
{
    arena_allocator *next = ctx;
    next->free(next->ctx, arena, bytes);
    if (inside)
        append(bytes, ARENA_RETURNED, (uintptr_t)arena);
}

static void
install_hooks(void)
{
    static arena_allocator arena_hooks = {&arenas, record_arena_alloc, record_arena_free};
    for (int domain = MEM; domain <= OBJ; domain++)
        set_allocator(domain, &hooks[domain]);
    set_arena_allocator(&arena_hooks);
}

static int
is_installed(const allocator wanted[DOMAINS])
{
    for (int domain = MEM; domain <= OBJ; domain++) {
        allocator found;
        get_allocator(domain, &found);
        if (found.malloc != wanted[domain].malloc || found.ctx != wanted[domain].ctx)
            return 0;
    }
    return 1;
}

/* 3.6 sets its allocators through this function: malloc before Py_Main(), to decode the
   arguments; what PYTHONMALLOC says at its start; malloc again after it, to free them.
   Where it sets pymalloc we step in front again, and the malloc after that is the end of
   the program. In later versions the call may or may not come through here; it comes only
   with PYTHONMALLOC. The argument is a text or a number: we only pass it on. */
static int stepped_in_again, handed_back;

int
_PyMem_SetupAllocators(void *name)
{
    int (*python)(void *) = dlsym(RTLD_NEXT, "_PyMem_SetupAllocators");
    int watching = recording && *recording;
    int ours = watching && is_installed(hooks);
    int result = python ? python(name) : -1;
    if (watching && is_installed(pymalloc)) {
        install_hooks();
        stepped_in_again = 1;
    }
    else if (ours && stepped_in_again)
        handed_back = 1;
    return result;
}


/* ---- Marks: os.getpgid(900000 + id) prints pymalloc's stats into the recording ---- */

#define FIRST_MARK 900000
#define LAST_MARK 999999

/* pymalloc's stats as text, or NULL. Python prints them only where the OBJ domain is
   pymalloc itself, so what stands in front of it steps aside meanwhile. */
static char *
stats_text(size_t *bytes)
{
    char *text = NULL;
    int (*print)(FILE *) = dlsym(RTLD_DEFAULT, "_PyObject_DebugMallocStats");
    FILE *out = print ? open_memstream(&text, bytes) : NULL;
    if (out == NULL)
        return NULL;
    allocator installed;
    get_allocator(OBJ, &installed);
    set_allocator(OBJ, &pymalloc[OBJ]);
    print(out);
    set_allocator(OBJ, &installed);
    fclose(out);
    return text;
}

static void
mark(int id)
{
    size_t bytes = 0;
    char *text = stats_text(&bytes);
    ssize_t (*count_blocks)(void) = dlsym(RTLD_DEFAULT, "_Py_GetAllocatedBlocks");
    append((uint64_t)id, MARK, bytes);
    append(count_blocks ? (uint64_t)count_blocks() : 0, MARK_BLOCKS, count_blocks != NULL);
    for (size_t at = 0; at < bytes; at += sizeof(record)) {
        record piece = {0, 0};
        memcpy(&piece, text + at, bytes - at < sizeof(piece) ? bytes - at : sizeof(piece));
        append_words(piece);
    }
    free(text);
}

/* getpgid() because os.getpgid() calls it with the GIL held and little else. */
pid_t
getpgid(pid_t pid)
{
    if (!marks_wanted || pid < FIRST_MARK || pid > LAST_MARK)
        return (pid_t)syscall(SYS_getpgid, pid);
    if (begin()) {
        mark(pid - FIRST_MARK);
        end();
    }
    return 0;
}


/* ---- From before main() to the end ---- */

/* Maps the header of the file behind `fd`, which has none yet, where the last one was.
   Returns 0 or an errno. */
static int
map_header(int fd)
{
    if (!may_reach(HEADER_BYTES))
        return EFBIG;
    int failure = posix_fallocate(fd, 0, HEADER_BYTES);
    if (failure)
        return failure;
    void *place = mmap(file, HEADER_BYTES, PROT_READ | PROT_WRITE,
                       MAP_SHARED | (file ? MAP_FIXED : 0), fd, 0);
    if (place == MAP_FAILED)
        return errno;
    file = place;
    memcpy(file->magic, "PYTRACE1", sizeof(file->magic));
    file->pid = getpid();
    return 0;
}

static int
make_file(const char *path)
{
    if (strlen(path) >= sizeof(file_path))
        return -1;
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0)
        memmove(file_path, path, strlen(path) + 1);
    return fd;
}

/* A file for another process of the program: PATH.PID, or PATH.PID.1 where the process has
   become another program meanwhile, and so on. */
#define MOST_PROGRAMS 100
static int
make_childs_file(const char *path)
{
    char name[sizeof(file_path)];
    for (int program = 0; program < MOST_PROGRAMS; program++) {
        char *form = program ? "%s.%ld.%d" : "%s.%ld";
        int bytes = snprintf(name, sizeof(name), form, path, (long)getpid(), program);
        int fd = bytes < (int)sizeof(name) ? make_file(name) : -1;
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

/* Makes the file and maps its header. Without `follows` only one process records: the first
   one that is a Python. The others, if any, find the file made. */
static int
claim_file(const char *path)
{
    int fd = make_file(path);
    if (fd < 0 && errno == EEXIST && follows)
        fd = make_childs_file(path);
    if (fd < 0)
        return 0;
    int failure = map_header(fd);
    close(fd);
    return failure == 0; /* if not, an empty file is left, which says enough */
}


/* ---- Forks ---- */

static char first_path[4096]; /* what PYTRACE_RAW said: children's files begin with it */

/* Copies what this process did so far, which its child did as well, to the child's file. */
static int
copy_records(const char *from, int to, uint64_t count)
{
    int failure = 0;
    int source = open(from, O_RDONLY | O_CLOEXEC);
    if (source < 0)
        return errno;
    char buffer[16 * 1024];
    off_t end = (off_t)(HEADER_BYTES + count * sizeof(record));
    for (off_t at = HEADER_BYTES; at < end && !failure;) {
        size_t wanted = end - at < (off_t)sizeof(buffer) ? (size_t)(end - at) : sizeof(buffer);
        ssize_t bytes = pread(source, buffer, wanted, at);
        if (bytes <= 0 || pwrite(to, buffer, (size_t)bytes, at) != bytes)
            failure = errno ? errno : EIO;
        at += bytes;
    }
    close(source);
    return failure;
}

/* A child's heap is its parent's at the fork. So its recording begins with all that its
   parent did, and is then its own. */
static void
record_child(void)
{
    header parents = *file;
    char parents_path[sizeof(file_path)];
    strcpy(parents_path, file_path);
    header *counted = file;
    int fd = make_childs_file(first_path);
    int failure = fd < 0 ? errno : copy_records(parents_path, fd, written);
    /* From here on the parent's header is not mapped any more: count while it is. */
    __atomic_add_fetch(&counted->followed, 1, __ATOMIC_RELEASE);
    if (fd < 0)
        return;
    int unmapped = map_header(fd);
    close(fd);
    if (unmapped)
        return;
    memcpy(file->version, parents.version, sizeof(file->version));
    file->other_arenas = parents.other_arenas;
    file->records = written;
    file->state = RECORDING;
    *recording = 1;
    if (failure)
        stop(STOPPED, failure);
    else if (written % WINDOW_RECORDS != 0)
        map_window(written - written % WINDOW_RECORDS);
}

/* A fork copies the memory as it is, so no thread may be in the middle of a group. */
static void
before_fork(void)
{
    if (!inside)
        pthread_mutex_lock(&lock);
}

static void
after_fork_in_parent(void)
{
    if (*recording)
        file->children += 1;
    if (!inside)
        pthread_mutex_unlock(&lock);
}

static void
after_fork_in_child(void)
{
    /* The parent's file says whether it was recording; the page that says it here is wiped. */
    int was_recording = file->state == RECORDING && !inside;
    *recording = 0;
    if (!inside)
        pthread_mutex_unlock(&lock);
    if (follows && was_recording)
        record_child();
}

static int
watch_for_forks(void)
{
    recording = mmap(NULL, sizeof(*recording), PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (recording == MAP_FAILED)
        return errno;
    /* The wiping covers a bare clone() too, which calls no handler; it needs Linux 4.14. */
    madvise(recording, sizeof(*recording), MADV_WIPEONFORK);
    return pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);
}

/* The program must find its environment as it would be without us, and hand it on so. */
static void
clean_environment(void)
{
    const char *preload = getenv("PYTRACE_LD_PRELOAD");
    if (preload)
        setenv("LD_PRELOAD", preload, 1);
    else
        unsetenv("LD_PRELOAD");
    unsetenv("PYTRACE_LD_PRELOAD");
    unsetenv("PYTRACE_MARKS");
    unsetenv("PYTRACE_RAW");
}

/* pymalloc is what MEM and OBJ share and RAW has not. It has no context; the debug hooks,
   which a debug build starts with, do. */
static int
has_pymalloc(void)
{
    get_allocator(MEM, &pymalloc[MEM]);
    get_allocator(OBJ, &pymalloc[OBJ]);
    get_allocator(RAW, &pymalloc[RAW]);
    return pymalloc[OBJ].ctx == NULL && pymalloc[OBJ].malloc == pymalloc[MEM].malloc &&
           pymalloc[OBJ].malloc != pymalloc[RAW].malloc;
}

static enum state
find_python(void)
{
    get_allocator = dlsym(RTLD_DEFAULT, "PyMem_GetAllocator");
    set_allocator = dlsym(RTLD_DEFAULT, "PyMem_SetAllocator");
    get_arena_allocator = dlsym(RTLD_DEFAULT, "PyObject_GetArenaAllocator");
    set_arena_allocator = dlsym(RTLD_DEFAULT, "PyObject_SetArenaAllocator");
    if (!get_allocator || !set_allocator || !get_arena_allocator || !set_arena_allocator)
        return NOT_CPYTHON;
    /* Both 3.13 and 3.14 say so in the version, in slightly different words. */
    if (strstr(file->version, "free-threading"))
        return FREE_THREADED;
    return has_pymalloc() ? RECORDING : OTHER_ALLOCATOR;
}

__attribute__((constructor)) static void
start(void)
{
    const char *path = getenv("PYTRACE_RAW");
    const char *(*version)(void) = dlsym(RTLD_DEFAULT, "Py_GetVersion");
    int is_pypy = dlsym(RTLD_DEFAULT, "PyPy_GetVersion") != NULL;
    /* Not a Python: a shell or a wrapper on the way to one. */
    follows = getenv("PYTRACE_FOLLOW") != NULL;
    if (path == NULL || (version == NULL && !is_pypy) || !claim_file(path))
        return;
    marks_wanted = getenv("PYTRACE_MARKS") != NULL;
    strncpy(first_path, path, sizeof(first_path) - 1);
    /* What the program starts anew is found by the same variables. */
    if (!follows)
        clean_environment();

    int failure = watch_for_forks();
    if (failure) {
        file->failure = failure;
        file->state = STOPPED;
        return;
    }
    /* PyPy cannot be asked for its version so early. */
    strncpy(file->version, is_pypy ? "PyPy" : version(), sizeof(file->version) - 1);
    file->state = find_python();
    if (file->state != RECORDING)
        return;
    get_arena_allocator(&arenas);
    for (int domain = MEM; domain <= OBJ; domain++) {
        hooks[domain] = (allocator){&pymalloc[domain], record_malloc, record_calloc,
                                    record_realloc, record_free};
    }
    *recording = 1;
    install_hooks();
}

/* Closes the recording, in the process that began it. */
static void
finish(void)
{
    if (recording == NULL || getpid() != file->pid || !begin())
        return;
    stop(handed_back || is_installed(hooks) ? FINISHED : REPLACED, 0);
    end();
}

__attribute__((destructor)) static void
finish_at_exit(void)
{
    finish();
}

/* os._exit() runs no destructor. A vforked child leaves through here too, in its parent's
   memory: finish() knows it by its number. */
void
_exit(int status)
{
    finish();
    syscall(SYS_exit_group, status);
    __builtin_unreachable();
}
