/* Asks pymalloc for blocks without holding Python's lock, as a faulty extension would.
   Several threads at it at once make a useless recording, unless the recorder sees to it
   that requests are served one by one. */
#include <stddef.h>

extern void *PyMem_Malloc(size_t bytes);
extern void PyMem_Free(void *block);

void
ask(int rounds)
{
    void *blocks[50];
    while (rounds-- > 0) {
        for (int i = 0; i < 50; i++)
            blocks[i] = PyMem_Malloc((size_t)(i + rounds % 100));
        for (int i = 0; i < 50; i++)
            PyMem_Free(blocks[i]);
    }
}
