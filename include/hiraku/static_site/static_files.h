/* The files of a copy: written beside the folder as FOLDER.tmp, which takes its place when all are
 * there. */
#ifndef HIRAKU_STATIC_SITE_STATIC_FILES_H
#define HIRAKU_STATIC_SITE_STATIC_FILES_H

#include "hiraku/base/durable_file.h"

struct static_files {
    char folder[FILE_PATH_SIZE], made[FILE_PATH_SIZE]; /* FOLDER, FOLDER.tmp */
    int fd;                                            /* of the file that is being written */
    uint64_t count, bytes;
};

/* STATUS_SITE_TARGET: FOLDER or FOLDER.tmp is there, not empty, and has no file `mark`. */
enum status static_files_begin(struct static_files *files, const char *folder, const char *mark,
                               struct problem *p);
/* A new file, with the folders above it; write to `out`, then static_files_close. */
enum status static_files_open(struct static_files *files, struct slice name, struct out *out,
                              struct problem *p);
enum status static_files_close(struct static_files *files, struct out *out, struct problem *p);
/* Both at once, of a text. */
enum status static_files_put(struct static_files *files, struct slice name, struct slice text,
                             struct problem *p);
/* All is on disk and takes FOLDER's place. */
enum status static_files_finish(struct static_files *files, struct problem *p);
/* Removes what was begun. */
void static_files_drop(struct static_files *files);

#endif
