/* An index of words in a folder of its own, for tests. */
#ifndef HIRAKU_TESTS_WORDS_INDEX_H
#define HIRAKU_TESTS_WORDS_INDEX_H

#include "hiraku/base/durable_file.h"
#include "hiraku/model/resource.h"
#include "hiraku/store/columns/section_file.h"
#include "hiraku/store/words/words.h"
#include "hiraku/store/words/words_builder.h"

#include <stdio.h>
#include <stdlib.h>

/* Only what is marked is searched. */
static const struct column words_index_columns[] = {
    {.name = "id", .type = TYPE_TEXT},
    {.name = "name_ja", .type = TYPE_TEXT, .flags = COL_SEARCH},
    {.name = "note_ja", .type = TYPE_TEXT},
    {.name = "name_en", .type = TYPE_TEXT, .flags = COL_SEARCH},
    {.name = NULL},
};
static const struct resource words_index_resource = {.name = "things",
                                                     .columns = words_index_columns};

/* The two searchable cells of a row. */
struct words_index_row {
    const char *ja, *en;
};

struct words_index {
    char dir[64], path[FILE_PATH_SIZE];
    struct section_file file;
    struct words words;
};

static enum status words_index_write(struct words_builder *builder, const char *dir,
                                     const struct words_index_row *rows, size_t count)
{
    struct section_writer writer;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        const struct slice cells[] = {slice_of("id"), slice_of(rows[i].ja), slice_of("note"),
                                      slice_of(rows[i].en)};
        status = words_builder_row(builder, cells, true, NULL);
    }
    if (status == STATUS_OK)
        status = section_writer_open(&writer, dir, "index", NULL);
    if (status != STATUS_OK)
        return status;
    status = words_builder_write(builder, &writer, NULL);
    enum status closed = section_writer_close(&writer, NULL);
    return status == STATUS_OK ? closed : status;
}

/* Makes the file and opens it. */
static inline enum status words_index_open(struct words_index *index,
                                           const struct words_index_row *rows, size_t count)
{
    struct words_builder *builder;
    snprintf(index->dir, sizeof index->dir, "/tmp/hiraku-words-XXXXXX");
    if (!mkdtemp(index->dir) || file_path(index->path, index->dir, "index", NULL) != STATUS_OK)
        return STATUS_SYSTEM;
    enum status status = words_builder_new(&builder, &words_index_resource, index->dir, NULL);
    if (status != STATUS_OK)
        return status;
    status = words_index_write(builder, index->dir, rows, count);
    words_builder_free(builder);
    if (status == STATUS_OK)
        status = section_file_open(&index->file, index->path, NULL);
    return status == STATUS_OK
               ? words_open(&index->words, &index->file, &words_index_resource, NULL)
               : status;
}

static inline void words_index_close(struct words_index *index)
{
    section_file_close(&index->file);
    folder_remove(index->dir, NULL);
}

#endif
