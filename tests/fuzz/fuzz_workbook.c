/* The reader of workbooks, and what is said of their sheets: a file as it is (first byte F), or its
 * parts, which are put into an archive here so that changed ones still have their checksum: sheet,
 * shared strings, styles and the list of sheets, with 1E between them. Rows and cells come in their
 * order, within the limits, in UTF-8; each sheet reads the same twice; numbers are digits. */
#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/readability/readability.h"
#include "hiraku/workbook/workbook.h"

#include "api/workbook/number.h"
#include "fuzz.h"

#include <zip.h>

enum { FUZZ_PARTS = 4, FUZZ_UNPACKED = 4 << 20 };

#define FUZZ_RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define FUZZ_RELATION(id, type, target)                                                            \
    "<Relationship Id=\"" id "\" Type=\"" FUZZ_RELATIONS "/" type "\" Target=\"" target "\"/>"

static const char *const fuzz_names[FUZZ_PARTS] = {
    "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"};
static const char *const fuzz_fixed[][2] = {
    {"_rels/.rels",
     "<Relationships>" FUZZ_RELATION("r1", "officeDocument", "xl/workbook.xml") "</Relationships>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships>" FUZZ_RELATION("r1", "worksheet", "worksheets/sheet1.xml")
         FUZZ_RELATION("r2", "styles", "styles.xml")
             FUZZ_RELATION("r3", "sharedStrings", "sharedStrings.xml") "</Relationships>"}};
static const char fuzz_workbook_part[] =
    "<workbook xmlns:r=\"" FUZZ_RELATIONS "\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/>"
    "</sheets></workbook>";

static void fuzz_add(zip_t *zip, const char *name, struct slice text)
{
    zip_source_t *source = zip_source_buffer(zip, text.at, text.len, 0);
    ENSURE(source);
    zip_int64_t entry = zip_file_add(zip, name, source, 0);
    ENSURE(entry >= 0);
    zip_set_file_compression(zip, (zip_uint64_t)entry, ZIP_CM_STORE, 0);
}

/* The parts as an archive; freed by the caller. */
static char *fuzz_archive(struct slice input, size_t *size)
{
    zip_stat_t about;
    zip_source_t *buffer = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(buffer, ZIP_TRUNCATE, NULL);
    ENSURE(zip);
    zip_source_keep(buffer);
    for (size_t i = 0; i < 2; i++)
        fuzz_add(zip, fuzz_fixed[i][0], slice_of(fuzz_fixed[i][1]));
    for (size_t i = 0; i < FUZZ_PARTS; i++) {
        const char *end = input.len ? memchr(input.at, 0x1E, input.len) : NULL;
        struct slice part = {input.at, end ? (size_t)(end - input.at) : input.len};
        input = slice_from(input, part.len + (end != NULL));
        if (i + 1 == FUZZ_PARTS && part.len == 0)
            part = slice_of(fuzz_workbook_part);
        if (part.len > 0)
            fuzz_add(zip, fuzz_names[i], part);
    }
    ENSURE(zip_close(zip) == 0 && zip_source_stat(buffer, &about) == 0);
    char *bytes = malloc(about.size);
    ENSURE(bytes && zip_source_open(buffer) == 0);
    ENSURE(zip_source_read(buffer, bytes, about.size) == (zip_int64_t)about.size);
    zip_source_close(buffer);
    zip_source_free(buffer);
    *size = about.size;
    return bytes;
}

static void fuzz_take(const struct workbook_row *row, const struct workbook_limits *limits,
                      uint32_t before, struct out *out)
{
    ENSURE(row->number > before && row->number <= limits->rows && row->count > 0);
    for (size_t i = 0; i < row->count; i++) {
        const struct workbook_cell *cell = &row->cells[i];
        struct number number;
        ENSURE(cell->column < limits->columns && cell->text.len <= limits->cell_bytes);
        ENSURE(i == 0 || cell->column > row->cells[i - 1].column);
        ENSURE(cell->kind == WORKBOOK_EMPTY ? cell->text.len == 0 && cell->formula
                                            : cell->text.len > 0);
        ENSURE(utf8_is_valid(cell->text) && utf8_is_valid(cell->unit));
        ENSURE(cell->kind != WORKBOOK_NUMBER || number_read(cell->text, &number));
        out_int(out, row->number);
        out_int(out, cell->column);
        out_int(out, cell->kind);
        out_slice(out, cell->text);
    }
}

static enum status fuzz_read(struct workbook_reader *reader, size_t index,
                             const struct workbook_limits *limits, struct out *out)
{
    struct workbook_layout layout;
    struct workbook_row row = {.number = 0};
    struct problem p = {.status = STATUS_OK};
    bool more = true;
    enum status status = workbook_begin(reader, index, &layout, &p);
    for (uint32_t before = 0; status == STATUS_OK && more; before = row.number) {
        status = workbook_next(reader, &row, &more, &p);
        if (status == STATUS_OK && more)
            fuzz_take(&row, limits, before, out);
    }
    ENSURE(status == p.status);
    ENSURE(status == STATUS_OK || status == STATUS_BAD_WORKBOOK || status == STATUS_WORKBOOK_LIMIT);
    return status;
}

static void fuzz_sheets(int fd, const struct workbook_limits *limits)
{
    struct workbook_reader *reader;
    struct problem p = {.status = STATUS_OK};
    struct out once, again;
    if (workbook_open_fd(&reader, fd, "fuzz.xlsx", limits, &p) != STATUS_OK) {
        ENSURE(!reader && p.status != STATUS_OK && p.status != STATUS_INTERNAL);
        return;
    }
    for (size_t i = 0; i < workbook_sheets(reader); i++) {
        ENSURE(utf8_is_valid(workbook_sheet(reader, i)->name));
        out_open_memory(&once, 64 << 20);
        out_open_memory(&again, 64 << 20);
        enum status status = fuzz_read(reader, i, limits, &once);
        ENSURE(fuzz_read(reader, i, limits, &again) == status);
        ENSURE(slice_equal(out_written(&once), out_written(&again)));
        out_close(&once);
        out_close(&again);
    }
    workbook_free(reader);
}

static void fuzz_findings(const char *path, const struct workbook_limits *limits)
{
    struct report *report = report_new();
    struct problem p = {.status = STATUS_OK};
    struct out text;
    ENSURE(report);
    if (readability_check(path, "fuzz.xlsx", limits, report, &p) == STATUS_OK) {
        out_open_memory(&text, 64 << 20);
        report_write(report, LANGUAGE_JA, REPORT_LINES, &text);
        ENSURE(out_finish(&text, NULL) == STATUS_OK && utf8_is_valid(out_written(&text)));
        out_close(&text);
    }
    report_free(report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct workbook_limits limits = workbook_limits_default();
    struct slice input = fuzz_input(data, size);
    char path[FUZZ_PATH], *made = NULL;
    limits.unpacked_bytes = FUZZ_UNPACKED;
    limits.sheets = 4;
    if (fuzz_byte(&input) != 'F') {
        size_t len;
        made = fuzz_archive(input, &len);
        input = (struct slice){made, len};
    }
    int fd = fuzz_file(input.at, input.len, path);
    fuzz_sheets(fd, &limits);
    fuzz_findings(path, &limits);
    close(fd);
    free(made);
    return 0;
}
