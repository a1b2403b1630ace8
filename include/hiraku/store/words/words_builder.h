/* Makes the index of words of one table (words.h), row by row, with bounded memory: what is more
 * waits in files without names. */
#ifndef HIRAKU_STORE_WORDS_WORDS_BUILDER_H
#define HIRAKU_STORE_WORDS_WORDS_BUILDER_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct resource;
struct section_writer;
struct words_builder;

/* `dir` takes the files without names. With STATUS_OK to be freed. */
enum status words_builder_new(struct words_builder **builder, const struct resource *resource,
                              const char *dir, struct problem *p);
void words_builder_free(struct words_builder *builder);

/* The next row; `cells` are parallel to resource->columns. It counts if it `holds`. */
enum status words_builder_row(struct words_builder *builder, const struct slice *cells, bool holds,
                              struct problem *p);

/* Writes the sections. Called once, behind the last row; an error of the writer stays there. */
enum status words_builder_write(struct words_builder *builder, struct section_writer *writer,
                                struct problem *p);

#endif
