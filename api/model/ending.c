/* See ending.h. Its keys are read by api/release/instance_endings.c. */
#include "hiraku/model/ending.h"

#include "hiraku/model/instance.h"

enum { DAY_SECONDS = 86400 };

/* clang-format off */
#define TEXT(key, size, ja, en) \
    {.name = key, .type = TYPE_TEXT, .title_ja = ja, .title_en = en, .max = size}

const struct column ending_columns[ENDING_CELLS + 1] = {
    [ENDING_PATH] = TEXT("path", 2048, "パス", "path"),
    [ENDING_TABLE] = TEXT("table", 64, "表", "table"),
    [ENDING_KPI] = {.name = "kpi", .type = TYPE_ID, .title_ja = "指標", .title_en = "KPI", .max = ID_MAX},
    [ENDING_DATE] = {.name = "date", .type = TYPE_DATE, .flags = COL_REQUIRED, .title_ja = "最後の日", .title_en = "last day"},
    [ENDING_SUCCESSOR] = TEXT("successor", 2048, "後継", "successor"),
    [ENDING_REASON_JA] = TEXT("reason_ja", 1000, "理由", "reason (Japanese)"),
    [ENDING_REASON_EN] = TEXT("reason_en", 1000, "理由（英語）", "reason (English)"),
    {0},
};
/* clang-format on */

static const struct ending *ending_find(const struct instance *instance, enum ending_cell cell,
                                        struct slice value)
{
    for (size_t i = 0; i < instance->ending_count && value.len > 0; i++)
        if (slice_equal(instance->endings[i].cells[cell], value))
            return &instance->endings[i];
    return NULL;
}

const struct ending *ending_of_table(const struct instance *instance, const char *table)
{
    return ending_find(instance, ENDING_TABLE, slice_of(table));
}

const struct ending *ending_of_kpi(const struct instance *instance, struct slice kpi)
{
    return ending_find(instance, ENDING_KPI, kpi);
}

const struct ending *ending_of_path(const struct instance *instance, struct slice path,
                                    struct slice stem)
{
    const struct ending *ending = ending_find(instance, ENDING_PATH, path);
    return ending ? ending : ending_find(instance, ENDING_PATH, stem);
}

time_t ending_moment(const struct instance *instance, const struct ending *ending)
{
    struct date date = {0, 0, 0};
    date_parse(ending->cells[ENDING_DATE], &date);
    return (time_t)(date_days(date) + 1) * DAY_SECONDS - instance->utc_offset;
}

struct slice ending_reason(const struct ending *ending, bool english)
{
    const struct slice *reasons = &ending->cells[ENDING_REASON_JA];
    return reasons[english].len > 0 ? reasons[english] : reasons[!english];
}
