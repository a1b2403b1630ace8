/* Relationships of a part (ECMA-376 part 2, 9.3): what it leads to within the file. Links to the
 * outside are counted and never followed. Private to api/workbook. */
#ifndef HIRAKU_API_WORKBOOK_RELATIONS_H
#define HIRAKU_API_WORKBOOK_RELATIONS_H

#include "package.h"

struct arena;

struct relation {
    struct slice id, type; /* type: the last word of its address: worksheet, sharedStrings */
    const char *part;      /* without "/" in front; NULL: outside of the file, or no path */
};

struct relations {
    size_t count, cap;
    struct relation *list; /* in the arena, as all of it */
};

/* Of a part, "" for the file as a whole; none where it has no such list. */
enum status relations_read(struct relations *relations, const struct package *package,
                           const char *part, struct arena *arena, struct problem *p);

/* NULL: none. */
const struct relation *relation_by_id(const struct relations *relations, struct slice id);
const struct relation *relation_by_type(const struct relations *relations, const char *type);

#endif
