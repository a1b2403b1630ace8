/* Who publishes: instance.json, the only place for names, URLs and the licence of an instance.
 *
 * A JSON object; the keys are the columns of `instance_resource` (api/model/tables/instance.c), so
 * the checker, /v1/instance and the data dictionary read one table, and the list `endings`
 * (ending.h). Unknown keys are errors that
 * name the nearest known one. */
#ifndef HIRAKU_MODEL_INSTANCE_H
#define HIRAKU_MODEL_INSTANCE_H

#include "hiraku/base/arena.h"
#include "hiraku/base/status.h"
#include "hiraku/model/resource.h"

struct out;
struct problem;

struct ending;
struct report;

struct instance {
    struct arena arena;
    struct slice cells[COLUMNS_MAX]; /* parallel to instance_resource.columns */
    struct ending *endings;          /* in their order (ending.h) */
    size_t ending_count;
    /* the ones that code needs, borrowed from `cells`; NUL-terminated */
    const char *base_url; /* no trailing slash */
    const char *licence_url;
    const char *attribution[2]; /* by enum language */
    const char *title[2];
    const char *publisher_name[2];
    const char *publisher_code;
    enum language language; /* default_language */
    int first_month;        /* of the fiscal year, 1–12 */
    int utc_offset;         /* of its clocks, in seconds, east positive; days end by it */
    char sha256[65];        /* of the canonical instance.json */
};

/* Reads and checks `path`; findings go into `report` (may be NULL: the first one is then returned
 * as STATUS_BAD_INSTANCE). `instance` must be freed with instance_free even after a failure. */
enum status instance_read(struct instance *instance, const char *path, struct report *report,
                          struct problem *p);
/* The same of the release in `dir`, without a report. */
enum status instance_read_release(struct instance *instance, const char *dir, struct problem *p);

/* The canonical text: keys in model order, empty ones left out, LF, UTF-8. */
void instance_write(const struct instance *instance, struct out *out);

/* Replaces base_url (command line option --base-url), checked. */
enum status instance_rebase(struct instance *instance, const char *base_url, struct problem *p);

/* The cell of a column of instance_resource by name; empty if there is none. */
struct slice instance_cell(const struct instance *instance, const char *name);

/* Takes the members that code needs, and the digest, from `cells`: to be called when these change.
 */
enum status instance_set_members(struct instance *instance, struct problem *p);

void instance_free(struct instance *instance);

#endif
