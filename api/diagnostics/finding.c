/* The report: what was found, counted and kept per rule.
 *
 * Does not judge anything and writes nothing: see finding_write.c. */
#include "hiraku/diagnostics/finding.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/utf8.h"

#include "finding_group.h"
#include "finding_list.h"

#include <stdlib.h>

enum { VALUE_MOST = 200, EXPECTED_MOST = 2000, NAME_MOST = 1024, LIST_FIRST = 64 };
#define REPORT_MEMORY ((size_t)256 << 20)

struct name {
    struct name *next;
    struct slice text;
};

struct report {
    struct arena arena;
    struct name *names;
    uint64_t counts[RULE_COUNT], kept_counts[RULE_COUNT];
    uint64_t usual; /* notes that people need not be told */
    struct finding_groups groups;
    struct finding *last[RULE_COUNT]; /* its texts are shared by its successor where equal */
    struct finding **kept;
    size_t kept_count, kept_cap;
    enum status status;
    bool no_rows;
    void (*seen)(void *context, const struct finding *finding); /* NULL: nobody watches */
    void *seen_context;
};

struct report *report_new(void)
{
    struct report *report = calloc(1, sizeof *report);
    if (report)
        arena_init(&report->arena, REPORT_MEMORY);
    return report;
}

void report_free(struct report *report)
{
    if (!report)
        return;
    arena_free(&report->arena);
    free(report->kept);
    free(report);
}

const char *report_name(struct report *report, struct slice name)
{
    name = utf8_cut(name, NAME_MOST);
    for (const struct name *known = report->names; known; known = known->next)
        if (slice_equal(known->text, name))
            return known->text.at;
    struct name *fresh = arena_alloc(&report->arena, sizeof *fresh);
    struct slice copy = fresh ? arena_copy(&report->arena, name) : SLICE_NONE;
    if (!copy.at) {
        report->status = STATUS_NO_MEMORY;
        return NULL;
    }
    *fresh = (struct name){report->names, copy};
    report->names = fresh;
    return copy.at;
}

static struct place keep_place(struct report *report, const struct place *place)
{
    struct place kept = {
        .file = report_name(report, slice_of(place->file)),
        .line = place->line,
        .column = report_name(report, slice_of(place->column)),
    };
    return kept;
}

static struct slice finding_keep_text(struct report *report, struct slice text,
                                      struct slice earlier)
{
    if (text.len == 0)
        return slice_of("");
    if (earlier.at && slice_equal(text, earlier))
        return earlier;
    return arena_copy(&report->arena, text);
}

/* A copy of a finding whose texts are cut already; NULL when there is no memory. */
static struct finding *finding_keep(struct report *report, const struct finding *finding)
{
    static const struct finding none;
    enum rule rule = finding->rule;
    const struct finding *last = report->last[rule] ? report->last[rule] : &none;
    struct finding *kept = arena_alloc(&report->arena, sizeof *kept);
    if (!kept)
        return NULL;
    kept->rule = rule;
    kept->place = keep_place(report, &finding->place);
    kept->other = keep_place(report, &finding->other);
    kept->value = finding_keep_text(report, finding->value, last->value);
    kept->mended = finding_keep_text(report, finding->mended, last->mended);
    kept->name = finding_keep_text(report, finding->name, last->name);
    kept->expected = finding_keep_text(report, finding->expected, last->expected);
    return arena_overflowed(&report->arena) ? NULL : kept;
}

static bool list_grow(struct report *report)
{
    if (report->kept_count < report->kept_cap)
        return true;
    size_t cap = report->kept_cap ? report->kept_cap * 2 : LIST_FIRST;
    struct finding **kept = realloc(report->kept, cap * sizeof(struct finding *));
    if (!kept)
        return false;
    report->kept = kept;
    report->kept_cap = cap;
    return true;
}

/* People need not be told that a file is in the encoding it should be in. */
bool finding_is_usual(const struct finding *finding)
{
    return finding->rule == RULE_READ_AS && slice_starts(finding->value, "UTF-8");
}

void report_watch(struct report *report, void (*seen)(void *context, const struct finding *finding),
                  void *context)
{
    report->seen = seen;
    report->seen_context = context;
}

void report_leave_rows(struct report *report)
{
    report->no_rows = true;
}

void report_add(struct report *report, const struct finding *finding)
{
    struct finding cut = *finding;
    enum rule rule = finding->rule;
    if (report->seen)
        report->seen(report->seen_context, finding);
    cut.value = utf8_cut(finding->value, VALUE_MOST);
    cut.mended = utf8_cut(finding->mended, VALUE_MOST);
    cut.name = utf8_cut(finding->name, VALUE_MOST);
    cut.expected = utf8_cut(finding->expected, EXPECTED_MOST);
    if (report->no_rows)
        cut.place.line = cut.other.line = 0;
    bool usual = finding_is_usual(&cut);
    bool fresh = !usual && !finding_groups_join(&report->groups, &cut) &&
                 finding_groups_room(&report->groups, rule);
    report->usual += usual;
    if (++report->counts[rule] > FINDINGS_KEPT && !fresh)
        return;
    struct finding *kept = finding_keep(report, &cut);
    if (kept && fresh)
        finding_groups_begin(&report->groups, &report->arena, kept);
    if (!kept || !list_grow(report) || arena_overflowed(&report->arena)) {
        report->status = STATUS_NO_MEMORY;
        return;
    }
    report->kept[report->kept_count++] = kept;
    report->kept_counts[rule]++;
    report->last[rule] = kept;
}

void report_at(struct report *report, enum rule rule, struct place place, struct slice value,
               struct slice mended, struct slice expected)
{
    const struct finding finding = {
        .rule = rule,
        .place = place,
        .value = value,
        .mended = mended,
        .expected = expected,
        .other = {"", 0, ""},
    };
    report_add(report, &finding);
}

uint64_t report_count(const struct report *report, enum severity severity)
{
    uint64_t count = 0;
    for (size_t rule = 0; rule < RULE_COUNT; rule++)
        if (rule_info((enum rule)rule)->severity == severity)
            count += report->counts[rule];
    return severity == SEVERITY_NOTE ? count - report->usual : count;
}

uint64_t report_rule_count(const struct report *report, enum rule rule)
{
    return report->counts[rule];
}

uint64_t report_rule_kept(const struct report *report, enum rule rule)
{
    return report->kept_counts[rule];
}

const struct finding_groups *report_groups(const struct report *report)
{
    return &report->groups;
}

enum status report_status(const struct report *report)
{
    return report->status;
}

static int finding_compare(const void *left, const void *right)
{
    const struct listed *a = left, *b = right;
    const struct place *p = &a->finding->place, *q = &b->finding->place;
    int order = strcmp(p->file, q->file);
    if (order == 0)
        order = (p->line > q->line) - (p->line < q->line);
    if (order == 0)
        order = strcmp(p->column, q->column);
    if (order == 0)
        order = (a->finding->rule > b->finding->rule) - (a->finding->rule < b->finding->rule);
    if (order == 0)
        order = (a->order > b->order) - (a->order < b->order);
    return order;
}

struct listed *finding_list(const struct report *report, size_t *count)
{
    *count = report->kept_count;
    struct listed *list = malloc((*count + 1) * sizeof *list);
    if (!list)
        return NULL;
    for (size_t i = 0; i < *count; i++)
        list[i] = (struct listed){report->kept[i], i};
    qsort(list, *count, sizeof *list, finding_compare);
    return list;
}
