/* The steps of a publish (publish.c) and what they share. Private to api/publish. */
#ifndef HIRAKU_API_PUBLISH_PARTS_H
#define HIRAKU_API_PUBLISH_PARTS_H

#include "hiraku/release/artifacts.h"
#include "hiraku/release/canonical_file.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

struct difference;
struct out;
struct problem;
struct publish_options;
struct resource;
struct stage;
struct table_state;

struct report;

/* DIR/data/TABLE.csv from the stage, in key order; fills rows and sha256 of `state`. */
enum status canonical_write(struct stage *stage, const struct resource *resource, const char *dir,
                            struct table_state *state, struct problem *p);
/* The same, written nowhere. */
enum status canonical_digest(struct stage *stage, const struct resource *resource,
                             struct table_state *state, struct problem *p);

/* A difference as rows of changes.csv. */
void changes_write(struct out *out, const struct difference *difference);
/* The same of a record of a table; an id that comes or goes also leaves or joins the stage's
 * retired ones, as of `release` (the number as text). */
enum status changes_take(struct out *out, const struct difference *difference, struct stage *stage,
                         struct slice release, struct problem *p);
/* One row of changes.csv; the header is one, too. */
void changes_row(struct out *out, struct slice table, struct slice key, struct slice column,
                 struct slice old, struct slice now);

/* DIR/retired.csv into the stage, and back. A warning for each id of the list that a row of the
 * stage has
 * (`report` NULL: none). */
enum status retired_read(struct stage *stage, const char *dir, struct report *report,
                         struct problem *p);
enum status retired_write(struct stage *stage, const char *dir, char sha256[DIGEST_SIZE],
                          struct problem *p);

/* Derives store.sqlite, store.columns and files/ of a release directory from its canonical CSV;
 * files whose inputs are those of the release in `previous` (NULL: none) are linked. */
enum status artifacts_make(const char *dir, const char *previous,
                           const struct publish_options *options, struct problem *p);

/* Parses a document with libxml2 as it comes: well-formed, or STATUS_INTERNAL at its end, which
 * names the file at `path` (it must last). */
struct xml_file;
enum status xml_file_new(struct xml_file **xml, const char *path, struct problem *p);
void xml_file_add(struct xml_file *xml, const void *data, size_t len);
enum status xml_file_finish(struct xml_file *xml, struct problem *p);
void xml_file_free(struct xml_file *xml); /* NULL is allowed */

/* Whether the file at `path` has a name that a release gives: to a download or, unless
 * `downloads_only`, to a canonical file or a member of the archive. */
bool name_is_known(const char *path, bool downloads_only);

/* Releases beyond the newest `keep` keep manifest, changes, retired, instance.json, and of tables
 * only those that cannot be had back from the releases behind them (gzip). */
enum status releases_prune(const char *store, int64_t keep, uint64_t current, struct problem *p);

#endif
