/* Who did what at the desk, and when: STATE/log, one JSON object (RFC 8259) a line, which only
 * grows.
 *
 * {"number":2,"time":"2026-12-01T09:00:00Z","who":"hanako","what":"restore","about":"3",
 * "previous":"<SHA-256 of the bytes of the line before, without its LF>"}: the first has 64 zeros
 * there. `who` is an account, "token NAME", or "command" (the command line); nothing else that is
 * about a person is in it, no address either. Who changes, removes or puts in a line has to write
 * all behind it anew, and the digest of the last line, noted elsewhere, is then another one. */
#ifndef HIRAKU_DESK_DESK_LOG_H
#define HIRAKU_DESK_DESK_LOG_H

#include "hiraku/desk/state.h"

#include <stdint.h>

struct problem;

enum { DESK_LOG_TEXT = 256, DESK_LOG_LINE = 2048 };

struct desk_log_entry {
    uint64_t number;
    char time[24];
    char who[64], what[64], about[DESK_LOG_TEXT];
    char digest[DIGEST_SIZE]; /* of this line */
};

/* Appends a line and waits for the disk. `about` (NULL: nothing) is cut at DESK_LOG_TEXT − 1 bytes.
 * The end of a line that a crash has cut off, which was never confirmed to anybody, goes. */
enum status desk_log_add(const struct desk_state *state, const char *who, const char *what,
                         const char *about, struct problem *p);

/* Calls `take` (NULL: nobody) for each line, the oldest first, and looks at the chain.
 * STATUS_DESK_LOG: a line is not as it was written, those before it have been taken. `*lines` of
 * them are good; `last` has the digest of the last one, or 64 zeros. */
enum status desk_log_read(const struct desk_state *state,
                          void (*take)(void *context, const struct desk_log_entry *entry),
                          void *context, uint64_t *lines, char last[DIGEST_SIZE],
                          struct problem *p);

#endif
