/* The page that a test shares with a process whose calls are to fail. Private to tests/fault. */
#ifndef HIRAKU_TESTS_FAULT_PAGE_H
#define HIRAKU_TESTS_FAULT_PAGE_H

#include <stdbool.h>
#include <stdint.h>

/* FAULT_TRANSFER: those of FAULT_IO that a signal may interrupt and that may be short. */
enum fault_kind { FAULT_OWN, FAULT_LIBRARY, FAULT_IO, FAULT_TRANSFER, FAULT_KINDS };

enum { FAULT_TRACED = 524288, FAULT_DEPTH = 24 };

/* Codes beside errno. */
enum { FAULT_SHORT = 1000, FAULT_KILL = 1001 };

/* Which processes: all that have the page, those of workbooks (workbook_process.c), all others. */
enum { FAULT_EVERYWHERE, FAULT_IN_CHILDREN, FAULT_IN_PARENT };

/* As fault.py packs it. */
struct fault_page {
    uint64_t kind;    /* which calls fail */
    uint64_t first;   /* the first that fails, from 1; 0: none does, they are counted only */
    uint64_t code;    /* errno, FAULT_SHORT, FAULT_KILL; allocations: not 0 */
    uint64_t lasting; /* 0: the first alone fails; N: it and each N-th behind it */
    uint64_t fired;
    int64_t clock; /* seconds added to the time of day */
    uint64_t count[FAULT_KINDS];
    uint64_t where;                /* FAULT_EVERYWHERE … */
    uint64_t traced;               /* write down from where the first FAULT_TRACED were called,
                                    * by so many callers */
    uint32_t traces[FAULT_TRACED]; /* a digest of the call stack of calls of `kind` */
};

uint64_t fault_due(enum fault_kind kind);
bool fault_allocation(enum fault_kind kind);
int64_t fault_clock(void);

/* Puts allocators that count in front of those of libraries, where that is not done by preloading.
 */
void fault_libraries(void);

#endif
