/* The file of a book of counts (usage_book.h): changed in place, and whole at every moment.
 *
 * Two heads, at 0 and at 512, each a line of text: a number that grows by one with each change,
 * where the book's text stands, how long it is, its SHA-256, and the SHA-256 of the line before
 * that. A change writes the new text beside the present one, then the head that is not the present
 * one; so what was there is there until the new head is, and a head that tells of anything else
 * than it says does not count. No name is needed for that: the descriptor that was opened once is
 * enough, which is all that a server keeps (sandbox.c). The file has at most some three times the
 * bytes of the text.
 *
 * Several processes may have it open: a lock of the open file description (fcntl(2), F_OFD_SETLK)
 * is held while one reads, adds and writes. A kill loses nothing that was written; a loss of power
 * at most the last change but one, for what is overwritten was synced before. */
#ifndef HIRAKU_USAGE_USAGE_FILE_H
#define HIRAKU_USAGE_USAGE_FILE_H

#include "hiraku/base/digest.h"
#include "hiraku/base/durable_file.h"

#include <stdint.h>

struct problem;
struct usage_book;

struct usage_head {
    uint64_t number; /* 0: there is none */
    uint64_t at, len;
    char digest[DIGEST_SIZE];
};

struct usage_file {
    int fd; /* -1: not open */
    char path[FILE_PATH_SIZE];
    struct usage_head head; /* of what was read or written last */
};

/* Opens it, or makes it. One that has no good head is renamed to PATH.damaged first, and `*damaged`
 * says so. */
enum status usage_file_open(struct usage_file *file, const char *path, bool *damaged,
                            struct problem *p);
/* To read only; STATUS_NO_USAGE. */
enum status usage_file_open_read(struct usage_file *file, const char *path, struct problem *p);
void usage_file_close(struct usage_file *file);

/* Does not wait; `*locked` false: another process has it. */
enum status usage_file_lock(struct usage_file *file, bool *locked, struct problem *p);
void usage_file_unlock(struct usage_file *file);

/* Whether the file says anything else than what was read or written last. STATUS_NO_USAGE: it was
 * taken away. */
enum status usage_file_is_changed(const struct usage_file *file, bool *changed, struct problem *p);

/* The newest book, or an empty one of a new file; with its digest and the time of the file.
 * STATUS_BAD_USAGE. Needs no lock: what is written meanwhile is read anew. */
enum status usage_file_read(struct usage_file *file, struct usage_book **book, struct problem *p);

/* Writes the text of a book, under the lock and on top of what was read or written last. */
enum status usage_file_write(struct usage_file *file, struct slice text, const char *digest,
                             struct problem *p);

#endif
