/* What another machine may copy of a release: the files that are kept for ever, and those that were
 * made of them. The databases of the server are not among them: every machine makes its own.
 *
 * Files are asked for by their SHA-256, never by a path of the disk. */
#ifndef HIRAKU_RELEASE_COPY_LIST_H
#define HIRAKU_RELEASE_COPY_LIST_H

#include "hiraku/base/digest.h"

#include <stdint.h>

struct out;
struct problem;

enum { COPY_PATH_SIZE = 160, COPY_FILES_MAX = 100000, COPY_WITHDRAWN_MAX = 10000 };

struct copy_file {
    char path[COPY_PATH_SIZE]; /* relative to the release */
    uint64_t bytes;
    char sha256[DIGEST_SIZE];
};

struct copy_list {
    uint64_t number;
    struct copy_file *files;
    size_t count;
};
void copy_list_free(struct copy_list *list);

/* Of the release in `dir`. Of one that is withdrawn: manifest, signatures, and the withdrawal. */
enum status copy_list_of(struct copy_list *list, const char *dir, struct problem *p);
/* The file of that list with this digest, found without making all of the list where it is a
 * canonical file; `path` "": there is none. */
enum status copy_list_look(struct copy_file *file, const char *dir, struct slice sha256,
                           struct problem *p);
/* NULL: it has none. */
const struct copy_file *copy_list_find(const struct copy_list *list, const char *path);

/* {"number","files":[{"path","bytes","sha256"}]}, and back. What is read comes from elsewhere:
 * false where it is not this, names a path twice, or a path that no release has
 * (copy_path_is_known). */
void copy_list_write(const struct copy_list *list, struct out *out);
enum status copy_list_read(struct copy_list *list, struct slice text, bool *good,
                           struct problem *p);

/* Whether a release may have a file of this path: names of layout.h, and in its folders names of
 * letters, digits, dots, hyphens and low lines that begin with no dot. */
bool copy_path_is_known(const char *path);

/* Which releases there are. */
struct copy_withdrawn {
    uint64_t number;
    char sha256[DIGEST_SIZE]; /* of its withdrawn.json */
};
struct copy_releases {
    uint64_t newest;
    char sha256[DIGEST_SIZE]; /* of the newest one's manifest */
    struct copy_withdrawn *withdrawn;
    size_t count;
};
void copy_releases_free(struct copy_releases *releases);

/* Up to the release in `dir`. */
enum status copy_releases_of(struct copy_releases *releases, const char *dir, struct problem *p);
/* {"newest","sha256","withdrawn":[{"release","sha256"}]}, and back. */
void copy_releases_write(const struct copy_releases *releases, struct out *out);
enum status copy_releases_read(struct copy_releases *releases, struct slice text, bool *good,
                               struct problem *p);

/* 64 lower-case hexadecimal digits. */
bool copy_is_digest(struct slice text);

#endif
