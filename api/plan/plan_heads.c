/* The headings of the table: 事業開始前, the 増加分 of each year, 累計. A heading may have been cut
 * into several cells, which are put together. */
#include "plan_parts.h"

#include "hiraku/base/text.h"

#include <stdio.h>

/* Which heading begins with this cell; false: it goes on with the one before. */
static bool head_begins(struct slice folded, const struct plan_head *before,
                        enum plan_head_kind *kind)
{
    bool total = slice_starts(folded, "KPI増加分") || slice_starts(folded, "増加分の累計") ||
                 slice_starts(folded, "累計") || slice_starts(folded, "合計");
    if (slice_starts(folded, "事業開始前")) {
        *kind = PLAN_BASELINE;
        return true;
    }
    if (plan_has(folded, "年度")) {
        *kind = PLAN_YEAR;
        return true;
    }
    if (total && !(before && before->kind == PLAN_TOTAL)) {
        *kind = PLAN_TOTAL;
        return true;
    }
    return false;
}

/* On one line, runs of white space as one space. */
static struct slice head_on_a_line(struct arena *arena, struct slice before, struct slice cell)
{
    char *to = arena_alloc(arena, before.len + cell.len + 2);
    size_t len = before.len;
    bool space = before.len > 0;
    if (!to)
        return SLICE_NONE;
    if (before.len)
        memcpy(to, before.at, before.len);
    for (size_t i = 0; i < cell.len; i++) {
        char c = cell.at[i];
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            space = true;
            continue;
        }
        if (space && len > 0)
            to[len++] = ' ';
        space = false;
        to[len++] = c;
    }
    return (struct slice){to, len};
}

size_t plan_heads(struct arena *arena, const struct plan_row *row,
                  struct plan_head heads[PLAN_HEADS_MAX])
{
    size_t count = 0, years = 0;
    bool others = false;
    for (size_t i = 0; i < row->count; i++) {
        struct plan_head *before = count ? &heads[count - 1] : NULL;
        struct slice folded = plan_folded(arena, row->cells[i]);
        enum plan_head_kind kind;
        if (folded.len == 0)
            continue;
        if (head_begins(folded, before, &kind)) {
            if (count == PLAN_HEADS_MAX)
                return 0;
            heads[count++] = (struct plan_head){
                .kind = kind, .at = i, .printed = head_on_a_line(arena, SLICE_NONE, row->cells[i])};
            years += kind == PLAN_YEAR;
            others = others || kind != PLAN_YEAR;
        } else if (before) {
            before->printed = head_on_a_line(arena, before->printed, row->cells[i]);
        }
    }
    return years > 0 && (others || years > 1) && count > 2 ? count : 0;
}

void plan_head_year(struct arena *arena, struct plan_head *head)
{
    static const char end[] = "年度";
    struct slice folded = plan_folded(arena, head->printed);
    const char *at = folded.len ? memmem(folded.at, folded.len, end, sizeof end - 1) : NULL;
    char canonical[PERIOD_TEXT_SIZE];
    struct period period;
    head->year = 0;
    if (!at)
        return;
    struct slice year = {folded.at, (size_t)(at - folded.at) + sizeof end - 1};
    head->era = year.at[0] < '0' || year.at[0] > '9';
    if (period_canonical(year, canonical) == PERIOD_GOOD &&
        period_parse(slice_of(canonical), 1, &period) == PERIOD_GOOD && period.fiscal &&
        period.precision == PERIOD_YEAR)
        head->year = period.starts.year;
}
