/* Cursors: what is made of a place is read as that place, under these conditions only; a forged one
 * is a place or a refusal. Bytes: table, number of order columns, release, then lines of values;
 * the last line is the forged cursor. */
#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/query.h"

#include "fuzz.h"

static void same_place(const struct query *query, uint64_t release, const struct position *place)
{
    ENSURE(query->release == release && slice_equal(query->after.id, place->id));
    for (size_t i = 0; i < query->order_count; i++)
        ENSURE(slice_equal(query->after.values[i], place->values[i]));
}

static void round_trip(struct query *query, struct arena *arena, struct slice *rest)
{
    struct position place = {.id = fuzz_line(rest)};
    uint64_t release = fuzz_byte(rest) + 1;
    for (size_t i = 0; i < query->order_count; i++)
        place.values[i] = fuzz_line(rest);
    struct slice cursor = query_cursor(query, release, &place, arena);
    if (place.id.len == 0 || memchr(place.id.at, '\0', place.id.len))
        return; /* no record has it */
    for (size_t i = 0; i < query->order_count; i++)
        if (place.values[i].len && memchr(place.values[i].at, '\0', place.values[i].len))
            return; /* no cell holds it */
    if (!cursor.at)
        return; /* too long */
    ENSURE(query_read_cursor(query, cursor, arena, NULL) == STATUS_OK);
    same_place(query, release, &place);
    struct query other = *query;
    other.descending[0] = !other.descending[0];
    if (query->order_count)
        ENSURE(query_read_cursor(&other, cursor, arena, NULL) == STATUS_BAD_CURSOR);
}

static void forged(struct query *query, struct arena *arena, struct slice text)
{
    struct problem p = {.status = STATUS_OK};
    if (query_read_cursor(query, text, arena, &p) != STATUS_OK) {
        ENSURE(p.status == STATUS_BAD_CURSOR || p.status == STATUS_OLD_CURSOR);
        return;
    }
    ENSURE(query->release > 0 && !position_is_start(&query->after));
    struct position place = query->after;
    uint64_t release = query->release;
    struct slice canonical = query_cursor(query, release, &place, arena);
    ENSURE(canonical.at && query_read_cursor(query, canonical, arena, &p) == STATUS_OK);
    same_place(query, release, &place);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice rest = fuzz_input(data, size);
    struct arena arena;
    struct query query = {.resource = model_resources[fuzz_byte(&rest) % model_resource_count]};
    size_t columns = model_column_count(query.resource);
    query.order_count = fuzz_byte(&rest) % (QUERY_ORDER_MAX + 1);
    for (size_t i = 0; i < query.order_count; i++)
        query.order[i] = &query.resource->columns[i % columns];
    arena_init(&arena, FUZZ_ARENA);
    round_trip(&query, &arena, &rest);
    forged(&query, &arena, rest);
    arena_free(&arena);
    return 0;
}
