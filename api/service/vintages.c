/* See service/vintages.h. Versions of rows come from the store; from the releases' own folders only
 * when they were published and whether they were withdrawn, each when it is first asked for. */
#include "hiraku/service/vintages.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/query.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/freshness.h"
#include "hiraku/service/service.h"
#include "hiraku/store/store.h"
#include "hiraku/store/versions.h"

#include <stdlib.h>

enum { RECORD_MEMORY = 64 << 20, VINTAGES_FIRST = 16 };

/* What is known of a release. */
struct vintage_release {
    bool read, withdrawn;
    time_t published_at;
};

struct vintages {
    const struct service *service;
    struct versions *versions;
    size_t columns;
    struct arena arena; /* of the record at hand */
    struct vintage *made;
    size_t count, room;
    struct slice id;
    struct version next; /* the first version of the record behind it */
    bool more;
    struct vintage_release *releases; /* by number, from 0 to `newest` */
    uint64_t newest, first;
    enum status failed; /* of reading a release */
    struct problem *problem;
    struct manifest manifest;
};

/* --- releases --------------------------------------------------------------------------------- */

static const struct vintage_release *vintages_release(struct vintages *vintages, uint64_t number)
{
    struct vintage_release *release = &vintages->releases[number];
    char dir[RELEASE_PATH_SIZE];
    if (release->read || !vintages->service->folder)
        return release;
    layout_release_dir(vintages->service->folder, number, dir);
    enum status status = manifest_read_any(&vintages->manifest, dir, vintages->problem);
    release->read = true;
    if (status != STATUS_OK) {
        vintages->failed = status;
        return release;
    }
    release->withdrawn = vintages->manifest.withdrawal.reason[0] != '\0';
    release->published_at = vintages->manifest.published_at;
    return release;
}

static uint64_t vintages_shown_from(void *context, uint64_t number)
{
    struct vintages *vintages = context;
    while (number <= vintages->newest && vintages_release(vintages, number)->withdrawn)
        number++;
    return number <= vintages->newest ? number : 0;
}

struct date vintages_day(struct vintages *vintages, uint64_t number)
{
    if (number == 0 || number > vintages->newest)
        return (struct date){0};
    time_t at = vintages_release(vintages, number)->published_at;
    return at ? freshness_today(vintages->service->instance, at, NULL) : (struct date){0};
}

bool vintages_is_first(const struct vintages *vintages, uint64_t number)
{
    return number <= vintages->first;
}

/* --- records ---------------------------------------------------------------------------------- */

static enum status vintages_step(struct vintages *vintages, struct problem *p)
{
    return versions_next(vintages->versions, &vintages->next, &vintages->more, p);
}

static bool vintages_make_room(struct vintages *vintages)
{
    size_t room = vintages->room ? 2 * vintages->room : VINTAGES_FIRST;
    if (vintages->count < vintages->room)
        return true;
    struct vintage *made = realloc(vintages->made, room * sizeof *made);
    if (!made)
        return false;
    vintages->made = made;
    vintages->room = room;
    return true;
}

static enum status vintages_take(struct vintages *vintages, struct problem *p)
{
    const struct version *version = &vintages->next;
    struct slice *cells = arena_alloc(&vintages->arena, (vintages->columns + 1) * sizeof *cells);
    if (!cells || !vintages_make_room(vintages))
        return problem_memory(p);
    for (size_t i = 0; i < vintages->columns; i++)
        cells[i] = arena_copy(&vintages->arena, version->cells[i]);
    vintages->made[vintages->count++] = (struct vintage){
        .from = version->since, .to = version->until ? version->until + 1 : 0, .cells = cells};
    return arena_overflowed(&vintages->arena) ? problem_memory(p) : vintages_step(vintages, p);
}

/* All versions of the next record. */
static enum status vintages_gather(struct vintages *vintages, struct problem *p)
{
    arena_reset(&vintages->arena);
    vintages->count = 0;
    vintages->id = arena_copy(&vintages->arena, vintages->next.id);
    enum status status = vintages_take(vintages, p);
    while (status == STATUS_OK && vintages->more && !vintages->next.first)
        status = vintages_take(vintages, p);
    if (status != STATUS_OK)
        return status;
    vintages->problem = p;
    vintages->count = vintages_shown(vintages->made, vintages->count, vintages->columns,
                                     vintages_shown_from, vintages);
    return vintages->failed;
}

enum status vintages_next(struct vintages *vintages, struct vintage_record *record, bool *more,
                          struct problem *p)
{
    enum status status = STATUS_OK;
    vintages->count = 0;
    while (status == STATUS_OK && vintages->more && vintages->count == 0)
        status = vintages_gather(vintages, p);
    *more = status == STATUS_OK && vintages->count > 0;
    *record = (struct vintage_record){vintages->id, vintages->made, vintages->count};
    return status;
}

enum status vintages_open(struct vintages **result, const struct service *service,
                          const struct query *query, const struct column *const *columns,
                          size_t count, struct problem *p)
{
    struct vintages *vintages = *result = calloc(1, sizeof *vintages);
    if (!vintages)
        return problem_memory(p);
    arena_init(&vintages->arena, RECORD_MEMORY);
    vintages->service = service;
    vintages->columns = count;
    vintages->newest = service->manifest->number;
    vintages->first = store_first_release(service->store);
    vintages->releases = calloc((size_t)vintages->newest + 1, sizeof *vintages->releases);
    if (!vintages->releases)
        return problem_memory(p);
    enum status status =
        versions_open(&vintages->versions, service->store, query, columns, count, p);
    return status == STATUS_OK ? vintages_step(vintages, p) : status;
}

void vintages_close(struct vintages *vintages)
{
    if (!vintages)
        return;
    versions_close(vintages->versions);
    arena_free(&vintages->arena);
    free(vintages->releases);
    free(vintages->made);
    free(vintages);
}
