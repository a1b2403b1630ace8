/* Definitions side by side. A set is a bit per code of its column, or per kind of period. */
#include "hiraku/statistics/compare.h"

#include "hiraku/base/utf8.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/statistics/series.h"

#include <stdio.h>

static const char *const names[PROPERTIES] = {
    "unit",       "unit_multiplier", "counting",   "nature",   "accumulation",
    "value_type", "period_basis",    "definition", "question", "population"};

/* Years, halves and quarters begin on other days in fiscal years; months and days do not. */
static const struct {
    enum period_precision precision;
    bool fiscal;
    const char *name;
} bases[] = {
    {PERIOD_YEAR, true, "fiscal_year"},       {PERIOD_HALF, true, "fiscal_half"},
    {PERIOD_QUARTER, true, "fiscal_quarter"}, {PERIOD_YEAR, false, "calendar_year"},
    {PERIOD_HALF, false, "calendar_half"},    {PERIOD_QUARTER, false, "calendar_quarter"},
    {PERIOD_MONTH, false, "month"},           {PERIOD_DAY, false, "day"},
};
enum { BASES = sizeof bases / sizeof *bases };

const char *property_name(enum property property)
{
    return names[property];
}

static const struct code *compare_codes_of(const struct resource *observations,
                                           enum point_cell cell)
{
    return model_column(observations, slice_of(point_columns[cell]))->codes;
}

static unsigned bit_of(const struct code *codes, struct slice value)
{
    for (unsigned i = 0; codes[i].value; i++)
        if (slice_is(value, codes[i].value))
            return 1u << i;
    return 0;
}

void compare_take(struct comparand *comparand, const struct resource *observations,
                  const struct point *point)
{
    comparand->value_types |=
        bit_of(compare_codes_of(observations, POINT_VALUE_TYPE), point->cells[POINT_VALUE_TYPE]);
    comparand->accumulations |= bit_of(compare_codes_of(observations, POINT_ACCUMULATION),
                                       point->cells[POINT_ACCUMULATION]);
    for (unsigned i = 0; i < BASES && point->dated; i++)
        if (point->period.precision == bases[i].precision &&
            point->period.fiscal == bases[i].fiscal)
            comparand->bases |= 1u << i;
}

static void compare_add_word(char text[COMPARE_TEXT], const char *word)
{
    size_t len = strlen(text);
    snprintf(text + len, COMPARE_TEXT - len, "%s%s", len > 0 ? "," : "", word);
}

static void put_codes(const struct code *codes, unsigned set, char text[COMPARE_TEXT])
{
    for (unsigned i = 0; codes[i].value; i++)
        if (set & 1u << i)
            compare_add_word(text, codes[i].value);
}

static struct slice multiplier_of(const struct comparand *comparand)
{
    return comparand->unit_multiplier.len > 0 ? comparand->unit_multiplier : slice_of("0");
}

void compare_text(const struct comparand *comparand, const struct resource *observations,
                  enum property property, char text[COMPARE_TEXT])
{
    struct slice plain = {NULL, 0};
    *text = '\0';
    switch (property) {
    case PROPERTY_UNIT:
        plain = comparand->unit;
        break;
    case PROPERTY_UNIT_MULTIPLIER:
        plain = multiplier_of(comparand);
        break;
    case PROPERTY_COUNTING:
        plain = comparand->counting;
        break;
    case PROPERTY_NATURE:
        plain = comparand->nature;
        break;
    case PROPERTY_ACCUMULATION:
        put_codes(compare_codes_of(observations, POINT_ACCUMULATION), comparand->accumulations,
                  text);
        return;
    case PROPERTY_VALUE_TYPE:
        put_codes(compare_codes_of(observations, POINT_VALUE_TYPE), comparand->value_types, text);
        return;
    case PROPERTY_PERIOD_BASIS:
        for (unsigned i = 0; i < BASES; i++)
            if (comparand->bases & 1u << i)
                compare_add_word(text, bases[i].name);
        return;
    case PROPERTY_DEFINITION:
        plain = utf8_cut(comparand->definition, COMPARE_TEXT - 1);
        break;
    case PROPERTY_QUESTION:
        plain = utf8_cut(comparand->question, COMPARE_TEXT - 1);
        break;
    case PROPERTY_POPULATION:
        plain = utf8_cut(comparand->population, COMPARE_TEXT - 1);
        break;
    case PROPERTIES:
        return;
    }
    snprintf(text, COMPARE_TEXT, "%.*s", (int)plain.len, plain.len ? plain.at : "");
}

/* What is not stated is not known to differ. */
static bool compare_stated_differ(struct slice a, struct slice b)
{
    return a.len > 0 && b.len > 0 && !slice_equal(a, b);
}

static bool differ(const struct comparand *a, const struct comparand *b, enum property property)
{
    switch (property) {
    case PROPERTY_UNIT:
        return !slice_equal(a->unit, b->unit);
    case PROPERTY_UNIT_MULTIPLIER:
        return !slice_equal(multiplier_of(a), multiplier_of(b));
    case PROPERTY_COUNTING:
        return !slice_equal(a->counting, b->counting);
    case PROPERTY_NATURE:
        return !slice_equal(a->nature, b->nature);
    case PROPERTY_ACCUMULATION:
        return a->accumulations != b->accumulations;
    case PROPERTY_VALUE_TYPE:
        return a->value_types != b->value_types;
    case PROPERTY_PERIOD_BASIS:
        return a->bases != b->bases;
    case PROPERTY_DEFINITION:
        return compare_stated_differ(a->definition, b->definition);
    case PROPERTY_QUESTION:
        return compare_stated_differ(a->question, b->question);
    case PROPERTY_POPULATION:
        return compare_stated_differ(a->population, b->population);
    case PROPERTIES:
        break;
    }
    return false;
}

bool compare_differs(const struct comparand *comparands, size_t count, enum property property)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (differ(&comparands[j], &comparands[i], property))
                return true;
    return false;
}
