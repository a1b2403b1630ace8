/* Which rows datastore_search is about. `filters` is an object or nothing: a condition that was
 * lost would give all rows for some. A value is the cell as it is published; several are any of
 * them; {"gte": …} and the like compare (CKAN 2.12). */
#include "hiraku/base/arena.h"
#include "hiraku/base/json_pieces.h"
#include "hiraku/ckan/question.h"
#include "hiraku/model/model.h"
#include "hiraku/model/type.h"
#include "hiraku/value/iri.h"

#include "datastore.h"

#include <ctype.h>
#include <stdlib.h>

enum { PLACE_DIGITS = 15 };

static const struct filter_operator {
    const char *name, *suffix;
} filter_operators[] = {{"eq", ""},     {"in", ""},      {"gt", "__gt"}, {"gte", "__ge"},
                        {"lt", "__lt"}, {"lte", "__le"}, {NULL, NULL}};

const struct column *datastore_column(const struct resource *table, struct slice name)
{
    const struct column *column = model_column(table, name);
    return column && column_is_published(column) ? column : NULL;
}

void datastore_add(struct datastore *search, struct slice name, const char *suffix,
                   struct slice value)
{
    struct out *out = &search->target;
    out_char(out, out->len && memchr(out->bytes, '?', out->len) ? '&' : '?');
    iri_segment(out, name);
    out_text(out, suffix);
    out_char(out, '=');
    iri_segment(out, value);
}

static enum status filter_refuse(struct ckan_question *question, enum ckan_refusal refusal,
                                 struct slice subject, struct problem *p)
{
    return ckan_refuse(question->call, refusal, "filters", subject, p);
}

/* Whether a comma separates values in a condition on it. */
static bool filter_is_listed(const struct column *column)
{
    return type_of(column)->comparisons & TYPE_LISTED;
}

static bool filter_is_empty(struct slice json)
{
    return slice_is(json, "null") || slice_is(json, "\"\"");
}

/* An empty value is an empty cell. */
static enum status filter_value(struct ckan_question *question, struct datastore *search,
                                const struct column *column, const char *suffix, struct slice json,
                                struct problem *p)
{
    struct slice value = ckan_json_text(json, question->arena);
    if (!value.at)
        return problem_memory(p);
    if (*json.at == '{' || *json.at == '[')
        return filter_refuse(question, CKAN_INVALID, json, p);
    if (filter_is_empty(json) && !*suffix)
        datastore_add(search, slice_of(column->name), "__isnull", slice_of("true"));
    else if (filter_is_empty(json) ||
             (filter_is_listed(column) && memchr(value.at, ',', value.len)))
        return filter_refuse(question, CKAN_INVALID, value, p);
    else
        datastore_add(search, slice_of(column->name), suffix, value);
    return STATUS_OK;
}

/* Several values, joined by commas: none of them has one. */
static enum status filter_join(struct ckan_question *question, struct slice list,
                               struct slice *joined, struct problem *p)
{
    struct slice rest = pieces_open(list), item;
    struct out out;
    size_t count = 0;
    enum status status = STATUS_OK;
    out_open_memory(&out, QUERY_VALUES_MAX * (size_t)COLUMNS_MAX * ID_MAX);
    while (status == STATUS_OK && pieces_next(&rest, NULL, &item)) {
        struct slice value = ckan_json_text(item, question->arena);
        if (!value.at)
            status = problem_memory(p);
        else if (filter_is_empty(item) || strchr("{[", *item.at) ||
                 memchr(value.at, ',', value.len))
            status = filter_refuse(question, CKAN_INVALID, value, p);
        else if (++count > QUERY_VALUES_MAX)
            status = filter_refuse(question, CKAN_TOO_MANY, slice_of("100"), p);
        out_text(&out, count > 1 ? "," : "");
        out_slice(&out, status == STATUS_OK ? value : SLICE_NONE);
    }
    if (status == STATUS_OK)
        status = out_finish(&out, p);
    *joined = out_keep(&out, question->arena);
    return status == STATUS_OK && !joined->at ? problem_memory(p) : status;
}

static enum status filter_list(struct ckan_question *question, struct datastore *search,
                               const struct column *column, struct slice list, struct problem *p)
{
    struct slice rest = pieces_open(list), first, second, joined;
    if (!pieces_next(&rest, NULL, &first)) {
        search->to = 0; /* any of none */
        return STATUS_OK;
    }
    if (!pieces_next(&rest, NULL, &second))
        return filter_value(question, search, column, "", first, p);
    if (!filter_is_listed(column))
        return filter_refuse(question, CKAN_ONE_VALUE, slice_of(column->name), p);
    enum status status = filter_join(question, list, &joined, p);
    if (status == STATUS_OK)
        datastore_add(search, slice_of(column->name), "__in", joined);
    return status;
}

/* A condition on the place of the row narrows what is passed over and how many are given. */
static enum status filter_place(struct ckan_question *question, struct datastore *search,
                                const char *operator, struct slice json, struct problem *p)
{
    struct slice text = ckan_json_text(json, question->arena);
    char digits[PLACE_DIGITS + 1];
    bool good = text.len > 0 && text.len <= PLACE_DIGITS;
    for (size_t i = 0; good && i < text.len; i++)
        good = isdigit((unsigned char)text.at[i]);
    if (!good)
        return filter_refuse(question, CKAN_INVALID, text, p);
    memcpy(digits, text.at, text.len);
    digits[text.len] = '\0';
    uint64_t place = strtoull(digits, NULL, 10), before = place ? place - 1 : 0;
    bool equal = strcmp(operator, "eq") == 0 || strcmp(operator, "in") == 0;
    uint64_t from = equal || strcmp(operator, "gte") == 0 ? before
                    : strcmp(operator, "gt") == 0         ? place
                                                          : 0;
    uint64_t to = equal || strcmp(operator, "lte") == 0 ? place
                  : strcmp(operator, "lt") == 0         ? before
                                                        : UINT64_MAX;
    search->from = from > search->from ? from : search->from;
    search->to = to < search->to ? to : search->to;
    return STATUS_OK;
}

static enum status filter_compare(struct ckan_question *question, struct datastore *search,
                                  const struct column *column, struct slice comparisons,
                                  struct problem *p)
{
    struct slice rest = pieces_open(comparisons), name, value;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && pieces_next(&rest, &name, &value)) {
        const struct filter_operator *one = filter_operators;
        while (one->name && !slice_is(name, one->name))
            one++;
        if (!one->name)
            status = filter_refuse(question, CKAN_INVALID, name, p);
        else if (!column)
            status = filter_place(question, search, one->name, value, p);
        else if (*value.at == '[' && !*one->suffix)
            status = filter_list(question, search, column, value, p);
        else
            status = filter_value(question, search, column, one->suffix, value, p);
    }
    return status;
}

static enum status filter_one(struct ckan_question *question, struct datastore *search,
                              struct slice name, struct slice value, struct problem *p)
{
    bool place = slice_is(name, RECORDS_NUMBER);
    const struct column *column = place ? NULL : datastore_column(search->table, name);
    struct slice rest = pieces_open(value), only, second;
    if (!place && !column)
        return filter_refuse(question, CKAN_INVALID, name, p);
    if (*value.at == '{')
        return filter_compare(question, search, column, value, p);
    if (column)
        return *value.at == '[' ? filter_list(question, search, column, value, p)
                                : filter_value(question, search, column, "", value, p);
    if (*value.at != '[')
        return filter_place(question, search, "eq", value, p);
    if (!pieces_next(&rest, NULL, &only) || pieces_next(&rest, NULL, &second))
        return filter_refuse(question, CKAN_ONE_VALUE, name, p);
    return filter_place(question, search, "eq", only, p);
}

enum status datastore_read_filters(struct ckan_question *question, struct datastore *search,
                                   struct problem *p)
{
    struct slice filters, rest, name, value;
    search->to = UINT64_MAX;
    enum status status = ckan_object(question->call, "filters", &filters, p);
    rest = pieces_open(filters);
    while (status == STATUS_OK && pieces_next(&rest, &name, &value)) {
        struct slice quoted = {name.at - 1, name.len + 2};
        name = ckan_json_text(quoted, question->arena);
        status = name.at ? filter_one(question, search, name, value, p) : problem_memory(p);
    }
    return status;
}

/* Of an object: words of columns. */
static enum status words_of_columns(struct ckan_question *question, struct datastore *search,
                                    struct slice object, struct problem *p)
{
    struct slice rest = pieces_open(object), name, value;
    while (pieces_next(&rest, &name, &value)) {
        struct slice quoted = {name.at - 1, name.len + 2};
        struct slice text = ckan_json_text(value, question->arena);
        const struct column *column =
            datastore_column(search->table, ckan_json_text(quoted, question->arena));
        if (!column)
            return ckan_refuse(question->call, CKAN_INVALID, "q", name, p);
        if (text.len)
            datastore_add(search, slice_of(column->name), "__contains", text);
    }
    return STATUS_OK;
}

enum status datastore_read_words(struct ckan_question *question, struct datastore *search,
                                 struct problem *p)
{
    struct slice words = ckan_text(question->call, "q");
    struct slice text = ckan_text(question->call, "full_text"), object = SLICE_NONE;
    if (words.len && *words.at == '{') {
        enum status status = ckan_object(question->call, "q", &object, p);
        if (status == STATUS_OK)
            status = words_of_columns(question, search, object, p);
        if (status != STATUS_OK)
            return status;
        words = SLICE_NONE;
    }
    words = text.len ? text : words;
    if (words.len)
        datastore_add(search, slice_of("q"), "", words);
    search->sorted = search->sorted || words.len;
    return STATUS_OK;
}
