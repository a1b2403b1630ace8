/* The files that an instance brings beside its tables: what it says of itself. A release has those
 * of its publish, listed with their digests in a file of the form of sha256sum(1), whose own digest
 * stands in the manifest.
 *
 * They are small and few, and are held in memory whole. What is in them is not known here. */
#ifndef HIRAKU_RELEASE_OWN_FILES_H
#define HIRAKU_RELEASE_OWN_FILES_H

#include "hiraku/base/arena.h"
#include "hiraku/base/digest.h"
#include "hiraku/base/status.h"

struct problem;

/* What a program accepts that reads a release; an instance may be allowed less. */
enum { OWN_FILES_MAX = 500, OWN_FILE_MAX = 1 << 20 };

struct own_file {
    struct slice name;  /* relative to the release, and to the folder of the instance */
    struct slice text;  /* .at NULL: only listed */
    struct slice title; /* of a page, once it was named (own_page.h) */
    char sha256[DIGEST_SIZE];
};

struct own_files {
    struct arena arena;
    struct own_file *files; /* sorted by name once they are listed */
    size_t count;
};

void own_files_init(struct own_files *files);
void own_files_free(struct own_files *files);

/* Copies both. STATUS_TOO_LARGE: it is larger, or they are more, than a release may have. */
enum status own_files_add(struct own_files *files, struct slice name, struct slice text,
                          struct problem *p);
/* NULL: there is none. */
const struct own_file *own_files_find(const struct own_files *files, struct slice name);

/* Sorts them and gives the digest of their list. */
enum status own_files_digest(struct own_files *files, char sha256[DIGEST_SIZE], struct problem *p);
/* Writes list and files into DIR, too. */
enum status own_files_write(struct own_files *files, const char *dir, char sha256[DIGEST_SIZE],
                            struct problem *p);

/* The list of the release in DIR, whose digest is `sha256` (""; there is none): names and digests.
 * STATUS_BAD_RELEASE: it is not as it was published. To be freed in any case. */
enum status own_files_list(struct own_files *files, const char *dir, const char *sha256,
                           struct problem *p);
/* The same with the texts, which are as they were published. */
enum status own_files_read(struct own_files *files, const char *dir, const char *sha256,
                           struct problem *p);
/* Gives the files on the list, and with `list` the list itself, a second name in another folder.
 * STATUS_BAD_RELEASE: one is not as it was published. */
enum status own_files_link(const char *from, const char *to, const char *sha256, bool list,
                           struct problem *p);

#endif
