/* The allocators of jansson, which note in the thread that one of them failed. Parses and builds
 * nothing. */
#include "hiraku/base/json_memory.h"

#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>

/* The library asks without any context; a thread works on one text at a time. */
static _Thread_local bool failed;
static pthread_once_t ready = PTHREAD_ONCE_INIT;

static void *allocate(size_t size)
{
    void *at = malloc(size);
    failed = failed || !at;
    return at;
}

static void set_allocators(void)
{
    json_set_alloc_funcs(allocate, free);
}

void json_memory_begin(void)
{
    pthread_once(&ready, set_allocators);
    failed = false;
}

bool json_memory_failed(void)
{
    return failed;
}
