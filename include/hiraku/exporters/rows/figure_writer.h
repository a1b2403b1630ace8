/* Computed rows (service/figures.h) in the two forms that they have: items of a JSON array, and
 * CSV. */
#ifndef HIRAKU_EXPORTERS_ROWS_FIGURE_WRITER_H
#define HIRAKU_EXPORTERS_ROWS_FIGURE_WRITER_H

#include <stddef.h>
#include <stdint.h>

struct figure_column;
struct json_writer;
struct out;
struct slice;

struct figure_writer {
    const struct figure_column *columns;
    size_t column_count;
    struct out *table;        /* CSV; NULL: `json` */
    struct json_writer *json; /* an array is open */
    const char *space;        /* before each item; NULL: none */
    uint64_t rows;            /* so far */
};

/* The header of a CSV. */
void figure_header(const struct figure_writer *writer);
/* A figure_sink; the context is the writer. */
void figure_row(void *writer, const struct slice *cells);
/* The members of an item, whose object the caller begins and ends. */
void figure_members(const struct figure_writer *writer, const struct slice *cells);

#endif
