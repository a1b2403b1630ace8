/* See predicate.h. What is compared with what is said of enum comparison (query.h). */
#include "hiraku/store/columns/predicate.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/type.h"
#include "hiraku/query/query.h"
#include "hiraku/value/decimal.h"
#include "hiraku/value/period.h"

#include "find_text.h"

/* A condition that is being compiled. */
struct predicate_work {
    const struct predicate_context *context;
    struct predicate *predicate;
    const struct filter *filter;
};

/* --- ranges and sets -------------------------------------------------------------------------- */

static void predicate_add(struct predicate *predicate, uint32_t low, uint32_t high)
{
    if (low < high)
        predicate->ranges[predicate->range_count++] = (struct code_range){low, high};
}

static bool predicate_use_set(const struct predicate_work *work)
{
    struct predicate *predicate = work->predicate;
    predicate->set = arena_alloc(work->context->arena, (size_t)predicate->data->count + 1);
    return predicate->set != NULL;
}

enum { RANGES_MAX = 16 };

/* A set that is a few ranges becomes these: comparisons are faster than looking up. */
static void predicate_simplify(struct predicate *predicate, struct arena *arena)
{
    const uint8_t *set = predicate->set;
    uint32_t count = predicate->data->count;
    size_t ranges = 0;
    for (uint32_t code = 0; code < count && ranges <= RANGES_MAX; code++)
        ranges += set[code] && (code == 0 || !set[code - 1]);
    struct code_range *found =
        ranges <= RANGES_MAX ? arena_alloc(arena, (ranges + 1) * sizeof *found) : NULL;
    if (!found)
        return;
    predicate->ranges = found;
    predicate->range_count = 0;
    predicate->set = NULL;
    for (uint32_t code = 0, low = 0; code < count; code++) {
        if (set[code] && (code == 0 || !set[code - 1]))
            low = code;
        if (set[code] && (code + 1 == count || !set[code + 1]))
            predicate_add(predicate, low, code + 1);
    }
}

bool predicate_test(const struct predicate *predicate, uint32_t code)
{
    bool in = predicate->set && predicate->set[code];
    for (size_t i = 0; !predicate->set && !in && i < predicate->range_count; i++)
        in = code >= predicate->ranges[i].low && code < predicate->ranges[i].high;
    return in != predicate->negated;
}

/* --- numbers ---------------------------------------------------------------------------------- */

/* Of the number of a code against a key; an empty cell is before all numbers. */
static int predicate_compare_key(const struct column_data *data, uint32_t code, const char *key)
{
    char own[DECIMAL_KEY_SIZE] = "";
    struct decimal number;
    if (decimal_parse(data_text(data, code, NULL), &number) == DECIMAL_GOOD)
        decimal_key(number, own);
    return strcmp(own, key);
}

/* The first code that is not before the key or, with `behind`, that is behind it. */
static uint32_t predicate_number_bound(const struct column_data *data, const char *key, bool behind)
{
    uint32_t low = 0, high = data->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = predicate_compare_key(data, middle, key);
        if (order < 0 || (behind && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void predicate_number(const struct predicate_work *work, enum comparison comparison,
                             struct slice value)
{
    const struct column_data *data = work->predicate->data;
    struct decimal number;
    char key[DECIMAL_KEY_SIZE] = "";
    if (decimal_parse(value, &number) == DECIMAL_GOOD)
        decimal_key(number, key);
    uint32_t first = data_has_empty(data);
    uint32_t low = predicate_number_bound(data, key, false);
    uint32_t high = predicate_number_bound(data, key, true);
    switch (comparison) {
    case COMPARISON_GT:
        predicate_add(work->predicate, high, data->count);
        break;
    case COMPARISON_GE:
        predicate_add(work->predicate, low, data->count);
        break;
    case COMPARISON_LT:
        predicate_add(work->predicate, first, low);
        break;
    case COMPARISON_LE:
        predicate_add(work->predicate, first, high);
        break;
    default:
        predicate_add(work->predicate, low, high);
    }
}

/* --- periods ---------------------------------------------------------------------------------- */

/* Whether a day, which is stated, fulfils the comparison. */
static bool predicate_day_is(enum comparison comparison, int32_t day, long bound)
{
    switch (comparison) {
    case COMPARISON_GT:
        return day > bound;
    case COMPARISON_GE:
        return day >= bound;
    case COMPARISON_LT:
        return day < bound;
    default:
        return day <= bound;
    }
}

/* A bound that is not stated has nothing beyond it. */
static bool predicate_period(const struct predicate_work *work)
{
    const struct filter *filter = work->filter;
    struct predicate *predicate = work->predicate;
    struct period period;
    enum comparison comparison = filter->comparison;
    bool by_end = comparison == COMPARISON_GT || comparison == COMPARISON_LE;
    bool above = comparison == COMPARISON_GT || comparison == COMPARISON_GE;
    if (period_parse(filter->value, work->context->first_month, &period) != PERIOD_GOOD ||
        (by_end ? period.open_end : period.open_start))
        return true;
    long bound = date_days(by_end ? period.ends : period.starts);
    if (!predicate_use_set(work))
        return false;
    for (uint32_t code = 0; code < predicate->data->count; code++) {
        const struct code_days *days = &predicate->data->days[code];
        int32_t day = above ? days->starts : days->ends;
        predicate->set[code] = day != DAY_OPEN && predicate_day_is(comparison, day, bound);
    }
    return true;
}

/* --- text ------------------------------------------------------------------------------------- */

/* Days and others that are ordered by bytes. */
static void predicate_bytes(const struct predicate_work *work)
{
    const struct column_data *data = work->predicate->data;
    uint32_t first = data_has_empty(data), at;
    uint32_t low = data_lower_bound(data, work->filter->value);
    uint32_t high = low + data_find(data, work->filter->value, &at);
    if (work->filter->comparison == COMPARISON_GT)
        predicate_add(work->predicate, high, data->count);
    else if (work->filter->comparison == COMPARISON_GE)
        predicate_add(work->predicate, low, data->count);
    else if (work->filter->comparison == COMPARISON_LT)
        predicate_add(work->predicate, first, low);
    else
        predicate_add(work->predicate, first, high);
}

/* Ids that begin so; they are in NFKC. */
static void predicate_joined_prefix(const struct predicate_work *work)
{
    static const char last[] = "\xFF";
    const struct column_data *data = work->predicate->data;
    struct slice value = work->filter->value;
    char *end = arena_alloc(work->context->arena, value.len + sizeof last);
    if (!end)
        return;
    memcpy(end, value.len ? value.at : "", value.len);
    memcpy(end + value.len, last, sizeof last);
    predicate_add(work->predicate, data_lower_bound(data, value),
                  data_lower_bound(data, (struct slice){end, value.len + 1}));
}

static bool predicate_words(const struct predicate_work *work)
{
    static const enum find_text kinds[COMPARISON_COUNT] = {
        [COMPARISON_EQ] = FIND_WHOLE,
        [COMPARISON_NE] = FIND_WHOLE,
        [COMPARISON_CONTAINS] = FIND_ANYWHERE,
        [COMPARISON_STARTSWITH] = FIND_PREFIX,
    };
    struct predicate *predicate = work->predicate;
    if (predicate->data->joined) {
        predicate_joined_prefix(work);
        return !arena_overflowed(work->context->arena);
    }
    return predicate_use_set(work) &&
           find_texts(&predicate->data->folded, predicate->data->count, work->filter->value,
                      kinds[work->filter->comparison], work->context->arena, predicate->set);
}

/* --- all -------------------------------------------------------------------------------------- */

static void predicate_equal(const struct predicate_work *work, struct slice value)
{
    uint32_t code;
    if (type_of(work->filter->column)->order == TYPE_BY_NUMBER)
        predicate_number(work, COMPARISON_EQ, value);
    else if (data_find(work->predicate->data, value, &code))
        predicate_add(work->predicate, code, code + 1);
}

/* What a reference's text is like is what the id of its target is like. */
static enum status predicate_of_target(const struct predicate_work *work, struct problem *p)
{
    const struct column_data *reference = work->predicate->data;
    const struct table_data *target = reference->target;
    struct filter filter = *work->filter;
    struct predicate ids;
    uint8_t *rows = arena_alloc(work->context->arena, (size_t)target->rows + 1);
    filter.column = target->resource->columns;
    if (!rows)
        return problem_memory(p);
    enum status status = predicate_of(&ids, work->context, target, &filter, p);
    for (uint32_t row = 0; status == STATUS_OK && row < target->rows; row++)
        rows[row] = predicate_test(&ids, data_code(&target->columns[0], row));
    return status == STATUS_OK
               ? predicate_of_reference(work->predicate, work->context, reference, rows, p)
               : status;
}

static bool predicate_compile(const struct predicate_work *work)
{
    const struct filter *filter = work->filter;
    struct predicate *predicate = work->predicate;
    enum type_order order = type_of(filter->column)->order;
    switch (filter->comparison) {
    case COMPARISON_ISNULL:
        predicate_add(predicate, 0, data_has_empty(predicate->data));
        predicate->negated = !slice_is(filter->value, "true");
        return true;
    case COMPARISON_NE:
    case COMPARISON_NOTIN:
        predicate->negated = true;
        break;
    case COMPARISON_CONTAINS:
    case COMPARISON_STARTSWITH:
        return predicate_words(work);
    case COMPARISON_GT:
    case COMPARISON_GE:
    case COMPARISON_LT:
    case COMPARISON_LE:
        if (order == TYPE_BY_DAYS)
            return predicate_period(work);
        if (order == TYPE_BY_NUMBER)
            predicate_number(work, filter->comparison, filter->value);
        else
            predicate_bytes(work);
        return true;
    default:
        break;
    }
    if (filter->column->type == TYPE_TEXT && !filter->values)
        return predicate_words(work);
    if (!filter->values)
        predicate_equal(work, filter->value);
    for (size_t i = 0; filter->values && i < filter->value_count; i++)
        predicate_equal(work, filter->values[i]);
    return true;
}

enum status predicate_of(struct predicate *predicate, const struct predicate_context *context,
                         const struct table_data *table, const struct filter *filter,
                         struct problem *p)
{
    *predicate = (struct predicate){.data = table_column(table, filter->column)};
    const struct predicate_work work = {context, predicate, filter};
    size_t ranges = filter->values ? filter->value_count : 1;
    if (!predicate->data)
        return problem_set(p, STATUS_INTERNAL, slice_of(filter->column->name), SLICE_NONE, NULL);
    if (predicate->data->target && filter->comparison == COMPARISON_STARTSWITH)
        return predicate_of_target(&work, p);
    predicate->ranges = arena_alloc(context->arena, (ranges + 1) * sizeof *predicate->ranges);
    if (!predicate->ranges || !predicate_compile(&work))
        return problem_memory(p);
    if (predicate->set)
        predicate_simplify(predicate, context->arena);
    return STATUS_OK;
}

enum status predicate_of_reference(struct predicate *predicate,
                                   const struct predicate_context *context,
                                   const struct column_data *reference, const uint8_t *rows,
                                   struct problem *p)
{
    const struct predicate_work work = {context, predicate, NULL};
    *predicate = (struct predicate){.data = reference};
    if (!predicate_use_set(&work))
        return problem_memory(p);
    for (uint32_t code = 1; code < reference->count; code++) {
        uint32_t row = code - 1;
        predicate->set[code] = table_version(reference->target, &row) && rows[row];
    }
    predicate_simplify(predicate, context->arena);
    return STATUS_OK;
}
