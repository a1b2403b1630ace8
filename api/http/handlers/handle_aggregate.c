/* GET /v1/aggregate/{table}: groups of rows with sums, averages, extremes and counts, in the order
 * of the groups. What may be computed is api/model/aggregate.c. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/statistics/aggregate.h"

#include "figures.h"
#include "member.h"

#include <stdio.h>

enum { GROUP_MEMORY = 1 << 16 };

/* One walk through the rows. */
struct walk {
    struct figures figures;
    struct aggregate aggregate;
    struct tally tally;
    struct arena arena; /* holds `group` */
    struct slice group[AGGREGATE_GROUPS_MAX];
    bool open; /* a group has begun */
};

static void head_cell(const struct walk *walk, struct out *out, bool first, const char *name)
{
    char text[AGGREGATE_NAME_SIZE];
    aggregate_name(&walk->aggregate, name, text);
    csv_cell(out, first, slice_of(text));
}

static void write_header(struct walk *walk, struct out *out)
{
    const struct aggregate *aggregate = &walk->aggregate;
    for (size_t i = 0; i < aggregate->group_count; i++)
        csv_cell(out, i == 0, aggregate->paths[i].name);
    for (size_t i = 0; i < aggregate->measure_count; i++)
        head_cell(walk, out, i + aggregate->group_count == 0, measure_name(aggregate->measures[i]));
    static const char *const rest[] = {"missing", "inexact", "unit_ja", "unit_en"};
    for (size_t i = 0; aggregate->measured && i < sizeof rest / sizeof *rest; i++)
        head_cell(walk, out, false, rest[i]);
    csv_end(out);
}

static void put_number(struct walk *walk, bool first, const char *name, struct slice cell)
{
    char text[AGGREGATE_NAME_SIZE];
    struct out *out = &walk->figures.items;
    aggregate_name(&walk->aggregate, name, text);
    if (walk->figures.csv)
        csv_cell(out, first, cell);
    else
        member_number(out, first, text, cell);
}

static void put_count(struct walk *walk, const char *name, uint64_t count)
{
    char text[24];
    int len = snprintf(text, sizeof text, "%llu", (unsigned long long)count);
    put_number(walk, false, name, (struct slice){text, len > 0 ? (size_t)len : 0});
}

static void put_unit(struct walk *walk, const char *name, enum fact fact)
{
    char text[AGGREGATE_NAME_SIZE];
    struct slice unit = tally_unit(&walk->tally, fact);
    aggregate_name(&walk->aggregate, name, text);
    if (walk->figures.csv)
        csv_cell(&walk->figures.items, false, unit);
    else
        member_text(&walk->figures.items, false, text, unit);
}

static void put_groups(struct walk *walk)
{
    struct out *out = &walk->figures.items;
    for (size_t i = 0; i < walk->aggregate.group_count; i++) {
        const struct path *path = &walk->aggregate.paths[i];
        if (walk->figures.csv) {
            csv_cell(out, i == 0, walk->group[i]);
            continue;
        }
        char name[160];
        snprintf(name, sizeof name, "%.*s", (int)path->name.len, path->name.at);
        member_cell(out, i == 0, name, path->column, walk->group[i]);
    }
}

static enum status put_item(struct walk *walk, struct problem *p)
{
    const struct aggregate *aggregate = &walk->aggregate;
    struct figures *figures = &walk->figures;
    struct out *out = &figures->items;
    if (!figures->csv)
        out_text(out, figures->total > 0 ? ",\n{" : "\n{");
    put_groups(walk);
    for (size_t i = 0; i < aggregate->measure_count; i++) {
        char text[DECIMAL_TEXT_SIZE];
        enum measure measure = aggregate->measures[i];
        enum status status = tally_measure(&walk->tally, measure, text, p);
        if (status != STATUS_OK)
            return status;
        put_number(walk, i + aggregate->group_count == 0, measure_name(measure), slice_of(text));
    }
    if (aggregate->measured) {
        put_count(walk, "missing", walk->tally.rows - walk->tally.values);
        put_count(walk, "inexact", walk->tally.inexact);
        put_unit(walk, "unit_ja", FACT_UNIT_JA);
        put_unit(walk, "unit_en", FACT_UNIT_EN);
    }
    if (figures->csv)
        csv_end(out);
    else
        out_char(out, '}');
    figures->total++;
    return STATUS_OK;
}

static enum status too_many(const struct walk *walk, struct problem *p)
{
    char most[16], names[256];
    size_t len = 0;
    for (size_t i = 0; i < walk->aggregate.group_count && len < sizeof names; i++) {
        struct slice name = walk->aggregate.paths[i].name;
        len += (size_t)snprintf(names + len, sizeof names - len, "%s%.*s", i > 0 ? "," : "",
                                (int)name.len, name.at);
    }
    snprintf(most, sizeof most, "%d", AGGREGATE_ITEMS_MAX);
    problem_set(p, STATUS_TOO_MANY_GROUPS, slice_of(names), slice_of(most), NULL);
    problem_example(p, arena_printf(&walk->figures.request->arena, "/v1/aggregate/%s?measure=count",
                                    walk->aggregate.query.resource->name)
                           .at);
    return STATUS_TOO_MANY_GROUPS;
}

static enum status begin_group(struct walk *walk, const struct slice *cells, struct problem *p)
{
    bool same = walk->open;
    for (size_t i = 0; same && i < walk->aggregate.group_count; i++)
        same = slice_equal(walk->group[i], cells[i]);
    if (same)
        return STATUS_OK;
    enum status status = walk->open ? put_item(walk, p) : STATUS_OK;
    if (status == STATUS_OK && walk->figures.total == AGGREGATE_ITEMS_MAX)
        status = too_many(walk, p);
    tally_clear(&walk->tally);
    arena_reset(&walk->arena);
    for (size_t i = 0; i < walk->aggregate.group_count; i++)
        walk->group[i] = arena_copy(&walk->arena, cells[i]);
    walk->open = true;
    return status == STATUS_OK && arena_overflowed(&walk->arena) ? problem_memory(p) : status;
}

static enum status walk_rows(struct walk *walk, struct problem *p)
{
    const struct aggregate *aggregate = &walk->aggregate;
    struct slice cells[AGGREGATE_GROUPS_MAX + FACTS];
    struct projection *projection;
    bool more = true;
    enum status status =
        projection_open(&projection, walk->figures.store, &aggregate->query, aggregate->paths,
                        aggregate->path_count, aggregate->group_count, p);
    while (status == STATUS_OK) {
        status = projection_next(projection, cells, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = begin_group(walk, cells, p);
        if (status == STATUS_OK)
            status = tally_add(&walk->tally, cells + aggregate->group_count, p);
    }
    projection_close(projection);
    if (status == STATUS_OK && (walk->open || aggregate->group_count == 0))
        status = put_item(walk, p);
    return status;
}

static void set_tables(struct walk *walk)
{
    figures_read_query(&walk->figures, &walk->aggregate.query);
    for (size_t i = 0; i < walk->aggregate.path_count; i++)
        for (size_t step = 0; step < walk->aggregate.paths[i].steps; step++)
            figures_read(&walk->figures, walk->aggregate.paths[i].through[step]->ref);
}

static enum status answer(struct walk *walk, struct problem *p)
{
    enum status status = walk_rows(walk, p);
    if (status != STATUS_OK)
        return status;
    struct out *out = figures_begin(&walk->figures);
    if (walk->figures.csv)
        write_header(walk, out);
    return figures_end(&walk->figures, p);
}

enum status handle_aggregate(struct request *request, struct reply *reply, struct problem *p)
{
    struct walk *walk = arena_alloc(&request->arena, sizeof *walk);
    if (!walk)
        return problem_memory(p);
    const char *table = request->resource->name;
    struct slice path = arena_printf(&request->arena, "/v1/aggregate/%s", table);
    walk->aggregate.query.resource = request->resource;
    walk->figures.request = request;
    walk->figures.reply = reply;
    walk->figures.file = arena_printf(&request->arena, "aggregate-%s", table).at;
    int first_month = snapshot_instance(request->snapshot)->first_month;
    enum status status = aggregate_parse(&walk->aggregate, &request->arena, request->parameters,
                                         request->parameter_count, first_month, p);
    if (status != STATUS_OK) {
        if (status_info(status)->exit == EXIT_USAGE && p && !p->example[0])
            problem_example(
                p, arena_printf(&request->arena, "/v1/aggregate/%s?measure=count", table).at);
        return status;
    }
    set_tables(walk);
    arena_init(&walk->arena, GROUP_MEMORY);
    tally_init(&walk->tally, &walk->aggregate);
    status = figures_open(&walk->figures, path,
                          aggregate_canonical(&walk->aggregate, &request->arena), p);
    if (status == STATUS_OK && !reply->fresh)
        status = answer(walk, p);
    tally_free(&walk->tally);
    arena_free(&walk->arena);
    return figures_close(&walk->figures, status, p);
}
