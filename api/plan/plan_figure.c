/* A cell of the table: a number, a dash, nothing, or what cannot be read. */
#include "plan_parts.h"

#include "hiraku/base/text.h"
#include "hiraku/value/written_number.h"

#include <stdio.h>

static bool figure_is_dash(struct slice folded)
{
    static const char *const dashes[] = {"-", "–", "—", "―", "─", "ー", "−", "‐", "‑", "--"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (slice_is(folded, dashes[i]))
            return true;
    return false;
}

/* The power of ten of the unit, by which a number with its unit in the cell is written; false: what
 * stands behind the number is no such unit. */
static bool figure_has_unit(struct arena *arena, struct slice behind, struct slice unit, int *power)
{
    struct slice whole = plan_folded(arena, unit), rest = whole;
    *power = 0;
    if (slice_equal(behind, whole))
        return true;
    *power = written_unit_power(&rest);
    return *power > 0 && slice_equal(behind, rest);
}

void plan_figure_read(struct arena *arena, struct slice cell, struct slice unit,
                      struct plan_figure *figure)
{
    struct written_number number;
    struct slice folded = plan_folded(arena, cell);
    int power = 0;
    *figure = (struct plan_figure){.kind = PLAN_UNREADABLE};
    if (text_trim(cell).len == 0)
        figure->kind = PLAN_EMPTY;
    else if (figure_is_dash(folded))
        figure->kind = PLAN_DASH;
    if (figure->kind != PLAN_UNREADABLE || !written_number_read(folded, &number))
        return;
    figure->with_unit = number.behind.len > 0 || number.power != 0;
    if (number.before.len > 0 || number.currency.len > 0 ||
        (figure->with_unit && !figure_has_unit(arena, number.behind, unit, &power)) ||
        !written_number_write(&number, power, figure->value))
        return;
    figure->kind = PLAN_NUMBER;
    for (size_t i = 0; i < cell.len; i++)
        figure->wide = figure->wide || (unsigned char)cell.at[i] == 0xEF;
}

/* --- units ------------------------------------------------------------------------------------ */

const struct plan_unit plan_units[] = {
    {"億円", "100 million yen", "CCY_JPY", 8},
    {"千万円", "10 million yen", "CCY_JPY", 7},
    {"百万円", "million yen", "CCY_JPY", 6},
    {"万円", "10,000 yen", "CCY_JPY", 4},
    {"千円", "thousand yen", "CCY_JPY", 3},
    {"円", "yen", "CCY_JPY", 0},
    {"人", "persons", "NUM", 0},
    {"千人", "thousand persons", "NUM", 3},
    {"万人", "10,000 persons", "NUM", 4},
    {"人/年", "persons per year", "NUM-PER-YR", 0},
    {"名", "persons", "NUM", 0},
    {"人泊", "person-nights", "NUM", 0},
    {"件", "cases", "NUM", 0},
    {"件/年", "cases per year", "NUM-PER-YR", 0},
    {"社", "companies", "NUM", 0},
    {"団体", "bodies", "NUM", 0},
    {"企業", "companies", "NUM", 0},
    {"事業所", "establishments", "NUM", 0},
    {"回", "times", "NUM", 0},
    {"戸", "dwellings", "NUM", 0},
    {"世帯", "households", "NUM", 0},
    {"店舗", "shops", "NUM", 0},
    {"か所", "places", "NUM", 0},
    {"箇所", "places", "NUM", 0},
    {"台", "units", "NUM", 0},
    {"本", "items", "NUM", 0},
    {"%", "%", "PERCENT", 0},
    {NULL, NULL, NULL, 0},
};

const struct plan_unit *plan_unit_of(struct arena *arena, struct slice unit)
{
    struct slice folded = plan_folded(arena, unit);
    for (const struct plan_unit *known = plan_units; known->written; known++)
        if (slice_is(folded, known->written))
            return known;
    return NULL;
}
