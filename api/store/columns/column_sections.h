/* The sections of which columns and ids are made (section_file.h), written from arrays. */
#ifndef HIRAKU_API_STORE_COLUMNS_COLUMN_SECTIONS_H
#define HIRAKU_API_STORE_COLUMNS_COLUMN_SECTIONS_H

#include "hiraku/store/columns/section_file.h"
#include "value_order.h"

struct code_stream;

/* Where sections go: those of one column. */
struct section_place {
    struct section_writer *writer;
    const char *table, *name;
};

/* Codes of `rows` rows, none above `greatest`, and their zones. `places`: what takes the place of
 * each code in the stream; NULL: it stays. */
struct section_codes {
    struct code_stream *stream;
    const uint32_t *places;
    uint32_t rows, greatest;
};
enum status section_write_codes(const struct section_place *place,
                                const struct section_codes *codes, struct problem *p);

/* The values in their order: texts and, where one differs, the same in NFKC. */
enum status section_write_texts(const struct section_place *place, const struct value_set *set,
                                const uint32_t *numbers, bool folded, struct problem *p);

/* An array of a uint32_t for each of `count`. */
void section_write_numbers(const struct section_place *place, enum section_kind kind,
                           const uint32_t *numbers, uint32_t count);

#endif
