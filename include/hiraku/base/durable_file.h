/* Files that must be whole on disk before anything points to them. */
#ifndef HIRAKU_BASE_DURABLE_FILE_H
#define HIRAKU_BASE_DURABLE_FILE_H

#include "hiraku/base/digest.h"
#include "hiraku/base/out.h"

struct problem;

enum { FILE_PATH_SIZE = 1024 };

/* A new file with its digest taken on the way: write to `out`, then file_close. */
struct file {
    struct out out;
    int fd;
    struct digest digest;
    char path[FILE_PATH_SIZE];
};

/* DIR/NAME, which must not exist. Must be closed if and only if this succeeded. `file` must not be
 * moved. */
enum status file_create(struct file *file, const char *dir, const char *name, struct problem *p);
/* A new file of a folder that has no name there, to be written and read; −1 with errno. */
int file_nameless(const char *folder);

/* fsync(2) of a file that somebody else has written. */
enum status file_sync_path(const char *path, struct problem *p);

/* Flushes, syncs and closes. `sha256` and `bytes` may be NULL. */
enum status file_close(struct file *file, char sha256[DIGEST_SIZE], uint64_t *bytes,
                       struct problem *p);

/* DIR/NAME whole or not at all: NAME.tmp is made like a new file, whatever is there; when it is
 * closed it takes NAME's place at once. */
enum status file_create_aside(struct file *file, const char *dir, const char *name,
                              struct problem *p);
enum status file_take_place(const struct file *file, const char *dir, const char *name,
                            struct problem *p);
/* The same of a text. */
enum status file_replace(const char *dir, const char *name, struct slice text, struct problem *p);

/* DIR/NAME. */
enum status file_path(char path[FILE_PATH_SIZE], const char *dir, const char *name,
                      struct problem *p);
bool file_exists(const char *path);

/* The folder and those above it; no error if it is there. */
enum status folder_make(const char *path, struct problem *p);
enum status folder_sync(const char *path, struct problem *p);
/* With all that is in it; no error if it is not there. Does not follow links. */
enum status folder_remove(const char *path, struct problem *p);

/* The same file under a second name: a hard link, or a copy where links are not possible. */
enum status file_link(const char *from, const char *to, struct problem *p);

/* Replaces TO by FROM at once (rename(2)). */
enum status file_rename(const char *from, const char *to, struct problem *p);

#endif
