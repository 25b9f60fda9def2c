/* The five workloads of allocator.mjs on a real CPython's PyObject_Malloc and
 * PyObject_Free. Loaded into the interpreter with ctypes.PyDLL, so the functions
 * called are that interpreter's own; the loop round them is C.
 *
 * run(workload) returns the CPU nanoseconds of one operation of the timed part. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

void *PyObject_Malloc(size_t);
void PyObject_Free(void *);

enum { COUNT = 1000000, MIXED = 10000000, REQUEST = 67, KEPT = 50 };

static void **blocks;
static uint32_t state;

/* xorshift32, the same as in allocator.mjs */
static uint32_t next(void)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

static void fill(void)
{
    for (int i = 0; i < COUNT; i++)
        blocks[i] = PyObject_Malloc(REQUEST);
}

static void drain(void)
{
    for (int i = 0; i < COUNT; i++) {
        PyObject_Free(blocks[i]);
        blocks[i] = NULL;
    }
}

static double malloc_in_order(void)
{
    double from = now();
    fill();
    double took = now() - from;
    drain();
    return took / COUNT;
}

/* Frees each block with probability 1/2, in order. */
static double free_half(void)
{
    long freed = 0;
    fill();
    double from = now();
    for (int i = 0; i < COUNT; i++) {
        if (next() & 1) {
            PyObject_Free(blocks[i]);
            blocks[i] = NULL;
            freed++;
        }
    }
    double took = now() - from;
    drain();
    return took / freed;
}

/* Frees half of the blocks in random order. */
static double free_shuffled(void)
{
    fill();
    for (int i = COUNT - 1; i > 0; i--) {
        int j = next() % (i + 1);
        void *other = blocks[i];
        blocks[i] = blocks[j];
        blocks[j] = other;
    }
    double from = now();
    for (int i = 0; i < COUNT / 2; i++)
        PyObject_Free(blocks[i]);
    double took = now() - from;
    for (int i = 0; i < COUNT / 2; i++)
        blocks[i] = NULL;
    drain();
    return took / (COUNT / 2);
}

/* Frees all but every COUNT / KEPT-th block, in order. */
static double free_all_but_few(void)
{
    fill();
    double from = now();
    for (int i = 0; i < COUNT; i++) {
        if (i % (COUNT / KEPT) != 0) {
            PyObject_Free(blocks[i]);
            blocks[i] = NULL;
        }
    }
    double took = now() - from;
    drain();
    return took / (COUNT - KEPT);
}

/* A million places, hit at random: a full one is freed, an empty one filled. One
 * request in sixteen is of up to 512 bytes, the others of up to 128. */
static double mixed(void)
{
    double from = now();
    for (int i = 0; i < MIXED; i++) {
        uint32_t r = next();
        uint32_t place = r % COUNT;
        if (blocks[place] != NULL) {
            PyObject_Free(blocks[place]);
            blocks[place] = NULL;
        }
        else {
            uint32_t bits = r >> 20;
            blocks[place] = PyObject_Malloc(bits & 15 ? 1 + (bits >> 4 & 127) : 1 + (r >> 8 & 511));
        }
    }
    double took = now() - from;
    drain();
    return took / MIXED;
}

double run(int workload)
{
    if (blocks == NULL)
        blocks = calloc(COUNT, sizeof *blocks);
    state = 2463534242u;
    switch (workload) {
    case 0: return malloc_in_order();
    case 1: return free_half();
    case 2: return free_shuffled();
    case 3: return free_all_but_few();
    case 4: return mixed();
    }
    return -1;
}
