/* Query strings: the canonical form means the same and is its own canonical form; a refusal says in
 * UTF-8 what was wrong. The first two bytes choose the table and the kind of answer. */
#include "hiraku/base/arena.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/query.h"

#include "fuzz.h"

enum { PARAMETERS = 64 };

static enum status read_one(struct query *query, struct arena *arena, struct slice raw,
                            enum query_form form, struct problem *p)
{
    struct parameter parameters[PARAMETERS];
    size_t count = 0;
    enum status status = query_split(arena, raw, parameters, PARAMETERS, &count, p);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        ENSURE(utf8_is_valid(parameters[i].name) && utf8_is_valid(parameters[i].value));
    return query_parse(query, arena, parameters, count,
                       (struct query_rules){.form = form, .first_month = 4}, p);
}

static void check_problem(const struct problem *p, enum status status)
{
    char text[4096];
    const char *const parts[] = {p->subject, p->value,   p->reason,
                                 p->nearest, p->allowed, p->example};
    ENSURE(p->status == status && status_info(status)->http < 500);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        ENSURE(utf8_is_valid(slice_of(parts[i])));
    for (int language = LANGUAGE_JA; language <= LANGUAGE_EN; language++) {
        problem_text(p, (enum language)language, text, sizeof text);
        ENSURE(utf8_is_valid(slice_of(text)) && text[0]);
    }
}

static void check_same(const struct query *a, const struct query *b)
{
    ENSURE(a->filter_count == b->filter_count && a->order_count == b->order_count);
    ENSURE(a->limit == b->limit && a->field_count == b->field_count);
    ENSURE(a->include_count == b->include_count && a->facet_count == b->facet_count);
    ENSURE(slice_equal(a->match, b->match) && a->uncounted == b->uncounted);
    ENSURE(memcmp(&a->shown, &b->shown, sizeof a->shown) == 0 || a->shown.lang);
    for (size_t i = 0; i < a->order_count; i++)
        ENSURE(a->order[i] == b->order[i] && a->descending[i] == b->descending[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice raw = fuzz_input(data, size), none = {NULL, 0};
    const struct resource *resource = model_resources[fuzz_byte(&raw) % model_resource_count];
    enum query_form form = fuzz_byte(&raw) % QUERY_FORM_COUNT;
    struct arena arena;
    struct problem p = {.status = STATUS_OK};
    struct query *query = calloc(2, sizeof *query);
    ENSURE(query);
    arena_init(&arena, FUZZ_ARENA);
    query[0].resource = query[1].resource = resource;
    enum status status = read_one(&query[0], &arena, raw, form, &p);
    if (status == STATUS_OK) {
        struct slice canonical = query_canonical(&query[0], &arena, none);
        ENSURE(canonical.at || canonical.len == 0);
        ENSURE(read_one(&query[1], &arena, canonical, form, &p) == STATUS_OK);
        check_same(&query[0], &query[1]);
        ENSURE(slice_equal(canonical, query_canonical(&query[1], &arena, none)));
    } else {
        check_problem(&p, status);
    }
    ENSURE(!arena_overflowed(&arena));
    arena_free(&arena);
    free(query);
    return 0;
}
