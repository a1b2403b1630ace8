/* Workbooks made of their parts, and what is read of them. */
#ifndef HIRAKU_TEST_MADE_WORKBOOK_H
#define HIRAKU_TEST_MADE_WORKBOOK_H

#include "hiraku/base/out.h"
#include "hiraku/workbook/workbook.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

#include <cmocka.h>

#define MADE_RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MADE_RELATION(id, type, target)                                                            \
    "<Relationship Id=\"" id "\" Type=\"" MADE_RELATIONS "/" type "\" Target=\"" target "\"/>"

struct made_part {
    const char *name, *text;
    size_t len; /* 0: that of the text */
};

enum { MADE_PARTS = 16 };

/* A workbook of one sheet; each part may be replaced by one of the same name or left out (""), and
 * others added. */
struct made {
    struct made_part parts[MADE_PARTS];
    zip_int32_t method; /* ZIP_CM_STORE unless it is said */
};

static const struct made_part made_parts[] = {
    {"_rels/.rels",
     "<Relationships>" MADE_RELATION("r1", "officeDocument", "xl/workbook.xml") "</Relationships>",
     0},
    {"xl/workbook.xml",
     "<workbook xmlns:r=\"" MADE_RELATIONS
     "\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/>"
     "</sheets></workbook>",
     0},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships>" MADE_RELATION("r1", "worksheet", "worksheets/sheet1.xml")
         MADE_RELATION("r2", "styles", "styles.xml")
             MADE_RELATION("r3", "sharedStrings", "sharedStrings.xml") "</Relationships>",
     0},
    {"xl/worksheets/sheet1.xml",
     "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>",
     0},
    {"xl/sharedStrings.xml", "<sst><si><t>zero</t></si><si><t>one</t></si></sst>", 0},
    {"xl/styles.xml", "<styleSheet/>", 0},
};

static inline void made_add(zip_t *zip, const struct made *made, const struct made_part *part)
{
    size_t len = part->len ? part->len : strlen(part->text);
    zip_source_t *source = zip_source_buffer(zip, part->text, len, 0);
    assert_non_null(source);
    zip_int64_t entry = zip_file_add(zip, part->name, source, ZIP_FL_ENC_UTF_8);
    assert_true(entry >= 0);
    assert_int_equal(zip_set_file_compression(zip, (zip_uint64_t)entry, made->method, 9), 0);
}

/* Whether the part of the usual ones is given anew. */
static inline bool made_replaces(const struct made *made, const char *name)
{
    for (size_t i = 0; i < MADE_PARTS && made->parts[i].name; i++)
        if (strcmp(made->parts[i].name, name) == 0)
            return true;
    return false;
}

/* The file, whose bytes are the caller's to free. */
static inline char *made_bytes(const struct made *made, size_t *len)
{
    zip_stat_t about;
    zip_source_t *buffer = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(buffer, ZIP_TRUNCATE, NULL);
    assert_non_null(zip);
    zip_source_keep(buffer);
    for (size_t i = 0; i < sizeof made_parts / sizeof *made_parts; i++)
        if (!made_replaces(made, made_parts[i].name))
            made_add(zip, made, &made_parts[i]);
    for (size_t i = 0; i < MADE_PARTS && made->parts[i].name; i++)
        if (made->parts[i].text)
            made_add(zip, made, &made->parts[i]);
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(zip_source_stat(buffer, &about), 0);
    assert_int_equal(zip_source_open(buffer), 0);
    char *bytes = malloc(about.size);
    assert_int_equal(zip_source_read(buffer, bytes, about.size), about.size);
    zip_source_close(buffer);
    zip_source_free(buffer);
    *len = about.size;
    return bytes;
}

static inline int made_file(const void *bytes, size_t len)
{
    int fd = memfd_create("made", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, len), (ssize_t)len);
    return fd;
}

/* All of a sheet as «row:column kind text;». Kinds: E T N D B !, behind them f h m r c for the
 * flags, and after the text |unit where there is one. */
static inline enum status made_read_sheet(struct workbook_reader *reader, size_t index,
                                          struct out *out, struct problem *p)
{
    struct workbook_row row;
    bool more = true;
    enum status status = workbook_begin(reader, index, NULL, p);
    while (status == STATUS_OK && more) {
        status = workbook_next(reader, &row, &more, p);
        for (size_t i = 0; status == STATUS_OK && more && i < row.count; i++) {
            const struct workbook_cell *cell = &row.cells[i];
            char head[64];
            snprintf(head, sizeof head, "%u:%u %c%s%s%s%s%s ", row.number, cell->column,
                     "ETNDB!"[cell->kind], cell -> formula ? "f" : "", cell->hidden ? "h" : "",
                     cell->merged ? "m" : "", cell->rounded ? "r" : "", cell->filled ? "c" : "");
            out_text(out, head);
            out_slice(out, cell->text);
            if (cell->unit.len > 0)
                out_char(out, '|');
            out_slice(out, cell->unit);
            out_char(out, ';');
        }
    }
    return status;
}

static inline enum status made_read(const struct made *made, const struct workbook_limits *limits,
                                    struct out *out, struct problem *p)
{
    size_t len;
    struct workbook_reader *reader;
    char *bytes = made_bytes(made, &len);
    int fd = made_file(bytes, len);
    enum status status = workbook_open_fd(&reader, fd, "made.xlsx", limits, p);
    if (status == STATUS_OK)
        status = made_read_sheet(reader, 0, out, p);
    workbook_free(reader);
    close(fd);
    free(bytes);
    return status;
}

/* The text of the sheet of a made workbook. */
static inline void made_expect(const struct made *made, const char *expected)
{
    struct problem p = {.status = STATUS_OK};
    struct out out;
    out_open_memory(&out, 1 << 20);
    enum status status = made_read(made, NULL, &out, &p);
    if (status != STATUS_OK)
        print_error("%s\n", p.reason);
    assert_int_equal(status, STATUS_OK);
    out_char(&out, '\0');
    assert_string_equal(out_written(&out).at, expected);
    out_close(&out);
}

/* Refused with this status and a reason that begins so. */
static inline void made_expect_problem(const struct made *made,
                                       const struct workbook_limits *limits, enum status status,
                                       const char *reason)
{
    struct problem p = {.status = STATUS_OK};
    struct out out;
    out_open_memory(&out, 1 << 20);
    assert_int_equal(made_read(made, limits, &out, &p), status);
    assert_int_equal(p.status, status);
    if (!strstr(p.reason, reason))
        fail_msg("the reason is: %s", p.reason);
    out_close(&out);
}

#define MADE_SHEET(rows)                                                                           \
    (struct made)                                                                                  \
    {                                                                                              \
        .parts = {                                                                                 \
            {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" rows "</sheetData></worksheet>", \
             0}                                                                                    \
        }                                                                                          \
    }
#define MADE_PART(name, text)                                                                      \
    (struct made)                                                                                  \
    {                                                                                              \
        .parts = { {name, text, 0} }                                                               \
    }

#endif
