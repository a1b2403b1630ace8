/* Whether the figures of several KPIs can be set side by side, and what differs. */
#ifndef HIRAKU_STATISTICS_COMPARE_H
#define HIRAKU_STATISTICS_COMPARE_H

#include "hiraku/base/slice.h"

struct point;
struct resource;

enum { COMPARE_LEAST = 2, COMPARE_MOST = 20, COMPARE_TEXT = 256 };

/* What must be the same. */
enum property {
    PROPERTY_UNIT,
    PROPERTY_UNIT_MULTIPLIER,
    PROPERTY_COUNTING,
    PROPERTY_NATURE,
    PROPERTY_ACCUMULATION, /* of the values chosen, as a set */
    PROPERTY_VALUE_TYPE,   /* likewise */
    PROPERTY_PERIOD_BASIS, /* likewise: fiscal_year, calendar_quarter, month, day …; not of ranges
                            */
    PROPERTY_DEFINITION,   /* where both state one, as of the two behind it */
    PROPERTY_QUESTION,     /* of a survey */
    PROPERTY_POPULATION,   /* whom it asked */
    PROPERTIES
};

/* "unit_multiplier" */
const char *property_name(enum property property);

/* One KPI. */
struct comparand {
    struct slice unit, unit_multiplier, counting, nature, definition, question, population;
    unsigned accumulations, value_types, bases; /* sets, filled by compare_take */
};

/* Takes one value of a KPI into its sets. */
void compare_take(struct comparand *comparand, const struct resource *observations,
                  const struct point *point);

/* A property as text: of a set its members in a fixed order with commas between them. Empty where
 * nothing is said. A multiplier that is not given is 0. */
void compare_text(const struct comparand *comparand, const struct resource *observations,
                  enum property property, char text[COMPARE_TEXT]);

/* Whether the property differs between any two of the KPIs. */
bool compare_differs(const struct comparand *comparands, size_t count, enum property property);

#endif
