/* What a person probably meant by a cell, where that depends on the rest of its record or on other
 * records. Private to api/ingest. */
#ifndef HIRAKU_API_INGEST_MEANT_H
#define HIRAKU_API_INGEST_MEANT_H

#include "hiraku/base/status.h"

struct arena;
struct check_run;
struct column;
struct finding;
struct problem;
struct resource;
struct staged;

struct checker;

struct labels;     /* names of the records of each table; labels.c */
struct references; /* what references that lead nowhere were found to mean; meant.c */

/* One question at a time: what it gives lives in the arena, which the caller sets and resets. */
struct meant {
    const struct check_run *run;
    struct checker *checker;
    struct labels *labels;
    struct references *references;
    struct arena *arena;
};

/* The caller calls meant_close in any case. */
enum status meant_open(struct meant *meant, const struct check_run *run, struct checker *checker,
                       struct problem *p);
void meant_close(struct meant *meant);

enum status labels_new(struct labels **result, struct problem *p);
void labels_free(struct labels *labels); /* NULL is allowed */

enum { LABELS_MEANT = 8 };

/* The ids of the records that have this name, in either language; of a place
 * the name may stand behind its parent's, and without its last character (花野) where no name is
 * the whole text. `names` tells them apart: where a place lies in its prefecture. At most
 * LABELS_MEANT; tables of very many records are not searched. */
struct named {
    struct slice id, name;
};
enum status labels_find(const struct meant *meant, const struct resource *resource,
                        struct slice name, struct named *found, size_t *count, struct problem *p);

/* The finding of a reference that leads nowhere: rule, mended, expected. What is near is sought for
 * the first thousand of different texts. */
enum status meant_reference(const struct meant *meant, const struct column *column,
                            struct slice text, struct finding *finding, struct problem *p);

/* The finding of a cell that waits (stage.h): rule, mended, expected. */
void meant_cell(const struct meant *meant, const struct resource *resource,
                const struct staged *row, size_t column, struct finding *finding);

/* The part of it that is about numbers with a unit. */
void meant_number(const struct meant *meant, const struct resource *resource,
                  const struct staged *row, size_t column, struct slice written,
                  struct finding *finding);

#endif
