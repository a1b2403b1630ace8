/* derived.json: the artifacts of a release, with their digests. They follow from its canonical
 * files and can be made anew: what the server reads, and the files for download. */
#ifndef HIRAKU_RELEASE_ARTIFACTS_H
#define HIRAKU_RELEASE_ARTIFACTS_H

#include "hiraku/base/digest.h"

#include <stdint.h>

struct problem;

/* Why a file is listed that is not there. */
#define ARTIFACT_TOO_MANY_ROWS "too-many-rows"
#define ARTIFACT_NOT_MADE      "not-made" /* published without files for download */
#define ARTIFACT_NOT_KEPT      "not-kept" /* of a release that was pruned */
#define ARTIFACT_NO_FILE       "no-file"  /* a member of an archive or an answer */

/* By path relative to the release ("store.columns", "files/programs.csv.gz"). */
struct artifact {
    char path[160];
    uint64_t bytes;
    char sha256[DIGEST_SIZE];
    char table[64]; /* whose rows it holds; "": no download, or all tables */
    uint64_t rows;  /* of a download; of all tables together where it holds them all */
    /* Of what a .gz file holds unpacked, and of the drawing of which a picture was made; "" and 0
     * for other files. */
    char plain_sha256[DIGEST_SIZE];
    uint64_t plain_bytes;
    char missing[16]; /* why there is no such file, or "": then it is there */
};
struct artifacts {
    char program[64], model[DIGEST_SIZE];
    char release[DIGEST_SIZE]; /* of release.json, so that the newest one is covered, too */
    struct artifact *files;
    size_t count;
};
/* The file ends with a digest of itself; a mismatch is STATUS_BAD_RELEASE. The list of a program
 * that wrote fewer members is STATUS_OTHER_MODEL: `hiraku rebuild` makes it anew. */
enum status artifacts_read(struct artifacts *artifacts, const char *dir, struct problem *p);
/* STATUS_OTHER_MODEL where a program made the release that had other tables, or that did not make
 * all that a server opens (layout_opened): `hiraku rebuild` makes them. `dir` is for the message.
 */
enum status artifacts_check_program(const struct artifacts *artifacts, const char *dir,
                                    struct problem *p);
enum status artifacts_write(const struct artifacts *artifacts, const char *dir, struct problem *p);
/* Whether DIR/path is to be there. */
static inline bool artifact_is_there(const struct artifact *file)
{
    return file->missing[0] == '\0';
}
/* The entry of a path; NULL: there is none, or no list (`artifacts` NULL). */
const struct artifact *artifacts_find(const struct artifacts *artifacts, const char *path);
/* Adds DIR/path, whose digest is taken now. */
enum status artifacts_add(struct artifacts *artifacts, const char *dir, const char *path,
                          struct problem *p);
/* The same where digest and size are known. */
enum status artifacts_put(struct artifacts *artifacts, const struct artifact *file,
                          struct problem *p);
/* The same of bytes that are no file of their own (`missing` "no-file"). */
enum status artifacts_note(struct artifacts *artifacts, const char *path, struct slice bytes,
                           struct problem *p);
void artifacts_free(struct artifacts *artifacts);

#endif
