/* Our own objects' allocations, by the linker's --wrap, and those of libraries that let a program
 * say how they allocate; see fault.c. */
#include "page.h"

#include <errno.h>
#include <jansson.h>
#include <libxml/xmlmemory.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *at, size_t size);
char *__real_strdup(const char *text);
ssize_t __real_getline(char **line, size_t *size, FILE *file);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *at, size_t size);
char *__wrap_strdup(const char *text);
int __wrap_asprintf(char **text, const char *format, ...);
ssize_t __wrap_getline(char **line, size_t *size, FILE *file);

void *__wrap_malloc(size_t size)
{
    return fault_allocation(FAULT_OWN) ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fault_allocation(FAULT_OWN) ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *at, size_t size)
{
    return fault_allocation(FAULT_OWN) ? NULL : __real_realloc(at, size);
}

char *__wrap_strdup(const char *text)
{
    return fault_allocation(FAULT_OWN) ? NULL : __real_strdup(text);
}

/* Leaves `*text` undefined where it fails, as the C library may. */
int __wrap_asprintf(char **text, const char *format, ...)
{
    va_list list;
    if (fault_allocation(FAULT_OWN)) {
        *text = (char *)(uintptr_t)1;
        return -1;
    }
    va_start(list, format);
    int len = vasprintf(text, format, list);
    va_end(list);
    return len;
}

ssize_t __wrap_getline(char **line, size_t *size, FILE *file)
{
    return fault_allocation(FAULT_OWN) ? -1 : __real_getline(line, size, file);
}

/* --- libraries ---------------------------------------------------------------------------------
 */

static void *library_malloc(size_t size)
{
    return fault_allocation(FAULT_LIBRARY) ? NULL : __real_malloc(size);
}

static void *library_realloc(void *at, size_t size)
{
    return fault_allocation(FAULT_LIBRARY) ? NULL : __real_realloc(at, size);
}

static char *library_strdup(const char *text)
{
    return fault_allocation(FAULT_LIBRARY) ? NULL : __real_strdup(text);
}

static struct sqlite3_mem_methods sqlite_own;

static void *sqlite_malloc(int size)
{
    return fault_allocation(FAULT_LIBRARY) ? NULL : sqlite_own.xMalloc(size);
}

static void *sqlite_realloc(void *at, int size)
{
    return fault_allocation(FAULT_LIBRARY) ? NULL : sqlite_own.xRealloc(at, size);
}

void fault_libraries(void)
{
    struct sqlite3_mem_methods counted;
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_own) != SQLITE_OK)
        abort();
    counted = sqlite_own;
    counted.xMalloc = sqlite_malloc;
    counted.xRealloc = sqlite_realloc;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &counted) != SQLITE_OK)
        abort();
    json_set_alloc_funcs(library_malloc, free);
    xmlMemSetup(free, library_malloc, library_realloc, library_strdup);
}
