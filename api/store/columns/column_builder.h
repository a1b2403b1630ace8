/* A column while its table is read: its different values and, for each row, the number of its
 * value; then its sections.
 *
 * What is said of a value (its order, its days, its NFKC, what of it CP932 lacks) is found once for
 * each different one. */
#ifndef HIRAKU_API_STORE_COLUMNS_COLUMN_BUILDER_H
#define HIRAKU_API_STORE_COLUMNS_COLUMN_BUILDER_H

#include "hiraku/store/columns/columns_build.h"
#include "hiraku/store/columns/section_file.h"

#include "code_stream.h"
#include "table_ids.h"

struct column;
struct past;

/* What a row of a column is while the table is read: the number of its value; of a reference the
 * number of the record's id, from 1, or 0. */
struct column_builder {
    const char *table, *name;
    const struct column *column; /* NULL: what CP932 lacks */
    struct value_set own;
    const struct table_ids *ids; /* of a reference: those of the table that it leads to */
    struct code_stream codes;
    uint32_t last;     /* code of the last row */
    uint32_t greatest; /* of all rows */
    uint64_t rows;
};

/* Where the columns of a table come from and go to. */
struct table_work {
    const struct columns_listener *listener;
    const char *dir; /* of the release */
    const struct past *past;
    int first_month; /* of the fiscal year */
    struct section_writer *writer;
    struct cp932 *cp932;
};

/* The builder keeps `dir` and the names. `ids` NULL: it is no reference to one record. To be freed
 * with column_builder_free. */
void column_builder_init(struct column_builder *builder, const char *dir, const char *table,
                         const char *name);

static inline struct slice column_builder_text(const struct column_builder *builder, uint32_t code)
{
    if (!builder->ids)
        return value_set_text(&builder->own, code);
    return code > 0 ? value_set_text(&builder->ids->texts, code - 1) : slice_of("");
}

/* The first character of a code's text that CP932 lacks, or -1. */
int32_t column_builder_lacking(const struct column_builder *builder, uint32_t code);

/* The code of a text, which is a new one if need be. STATUS_BAD_RELEASE: a reference leads nowhere.
 */
enum status column_builder_code(struct column_builder *builder, struct slice text,
                                struct cp932 *cp932, uint32_t *code, struct problem *p);

/* The next row. */
static inline void column_builder_put(struct column_builder *builder, uint32_t code)
{
    code_stream_put(&builder->codes, code);
    builder->last = code;
    builder->rows++;
    if (code > builder->greatest)
        builder->greatest = code;
}

/* The next row by its text, which often is that of the row before. */
static inline enum status column_builder_add(struct column_builder *builder, struct slice text,
                                             struct cp932 *cp932, struct problem *p)
{
    uint32_t code = builder->last;
    if (builder->rows == 0 || !slice_equal(text, column_builder_text(builder, code))) {
        enum status status = column_builder_code(builder, text, cp932, &code, p);
        if (status != STATUS_OK)
            return status;
    }
    column_builder_put(builder, code);
    return STATUS_OK;
}

/* Writes the sections of the column. */
enum status column_builder_write(struct column_builder *builder, const struct table_work *work,
                                 struct problem *p);

void column_builder_free(struct column_builder *builder);

#endif
