/* The rows of a table of an old release, had back from those of a newer one by undoing what the
 * releases in between changed (changes.csv), the newest first.
 *
 * It is exact or it is refused: the bytes have the digest of the old release's manifest, or the
 * release is damaged, or one on the way is, or was published by a program that recorded less
 * (change_reader.h) or had other columns. Memory grows with the records that changed, not with the
 * table. */
#ifndef HIRAKU_RELEASE_PAST_TABLE_H
#define HIRAKU_RELEASE_PAST_TABLE_H

#include "hiraku/base/digest.h"

struct canonical_file;
struct out;
struct past_table;
struct problem;
struct resource;

/* Appends the canonical CSV of a table of the release in `dir`, STORE/releases/N, made from the
 * releases behind it; that of `dir` itself is not looked at. `out` NULL: it is only tried.
 * STATUS_BAD_RELEASE names the release that cannot be had back; the bytes are then worth nothing.
 */
enum status past_table_restore(const char *dir, const struct resource *resource, struct out *out,
                               struct problem *p);

/* The same to be read, if the release does not keep the file. To be left with canonical_leave, also
 * after a failure. */
enum status past_table_find(struct canonical_file *file, const char *dir,
                            const struct resource *resource, struct problem *p);

/* --- step by step, for those who want many releases of one table --------------------------------
 */

/* A table as the release in `dir` keeps it, to be undone from there; to be freed, also after a
 * failure. */
enum status past_table_new(struct past_table **past, const char *dir,
                           const struct resource *resource, struct problem *p);
/* What the release in `dir` changed is undone: afterwards it is as in the release before that. */
enum status past_table_undo(struct past_table *past, const char *dir, struct problem *p);
/* Writes it as the release in `dir` had it, with the columns of then, and tells the digest. `out`
 * NULL: only the digest. */
enum status past_table_write(struct past_table *past, const char *dir, struct out *out,
                             char sha256[DIGEST_SIZE], struct problem *p);
void past_table_free(struct past_table *past); /* NULL is allowed */

#endif
