/* See workbook.h: the file, its sheets, and which of them is read. */
#include "hiraku/workbook/workbook.h"

#include "rows.h"

#include "hiraku/base/arena.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { WORKBOOK_ARENA = 16 << 20 };

struct workbook_reader {
    int own_fd; /* −1: the caller's is read */
    struct workbook_limits limits;
    struct package package;
    struct arena arena;
    struct relations relations; /* of the workbook part */
    struct workbook_traits traits;
    struct workbook_sheet *sheets;
    const char **parts; /* of the sheets */
    size_t count;
    bool tables_read;
    struct strings *strings;
    struct styles *styles;
    struct layout layout;
    struct rows *rows;
};

struct workbook_limits workbook_limits_default(void)
{
    return (struct workbook_limits){
        .file_bytes = UINT64_C(64) << 20,
        .unpacked_bytes = UINT64_C(512) << 20,
        .rows = 1048576,
        .cells = 50000000,
        .strings = 10000000,
        .string_bytes = UINT64_C(512) << 20,
        .entries = 4096,
        .ratio = 300,
        .sheets = 256,
        .columns = 1024,
        .cell_bytes = 64 * 1024,
        .row_bytes = 4 << 20,
        .merges = 100000,
        .formats = 65536,
        .depth = 64,
    };
}

/* --- the file --------------------------------------------------------------------------------- */

/* What a package without a workbook is. */
static enum status workbook_refuse(const struct workbook_reader *reader, struct problem *p)
{
    static const struct {
        const char *begins, *kind;
    } kinds[] = {
        {"xl/workbook.bin", "xlsb"}, {"word/", "docx"}, {"ppt/", "pptx"}, {"mimetype", "ods"}};
    const char *kind = "zip";
    for (size_t i = sizeof kinds / sizeof *kinds; i-- > 0;)
        if (package_has(&reader->package, kinds[i].begins, ""))
            kind = kinds[i].kind;
    return problem_set(p, STATUS_NOT_A_WORKBOOK, slice_of(reader->package.name), slice_of(kind),
                       NULL);
}

static enum status workbook_add_sheet(struct workbook_reader *reader, const struct markup *markup,
                                      struct problem *p)
{
    bool failed = false;
    const struct relation *relation =
        relation_by_id(&reader->relations, markup_attribute(markup, "id"));
    if (!relation)
        return markup_bad(markup, "a sheet that leads nowhere", p);
    if (!slice_is(relation->type, "worksheet"))
        return STATUS_OK; /* of a chart, a dialogue, macros */
    if (!relation->part)
        return markup_bad(markup, "a sheet outside of the file", p);
    if (reader->count == reader->limits.sheets)
        return package_limit(&reader->package, "sheets", reader->limits.sheets, p);
    xmlChar *name = markup_attribute_copy(markup, "name", &failed);
    if (failed)
        return problem_memory(p);
    struct slice state = markup_attribute(markup, "state");
    struct workbook_sheet *sheet = &reader->sheets[reader->count];
    sheet->name = arena_copy(&reader->arena, slice_of((const char *)name));
    sheet->visibility = slice_is(state, "hidden")       ? WORKBOOK_HIDDEN
                        : slice_is(state, "veryHidden") ? WORKBOOK_VERY_HIDDEN
                                                        : WORKBOOK_SHOWN;
    xmlFree(name);
    reader->parts[reader->count++] = relation->part;
    return arena_overflowed(&reader->arena) ? problem_memory(p) : STATUS_OK;
}

static enum status workbook_read_sheets(struct workbook_reader *reader, struct markup *markup,
                                        struct problem *p)
{
    enum markup_event event = MARKUP_START;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && event != MARKUP_END) {
        status = markup_next(markup, &event, p);
        if (status != STATUS_OK || event != MARKUP_START)
            continue;
        if (markup->depth == 0 && !markup_is(markup, "workbook"))
            status = workbook_refuse(reader, p);
        else if (markup->depth == 1 && markup_is(markup, "workbookPr"))
            reader->traits.date_1904 = markup_is_true(markup, "date1904");
        else if (markup->depth == 2 && markup_is(markup, "sheet"))
            status = workbook_add_sheet(reader, markup, p);
    }
    return status;
}

static enum status workbook_read_part(struct workbook_reader *reader, const char *part,
                                      struct problem *p)
{
    struct markup markup;
    bool there;
    uint32_t most = reader->limits.sheets;
    reader->sheets = arena_alloc(&reader->arena, most * sizeof *reader->sheets);
    reader->parts = arena_alloc(&reader->arena, most * sizeof *reader->parts);
    if (!reader->sheets || !reader->parts)
        return problem_memory(p);
    enum status status =
        relations_read(&reader->relations, &reader->package, part, &reader->arena, p);
    if (status != STATUS_OK)
        return status;
    status = markup_open(&markup, &reader->package, part, false, &there, p);
    if (status == STATUS_OK)
        status = there ? workbook_read_sheets(reader, &markup, p) : workbook_refuse(reader, p);
    markup_close(&markup);
    return status;
}

static enum status workbook_read(struct workbook_reader *reader, int fd, const char *name,
                                 struct problem *p)
{
    struct relations whole;
    struct slice kept = arena_copy(&reader->arena, slice_of(name));
    if (!kept.at)
        return problem_memory(p);
    enum status status = package_open(&reader->package, fd, kept.at, &reader->limits, p);
    if (status == STATUS_OK)
        status = relations_read(&whole, &reader->package, "", &reader->arena, p);
    if (status != STATUS_OK)
        return status;
    const struct relation *main = relation_by_type(&whole, "officeDocument");
    if (!main || !main->part || strcasestr(main->part, ".bin"))
        return workbook_refuse(reader, p);
    reader->traits.macros = package_has(&reader->package, "", "vbaProject.bin") ||
                            package_has(&reader->package, "xl/macrosheets/", "");
    reader->traits.external_links = package_has(&reader->package, "xl/externalLinks/", "");
    return workbook_read_part(reader, main->part, p);
}

enum status workbook_open_fd(struct workbook_reader **result, int fd, const char *name,
                             const struct workbook_limits *limits, struct problem *p)
{
    struct workbook_reader *reader = calloc(1, sizeof *reader);
    *result = NULL;
    if (!reader)
        return problem_memory(p);
    reader->own_fd = -1;
    reader->limits = limits ? *limits : workbook_limits_default();
    arena_init(&reader->arena, WORKBOOK_ARENA);
    enum status status = workbook_read(reader, fd, name, p);
    if (status == STATUS_OK)
        *result = reader;
    else
        workbook_free(reader);
    return status;
}

enum status workbook_open(struct workbook_reader **reader, const char *path,
                          const struct workbook_limits *limits, struct problem *p)
{
    *reader = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return problem_errno(p, path);
    enum status status = workbook_open_fd(reader, fd, path, limits, p);
    if (status == STATUS_OK)
        (*reader)->own_fd = fd;
    else
        close(fd);
    return status;
}

void workbook_free(struct workbook_reader *reader)
{
    if (!reader)
        return;
    rows_free(reader->rows);
    layout_free(&reader->layout);
    strings_free(reader->strings);
    styles_free(reader->styles);
    package_close(&reader->package);
    arena_free(&reader->arena);
    if (reader->own_fd >= 0)
        close(reader->own_fd);
    free(reader);
}

size_t workbook_sheets(const struct workbook_reader *reader)
{
    return reader->count;
}

const struct workbook_sheet *workbook_sheet(const struct workbook_reader *reader, size_t index)
{
    return &reader->sheets[index];
}

bool workbook_is_example(const struct workbook_sheet *sheet)
{
    return slice_starts(sheet->name, WORKBOOK_EXAMPLE);
}

struct workbook_traits workbook_traits_of(const struct workbook_reader *reader)
{
    return reader->traits;
}

/* --- a sheet ---------------------------------------------------------------------------------- */

static enum status workbook_read_tables(struct workbook_reader *reader, struct problem *p)
{
    if (reader->tables_read)
        return STATUS_OK;
    const struct relation *styles = relation_by_type(&reader->relations, "styles");
    const struct relation *strings = relation_by_type(&reader->relations, "sharedStrings");
    styles_free(reader->styles);
    strings_free(reader->strings);
    reader->strings = NULL;
    enum status status =
        styles_read(&reader->styles, &reader->package, styles ? styles->part : NULL, p);
    if (status == STATUS_OK)
        status =
            strings_read(&reader->strings, &reader->package, strings ? strings->part : NULL, p);
    reader->tables_read = status == STATUS_OK;
    return status;
}

enum status workbook_begin(struct workbook_reader *reader, size_t index,
                           struct workbook_layout *layout, struct problem *p)
{
    rows_free(reader->rows);
    layout_free(&reader->layout);
    reader->rows = NULL;
    enum status status = workbook_read_tables(reader, p);
    if (status == STATUS_OK)
        status = layout_read(&reader->layout, &reader->package, reader->parts[index], p);
    if (status != STATUS_OK)
        return status;
    if (layout)
        *layout = reader->layout.known;
    status = rows_new(&reader->rows, &reader->package, reader->parts[index], &reader->layout, p);
    if (status != STATUS_OK) {
        rows_free(reader->rows);
        reader->rows = NULL;
    }
    return status;
}

enum status workbook_next(struct workbook_reader *reader, struct workbook_row *row, bool *more,
                          struct problem *p)
{
    const struct rows_tables tables = {reader->strings, reader->styles, reader->traits.date_1904};
    return rows_next(reader->rows, &tables, row, more, p);
}

uint64_t workbook_offset(const struct workbook_reader *reader)
{
    return reader->rows ? rows_offset(reader->rows) : 0;
}

uint64_t workbook_size(const struct workbook_reader *reader)
{
    return reader->rows ? rows_size(reader->rows) : 0;
}
