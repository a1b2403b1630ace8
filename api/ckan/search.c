/* package_search: of the datasets of the catalogue those that q and fq hold of. There are as many
 * as tables, so all are looked at. */
#include "hiraku/base/arena.h"
#include "hiraku/base/json_pieces.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/ckan/question.h"

#include "facets.h"

#include <stdlib.h>

enum { ROWS = 10, ROWS_MAX = 1000, CONDITIONS_MAX = 32, FACETS_MAX = 16, FACET_VALUES = 50 };
enum { PACKAGE_BYTES = 1 << 20, SORTS_MAX = 8, CONDITION_BYTES = 4096, SCRATCH_BYTES = 8 << 20 };

#define DEFAULT_SORT "score desc, metadata_modified desc"

enum search_key { SORT_SCORE, SORT_NAME, SORT_TITLE, SORT_MODIFIED, SORT_CREATED };

struct search {
    struct ckan_question *question;
    struct slice conditions[CONDITIONS_MAX];
    size_t condition_count;
    const struct dataset *sets[PACKAGES_MAX]; /* found */
    size_t count;
    struct sort {
        enum search_key key;
        bool descending;
    } sorts[SORTS_MAX];
    size_t sort_count;
    struct slice sort;
    uint64_t rows, start;
};

/* --- conditions --- */

static enum status search_add(struct search *search, struct slice condition, struct problem *p)
{
    condition = text_trim(condition);
    if (!condition.len || slice_is(condition, "\"\"") || slice_is(condition, "''"))
        return STATUS_OK;
    if (search->condition_count == CONDITIONS_MAX)
        return ckan_refuse(search->question->call, CKAN_TOO_MANY, "fq_list", slice_of("32"), p);
    if (condition.len > CONDITION_BYTES)
        return ckan_refuse(search->question->call, CKAN_NO_QUERY, "", condition, p);
    search->conditions[search->condition_count++] = condition;
    return STATUS_OK;
}

/* A text, or several. */
static enum status search_take(struct search *search, const char *name, struct problem *p)
{
    struct slice json = ckan_given(search->question->call, name), rest, item;
    enum status status = STATUS_OK;
    if (!json.len || *json.at != '[')
        return search_add(search, ckan_json_text(json, search->question->arena), p);
    rest = pieces_open(json);
    while (status == STATUS_OK && pieces_next(&rest, NULL, &item))
        status = search_add(search, ckan_json_text(item, search->question->arena), p);
    return status;
}

/* Whether all conditions hold of a dataset; what is made meanwhile is in question->arena. */
static enum status search_look(struct search *search, struct ckan_question *question,
                               const struct dataset *set, struct problem *p)
{
    struct searched searched = {question, set, search_text(question, set)};
    bool matches = true;
    if (!searched.text.at)
        return problem_memory(p);
    for (size_t i = 0; i < search->condition_count; i++) {
        bool holds = false;
        if (!search_query(search->conditions[i], search_dataset_holds, &searched, question->arena,
                          &holds))
            return ckan_refuse(search->question->call, CKAN_NO_QUERY, "", search->conditions[i], p);
        matches = matches && holds;
    }
    if (matches)
        search->sets[search->count++] = set;
    return arena_overflowed(question->arena) ? problem_memory(p) : STATUS_OK;
}

static enum status search_datasets(struct search *search, const struct packages *packages,
                                   struct problem *p)
{
    struct ckan_question question = *search->question;
    struct arena scratch;
    enum status status = STATUS_OK;
    arena_init(&scratch, SCRATCH_BYTES);
    question.arena = &scratch;
    for (size_t i = 0; i < packages->count && status == STATUS_OK; i++) {
        status = search_look(search, &question, &packages->sets[i], p);
        arena_reset(&scratch);
    }
    arena_free(&scratch);
    return status;
}

/* --- order --- */

static bool search_read_sort(struct search *search, struct slice clause)
{
    static const struct {
        const char *name;
        enum search_key key;
    } keys[] = {{"score", SORT_SCORE},
                {"rank", SORT_SCORE},
                {"views_recent", SORT_SCORE},
                {"name", SORT_NAME},
                {"id", SORT_NAME},
                {"title", SORT_TITLE},
                {"title_string", SORT_TITLE},
                {"metadata_modified", SORT_MODIFIED},
                {"metadata_created", SORT_CREATED}};
    struct slice name, direction = slice_of("asc"), more;
    if (!slice_word(&clause, &name) || search->sort_count == SORTS_MAX)
        return false;
    bool directed = slice_word(&clause, &direction);
    bool descending = directed && slice_is(direction, "desc");
    if (slice_word(&clause, &more) || (directed && !descending && !slice_is(direction, "asc")))
        return false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (slice_is(name, keys[i].name)) {
            search->sorts[search->sort_count++] = (struct sort){keys[i].key, descending};
            return true;
        }
    return false;
}

static enum status search_take_sort(struct search *search, struct problem *p)
{
    struct slice rest = text_trim(ckan_text(search->question->call, "sort"));
    if (!rest.len || slice_is(rest, "rank"))
        rest = slice_of(DEFAULT_SORT);
    search->sort = rest;
    while (rest.len) {
        const char *comma = memchr(rest.at, ',', rest.len);
        size_t len = comma ? (size_t)(comma - rest.at) : rest.len;
        struct slice clause = {rest.at, len};
        if (!search_read_sort(search, clause))
            return ckan_refuse(search->question->call, CKAN_NO_SORT, "", clause, p);
        rest = slice_from(rest, comma ? len + 1 : len);
    }
    return STATUS_OK;
}

static int search_compare(const struct search *search, const struct dataset *a,
                          const struct dataset *b)
{
    char left[DATASET_TITLE_SIZE], right[DATASET_TITLE_SIZE];
    const struct instance *instance = search->question->instance;
    for (size_t i = 0; i < search->sort_count; i++) {
        enum search_key key = search->sorts[i].key;
        int order = 0;
        if (key == SORT_NAME) {
            order = strcmp(a->name, b->name);
        } else if (key == SORT_TITLE) {
            dataset_title(a, instance, search->question->language, left);
            dataset_title(b, instance, search->question->language, right);
            order = strcmp(left, right);
        } else if (key == SORT_MODIFIED) {
            order = (a->modified > b->modified) - (a->modified < b->modified);
        } else if (key == SORT_CREATED) {
            order = (a->issued > b->issued) - (a->issued < b->issued);
        }
        if (order)
            return search->sorts[i].descending ? -order : order;
    }
    return 0;
}

/* Those that are equal stay in the order of the catalogue. */
static void search_sort(struct search *search)
{
    for (size_t i = 1; i < search->count; i++)
        for (size_t j = i; j > 0; j--) {
            const struct dataset *one = search->sets[j];
            if (search_compare(search, search->sets[j - 1], one) <= 0)
                break;
            search->sets[j] = search->sets[j - 1];
            search->sets[j - 1] = one;
        }
}

/* --- facets --- */

static enum status search_take_facets(struct search *search, struct slice **fields, size_t *count,
                                      struct facet_bounds *bounds, struct problem *p)
{
    struct ckan_call *call = search->question->call;
    bool all = slice_is(ckan_text(call, "facet.limit"), "-1");
    bounds->values = FACET_VALUES;
    bounds->least = 1;
    enum status status = ckan_texts(call, "facet.field", fields, count, p);
    if (status == STATUS_OK && !all)
        status = ckan_natural(call, "facet.limit", &bounds->values, p);
    if (status == STATUS_OK)
        status = ckan_natural(call, "facet.mincount", &bounds->least, p);
    bounds->values = all ? UINT64_MAX : bounds->values;
    if (status == STATUS_OK && *count > FACETS_MAX)
        status = ckan_refuse(call, CKAN_TOO_MANY, "facet.field", slice_of("16"), p);
    if (!ckan_flag(call, "facet", true))
        *count = 0;
    return status;
}

static void facet_ignore(void *context, struct slice value)
{
    (void)context, (void)value;
}

static enum status search_write_facets(struct search *search, const struct dataset *any,
                                       struct json_writer *json, struct problem *p)
{
    struct ckan_question *question = search->question;
    struct ckan_facet *facets[FACETS_MAX];
    struct facet_bounds bounds;
    struct slice *fields;
    size_t count;
    enum status status = search_take_facets(search, &fields, &count, &bounds, p);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        facets[i] = ckan_facet(question, fields[i], search->sets, search->count, bounds);
        if (!facets[i])
            status = problem_memory(p);
        else if (!search_values(question, any, fields[i], facet_ignore, NULL))
            status = ckan_refuse(question->call, CKAN_NO_QUERY, "", fields[i], p);
    }
    if (status != STATUS_OK)
        return status;
    json_begin_object(json, "facets");
    for (size_t i = 0; i < count; i++)
        ckan_facet_write(facets[i], fields[i], json);
    json_end(json);
    json_begin_object(json, "search_facets");
    for (size_t i = 0; i < count; i++)
        ckan_facet_write_items(question, facets[i], fields[i], json);
    json_end(json);
    return STATUS_OK;
}

/* --- results --- */

/* Of a dataset the members that are wanted. */
static enum status search_write_members(const struct search *search, const struct dataset *set,
                                        const struct slice *wanted, size_t count,
                                        struct json_writer *json, struct problem *p)
{
    struct out out;
    out_open_memory(&out, PACKAGE_BYTES);
    struct json_writer whole = json_compact(&out, JSON_EMPTY_TEXT);
    json_begin_object(&whole, NULL);
    ckan_package_write(search->question, set, &whole);
    json_end(&whole);
    enum status status = out_finish(&out, p);
    struct slice rest = pieces_open(out_written(&out)), name, value;
    json_begin_object(json, NULL);
    while (status == STATUS_OK && pieces_next(&rest, &name, &value))
        for (size_t i = 0; i < count; i++)
            if (slice_equal(name, wanted[i])) {
                out_slice(json_value(json, arena_copy(search->question->arena, name).at), value);
                break;
            }
    json_end(json);
    out_close(&out);
    return status;
}

static enum status search_write_results(const struct search *search, struct json_writer *json,
                                        struct problem *p)
{
    struct slice *wanted;
    size_t count, from = search->start < search->count ? (size_t)search->start : search->count;
    size_t to = search->rows < search->count - from ? from + (size_t)search->rows : search->count;
    enum status status = ckan_texts(search->question->call, "fl", &wanted, &count, p);
    json_begin_array(json, "results");
    for (size_t i = from; i < to && status == STATUS_OK; i++) {
        if (count) {
            status = search_write_members(search, search->sets[i], wanted, count, json, p);
            continue;
        }
        json_begin_object(json, NULL);
        ckan_package_write(search->question, search->sets[i], json);
        json_end(json);
    }
    json_end(json);
    return status;
}

static enum status search_read(struct search *search, struct problem *p)
{
    static const char *const conditions[] = {"q", "fq", "fq_list"};
    struct ckan_call *call = search->question->call;
    enum status status = STATUS_OK;
    search->rows = ROWS;
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions && status == STATUS_OK; i++)
        status = search_take(search, conditions[i], p);
    if (status == STATUS_OK)
        status = search_take_sort(search, p);
    if (status == STATUS_OK)
        status = ckan_natural(call, "rows", &search->rows, p);
    if (status == STATUS_OK)
        status = ckan_natural(call, "start", &search->start, p);
    search->rows = search->rows < ROWS_MAX ? search->rows : ROWS_MAX;
    return status;
}

enum status ckan_package_search(struct ckan_question *question, struct json_writer *json,
                                struct problem *p)
{
    const struct packages *packages = ckan_packages(question);
    struct search *search = arena_alloc(question->arena, sizeof *search);
    if (!packages || !search)
        return problem_memory(p);
    search->question = question;
    enum status status = search_read(search, p);
    if (status == STATUS_OK)
        status = search_datasets(search, packages, p);
    if (status != STATUS_OK)
        return status;
    search_sort(search);
    json_begin_object(json, "result");
    json_int(json, "count", (int64_t)search->count);
    status = search_write_facets(search, &packages->sets[0], json, p);
    if (status == STATUS_OK)
        status = search_write_results(search, json, p);
    json_slice(json, "sort", search->sort);
    json_end(json);
    return status;
}
