/* Text that went through a Japanese encoding and came back otherwise is no correction.
 *
 * JIS X 0208 has one wave dash, one minus, one double line; Unicode has two of each, and
 * Microsoft's tables (CP932, eucJP-ms) and those of JIS choose differently. So a table that was
 * published from UTF-8 and saved again by a spreadsheet in CP932 seems to differ in cells that
 * nobody touched. Where nothing but these characters differs, the cell keeps the form that is
 * published. Tables in UTF-8 and UTF-16 say what they mean and are left alone. */
#include "publish_parts.h"

#include "hiraku/base/utf8.h"
#include "hiraku/model/registry.h"
#include "hiraku/publish/publish.h"
#include "hiraku/staging/stage.h"

#include "differences.h"
#include "parts.h"

#include <stdio.h>

struct resaved {
    struct build *build;
    uint64_t cells; /* of the table */
    struct place first;
};

/* One code point for both of a pair. */
static int32_t resaved_fold(int32_t c)
{
    static const int32_t pairs[][2] = {{0xFF5E, 0x301C}, {0xFF0D, 0x2212}, {0x2225, 0x2016},
                                       {0x2015, 0x2014}, {0xFFE0, 0xA2},   {0xFFE1, 0xA3},
                                       {0xFFE2, 0xAC},   {0xFFE4, 0xA6}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (c == pairs[i][0])
            return pairs[i][1];
    return c;
}

bool resaved_is_same(struct slice old, struct slice now)
{
    size_t i = 0, j = 0;
    while (i < old.len && j < now.len) {
        int32_t a = utf8_next(old, &i), b = utf8_next(now, &j);
        if (a < 0 || resaved_fold(a) != resaved_fold(b))
            return false;
    }
    return i == old.len && j == now.len;
}

static enum status resaved_take(void *context, const struct difference *difference,
                                struct problem *p)
{
    struct resaved *resaved = context;
    struct stage *stage = resaved->build->stage;
    enum status status = STATUS_OK;
    if (!difference->old || !difference->now || !stage_is_japanese(stage, difference->place.file))
        return STATUS_OK;
    for (size_t i = difference_next(difference, 0); i < COLUMNS_MAX && status == STATUS_OK;
         i = difference_next(difference, i + 1)) {
        if (!resaved_is_same(difference->old[i], difference->now[i]))
            continue;
        if (resaved->cells++ == 0)
            resaved->first = difference->place;
        status = stage_set(stage, difference->resource, difference->now, i, difference->old[i], p);
    }
    return status;
}

static enum status resaved_table(struct build *build, const struct resource *resource,
                                 struct problem *p)
{
    struct resaved resaved = {.build = build};
    struct difference_totals totals;
    char path[RELEASE_PATH_SIZE], count[24];
    const struct difference_sink sink = {resaved_take, &resaved};
    enum status status = canonical_path(build->base_dir, resource, path, p);
    if (status != STATUS_OK || !file_exists(path))
        return status;
    status = differences_table(build->stage, resource, path, &sink, &totals, p);
    snprintf(count, sizeof count, "%llu", (unsigned long long)resaved.cells);
    const struct finding finding = {
        .rule = RULE_RESAVED,
        .place = {resaved.first.file, resaved.first.line, ""},
        .value = slice_of(count),
        .other = {"", 0, ""},
    };
    if (status == STATUS_OK && resaved.cells > 0)
        report_add(build->options->report, &finding);
    return status;
}

enum status resaved_restore(struct build *build, struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < model_resource_count && status == STATUS_OK; i++)
        if (!model_resources[i]->computed && stage_has_japanese(build->stage, model_resources[i]))
            status = resaved_table(build, model_resources[i], p);
    return status;
}
