/* As much of a Python as the recorder looks at before it records, to be refused.
   VERSION is what Py_GetVersion() says; MEM_CONTEXT is the context of the MEM and OBJ
   domains, which pymalloc does not have and the debug hooks do. */
#include <stddef.h>
#include <stdio.h>

typedef struct {
    void *ctx, *malloc, *calloc, *realloc, *free;
} allocator;

const char *
Py_GetVersion(void)
{
    return VERSION;
}

void
PyMem_GetAllocator(int domain, allocator *out)
{
    static int raw, mem;
    *out = (allocator){domain ? MEM_CONTEXT : NULL, domain ? &mem : &raw, NULL, NULL, NULL};
}

void
PyMem_SetAllocator(int domain, allocator *in)
{
    (void)domain, (void)in;
    puts("hooked");
}

void
PyObject_GetArenaAllocator(void *out)
{
    (void)out;
}

void
PyObject_SetArenaAllocator(void *in)
{
    (void)in;
    puts("hooked");
}

int
main(void)
{
    puts("ran");
    return 0;
}
