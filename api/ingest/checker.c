/* What a resource's cross-field rules may ask (check.h): cells of the record and of records it
 * refers to.
 *
 * Looked-up records are kept in a small table of places by hash of the id, because rows come in key
 * order and ask for the same few again and again. Which rules there are is in api/model/check_*.c.
 */
#include "hiraku/ingest/check.h"

#include "hiraku/model/code_words.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/staging/stage.h"

#include "run.h"

#include <stdlib.h>
#include <time.h>

enum { KNOWN_PLACES = 256, NAMED_PLACES = 256 };

struct known_table {
    struct known *places[KNOWN_PLACES];
    const struct known *last; /* that was asked for: it is in its place */
};

/* A column that was asked for by this name, at this address. */
struct named {
    const struct resource *resource;
    const char *name;
    const struct column *column;
};

struct checker {
    const struct check_run *run;
    struct known_table *tables; /* one per resource of the model */
    struct known *dead;         /* thrown out of their places since checker_begin */
    const struct staged *row;
    uint64_t refused; /* columns of the row in which a rule found an error */
    struct date today;
    struct problem problem;
    struct named named[NAMED_PLACES]; /* by a hash of both addresses */
    char period_text[PERIOD_TEXT_SIZE];
    size_t period_len;
    bool period_good;
    struct period period;
};

enum status checker_new(struct checker **result, const struct check_run *run, struct problem *p)
{
    *result = NULL;
    struct checker *checker = calloc(1, sizeof *checker);
    struct known_table *tables = calloc(model_resource_count, sizeof *tables);
    if (!checker || !tables) {
        free(checker);
        free(tables);
        return problem_memory(p);
    }
    time_t now = time(NULL);
    struct tm local;
    checker->run = run;
    checker->tables = tables;
    if (localtime_r(&now, &local))
        checker->today = (struct date){local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
    *result = checker;
    return STATUS_OK;
}

static void free_dead(struct checker *checker)
{
    while (checker->dead) {
        struct known *next = checker->dead->dead;
        free(checker->dead);
        checker->dead = next;
    }
}

void checker_free(struct checker *checker)
{
    if (!checker)
        return;
    free_dead(checker);
    for (size_t i = 0; i < model_resource_count; i++)
        for (size_t j = 0; j < KNOWN_PLACES; j++)
            free(checker->tables[i].places[j]);
    free(checker->tables);
    free(checker);
}

void checker_begin(struct checker *checker, const struct staged *row)
{
    free_dead(checker);
    checker->row = row;
    checker->refused = 0;
}

enum status checker_status(const struct checker *checker, struct problem *p)
{
    if (checker->problem.status != STATUS_OK && p)
        *p = checker->problem;
    return checker->problem.status;
}

/* --- records by id ---------------------------------------------------------------------------- */

static struct known_table *known_table(struct checker *checker, const struct resource *resource)
{
    size_t i = 0;
    while (model_resources[i] != resource)
        i++;
    return &checker->tables[i];
}

/* FNV-1a. */
static size_t checker_place_of(struct slice id)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < id.len; i++)
        hash = (hash ^ (unsigned char)id.at[i]) * 16777619U;
    return (hash ^ hash >> 16) % KNOWN_PLACES;
}

static struct slice checker_put(char **to, struct slice text)
{
    struct slice copy = {*to, text.len};
    if (text.len > 0)
        memcpy(*to, text.at, text.len);
    *to += text.len;
    return copy;
}

/* One block: the struct, its cells, their bytes. */
static struct known *known_new(struct slice id, const struct staged *row, size_t count, bool found)
{
    size_t bytes = id.len;
    for (size_t i = 0; found && i < count; i++)
        bytes += row->cells[i].len;
    struct known *known = malloc(sizeof *known + count * sizeof *known->cells + bytes);
    if (!known)
        return NULL;
    known->dead = NULL;
    known->found = found;
    known->cells = (struct slice *)(void *)(known + 1);
    char *to = (char *)(known->cells + count);
    known->id = checker_put(&to, id);
    for (size_t i = 0; i < count; i++)
        known->cells[i] = found ? checker_put(&to, row->cells[i]) : SLICE_NONE;
    return known;
}

static const struct known *checker_find_anew(struct checker *checker,
                                             const struct resource *resource, struct slice id)
{
    struct known_table *table = known_table(checker, resource);
    struct known **place = &table->places[checker_place_of(id)];
    if (*place && slice_equal((*place)->id, id))
        return table->last = *place;
    struct staged row;
    bool found;
    if (stage_find(checker->run->stage, resource, id, &row, &found, &checker->problem) != STATUS_OK)
        return NULL;
    struct known *known = known_new(id, &row, model_column_count(resource), found);
    if (!known) {
        problem_memory(&checker->problem);
        return NULL;
    }
    if (*place) {
        (*place)->dead = checker->dead;
        checker->dead = *place;
    }
    *place = known;
    return table->last = known;
}

const struct known *checker_find(struct checker *checker, const struct resource *resource,
                                 struct slice id)
{
    const struct known *last = known_table(checker, resource)->last;
    return last && slice_equal(last->id, id) ? last : checker_find_anew(checker, resource, id);
}

/* --- check.h ---------------------------------------------------------------------------------- */

/* Rules name columns by literals: the address tells which one it is. */
static const struct column *checker_column(struct checker *checker, const struct resource *resource,
                                           const char *name)
{
    uint32_t hash = (uint32_t)((uintptr_t)name ^ (uintptr_t)resource >> 3) * 2654435769U;
    struct named *named = &checker->named[hash >> 24];
    if (named->name != name || named->resource != resource)
        *named = (struct named){resource, name, model_column(resource, slice_of(name))};
    return named->column;
}

struct slice record_cell(const struct record *record, const char *column)
{
    const struct column *found = checker_column(record->checker, record->resource, column);
    return found ? record->cells[model_index(record->resource, found)] : SLICE_NONE;
}

static struct slice checker_cell(struct checker *checker, const struct resource *resource,
                                 struct slice id, const char *field)
{
    const struct column *column = checker_column(checker, resource, field);
    if (!column || id.len == 0)
        return SLICE_NONE;
    const struct known *known = checker_find(checker, resource, id);
    return known && known->found ? known->cells[model_index(resource, column)] : SLICE_NONE;
}

struct slice check_cell(struct checker *checker, const char *table, struct slice id,
                        const char *field)
{
    const struct resource *resource = model_resource(slice_of(table));
    return resource ? checker_cell(checker, resource, id, field) : SLICE_NONE;
}

struct slice check_lookup(struct checker *checker, const struct record *record, const char *ref,
                          const char *field)
{
    const struct column *column = checker_column(checker, record->resource, ref);
    if (!column || !column->ref)
        return SLICE_NONE;
    return checker_cell(checker, column->ref, record->cells[model_index(record->resource, column)],
                        field);
}

bool check_period(struct checker *checker, struct slice text, struct period *period)
{
    int first_month = checker->run->instance->first_month;
    if (text.len == 0 || text.len > sizeof checker->period_text)
        return text.len > 0 && period_parse(text, first_month, period) == PERIOD_GOOD;
    if (text.len != checker->period_len || memcmp(text.at, checker->period_text, text.len) != 0) {
        memcpy(checker->period_text, text.at, text.len);
        checker->period_len = text.len;
        checker->period_good = period_parse(text, first_month, &checker->period) == PERIOD_GOOD;
    }
    *period = checker->period;
    return checker->period_good;
}

struct date check_today(const struct checker *checker)
{
    return checker->today;
}

static bool is_bad(struct checker *checker, const struct resource *resource, const char *name)
{
    const struct column *column = checker_column(checker, resource, name);
    return checker->row && column &&
           checker->row->bad & UINT64_C(1) << model_index(resource, column);
}

bool check_is_bad(struct checker *checker, const struct record *record, const char *column)
{
    return is_bad(checker, record->resource, column);
}

bool checker_refuses(const struct checker *checker, size_t column)
{
    return checker->refused & UINT64_C(1) << column;
}

void checker_report(struct checker *checker, const struct finding *finding, struct slice note,
                    struct slice kpi)
{
    if (rule_info(finding->rule)->severity == SEVERITY_WARNING &&
        (note.len > 0 || check_cell(checker, "kpis", kpi, "note_ja").len > 0))
        return;
    report_add(checker->run->report, finding);
}

void check_report(struct checker *checker, const struct record *record, enum rule rule,
                  const char *column, struct slice value, struct slice expected)
{
    enum { MEANT_MEMORY = 64 * 1024 };
    if (is_bad(checker, record->resource, column))
        return;
    const struct column *about = checker_column(checker, record->resource, column);
    struct arena arena;
    if (about && rule_info(rule)->severity == SEVERITY_ERROR)
        checker->refused |= UINT64_C(1) << model_index(record->resource, about);
    arena_init(&arena, MEANT_MEMORY);
    struct finding finding = {
        .rule = rule,
        .place = {record->place.file, record->place.line, column},
        .value = value,
        .expected = expected,
        .other = {"", 0, ""},
    };
    if (about && about->known && value.len > 0)
        finding.mended = column_known_meant(about, value, &arena);
    checker_report(checker, &finding, record_cell(record, "note_ja"), record_cell(record, "kpi"));
    arena_free(&arena);
}
