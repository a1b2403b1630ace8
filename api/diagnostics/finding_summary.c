/* The report for people: errors first, then warnings, then notes, and no flood.
 *
 * A group is one line. Where there are more groups than lines, those of one rule, file and column
 * are shown by their first SAME_SHOWN and one line that counts the others; what does not fit even
 * then is counted in the last line. */
#include "finding_message.h"

#include "hiraku/base/out.h"
#include "hiraku/diagnostics/finding.h"

#include "finding_group.h"

#include <stdlib.h>

enum { SAME_SHOWN = 5 };

struct summary {
    const struct report *report;
    const struct finding_group **groups; /* sorted */
    size_t count;
    enum language language;
    struct out *out, *scratch;
    size_t lines, lines_max;
    bool counted; /* a line speaks of findings that it does not name one by one */
    uint64_t shown[SEVERITY_NOTE + 1]; /* findings that the lines speak of, by severity */
};

static enum severity group_severity(const struct finding_group *group)
{
    return rule_info(group->first->rule)->severity;
}

static uint64_t group_row(const struct finding_group *group)
{
    return group->row_count > 0 ? group->rows[0] : 0;
}

/* Of one rule, file and column. */
static bool group_is_same(const struct finding_group *a, const struct finding_group *b)
{
    const struct finding *p = a->first, *q = b->first;
    return p->rule == q->rule && strcmp(p->place.file, q->place.file) == 0 &&
           strcmp(p->place.column, q->place.column) == 0;
}

static int group_compare(const void *left, const void *right)
{
    const struct finding_group *a = *(const struct finding_group *const *)left,
                               *b = *(const struct finding_group *const *)right;
    const struct finding *p = a->first, *q = b->first;
    int order = (group_severity(a) > group_severity(b)) - (group_severity(a) < group_severity(b));
    if (order == 0)
        order = strcmp(p->place.file, q->place.file);
    if (order == 0)
        order = (group_row(a) > group_row(b)) - (group_row(a) < group_row(b));
    if (order == 0)
        order = strcmp(p->place.column, q->place.column);
    if (order == 0)
        order = (p->rule > q->rule) - (p->rule < q->rule);
    return order == 0 ? slice_compare(p->value, q->value) : order;
}

/* --- lines ------------------------------------------------------------------------------------ */

static void summary_rows(const struct summary *summary, const struct finding_group *group)
{
    struct out *out = summary->out;
    bool ja = summary->language == LANGUAGE_JA;
    out_text(out, ja ? "行 " : "rows ");
    for (size_t i = 0; i < group->row_count; i++) {
        out_text(out, i > 0 ? ", " : "");
        out_int(out, (int64_t)group->rows[i]);
    }
    if (group->count > group->row_count) {
        out_text(out, ja ? " ほか " : " and ");
        out_int(out, (int64_t)(group->count - group->row_count));
        out_text(out, ja ? " 行" : " more");
    }
    out_text(out, ": ");
}

static void summary_group(struct summary *summary, const struct finding_group *group)
{
    struct finding first = *group->first;
    struct out *out = summary->out;
    bool note = group_severity(group) == SEVERITY_NOTE;
    if (!note)
        first.place.line = group_row(group);
    finding_put_head(out, summary->language, &first);
    if (!note && group->row_count > 1)
        summary_rows(summary, group);
    out_slice(out, finding_message(summary->scratch, summary->language, &first));
    if (group->count > 1 && (note || group->row_count <= 1)) {
        out_text(out, summary->language == LANGUAGE_JA ? " ほか " : " And ");
        out_int(out, (int64_t)(group->count - 1));
        out_text(out, summary->language == LANGUAGE_JA ? " 件。" : " more like it.");
    }
    finding_put_rule(out, first.rule);
    out_char(out, '\n');
    summary->lines++;
    if (group->count > (note || group->row_count == 0 ? 1 : group->row_count))
        summary->counted = true;
    summary->shown[group_severity(group)] += group->count;
}

/* One line for the groups that are like `group` and were left out. */
static void summary_left(struct summary *summary, const struct finding_group *group,
                         uint64_t findings, uint64_t kinds)
{
    struct finding first = *group->first;
    struct out *out = summary->out;
    bool ja = summary->language == LANGUAGE_JA;
    first.place.line = 0;
    finding_put_head(out, summary->language, &first);
    out_text(out, ja ? "… ほかの値でも同じ問題が " : "… the same with ");
    out_int(out, (int64_t)(ja ? findings : kinds));
    out_text(out, ja ? " 件（値は " : " other values in ");
    out_int(out, (int64_t)(ja ? kinds : findings));
    out_text(out, ja ? " 通り）あります" : " places");
    finding_put_rule(out, first.rule);
    out_char(out, '\n');
    summary->lines++;
    summary->counted = true;
    summary->shown[group_severity(group)] += findings;
}

static size_t summary_same_before(const struct summary *summary, size_t at)
{
    size_t same = 0;
    for (size_t i = 0; i < at && same <= SAME_SHOWN; i++)
        same += group_is_same(summary->groups[i], summary->groups[at]);
    return same;
}

static void summary_rest_of(struct summary *summary, size_t at)
{
    uint64_t findings = 0, kinds = 0;
    for (size_t i = at; i < summary->count; i++)
        if (group_is_same(summary->groups[i], summary->groups[at])) {
            findings += summary->groups[i]->count;
            kinds++;
        }
    summary_left(summary, summary->groups[at], findings, kinds);
}

static void summary_lines(struct summary *summary)
{
    bool folded = summary->count > summary->lines_max;
    for (size_t i = 0; i < summary->count && summary->lines < summary->lines_max; i++) {
        size_t before = folded ? summary_same_before(summary, i) : 0;
        if (before < SAME_SHOWN)
            summary_group(summary, summary->groups[i]);
        else if (before == SAME_SHOWN)
            summary_rest_of(summary, i);
    }
}

/* What no line spoke of. */
static void summary_end(const struct summary *summary)
{
    static const char *const texts[][2] = {
        [SEVERITY_ERROR] = {"誤り ", "errors: "},
        [SEVERITY_WARNING] = {"警告 ", "warnings: "},
        [SEVERITY_NOTE] = {"参考 ", "notes: "},
    };
    bool ja = summary->language == LANGUAGE_JA, any = false;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint64_t count = report_count(summary->report, (enum severity)i) - summary->shown[i];
        if (count == 0)
            continue;
        out_text(summary->out, any ? (ja ? "、" : ", ") : (ja ? "… ほかに " : "… and more, "));
        out_text(summary->out, texts[i][summary->language]);
        out_int(summary->out, (int64_t)count);
        out_text(summary->out, ja ? " 件" : "");
        any = true;
    }
    if (any)
        out_text(summary->out, ja ? "。すべて見るには --all を付けてください\n"
                                  : ". See all of them with --all\n");
    else if (summary->counted)
        out_text(summary->out, ja ? "一つずつ見るには --all を付けてください\n"
                                  : "See each of them with --all\n");
}

void finding_write_groups(const struct report *report, enum language language, struct out *out,
                          struct out *scratch)
{
    const struct finding_groups *groups = report_groups(report);
    const struct finding_group **sorted = calloc(groups->count + 1, sizeof *sorted);
    struct summary summary = {
        .report = report,
        .groups = sorted,
        .language = language,
        .out = out,
        .scratch = scratch,
        .lines_max = REPORT_LINES_MAX - 1,
    };
    if (!summary.groups) {
        out_fail(out, STATUS_NO_MEMORY, NULL);
        return;
    }
    for (const struct finding_group *group = groups->begin; group; group = group->after)
        summary.groups[summary.count++] = group;
    qsort(summary.groups, summary.count, sizeof *summary.groups, group_compare);
    summary_lines(&summary);
    summary_end(&summary);
    free(summary.groups);
}
