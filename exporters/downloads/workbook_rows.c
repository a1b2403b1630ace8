/* The rows of a sheet (ECMA-376 part 1, s.18.3.1.73), to the byte as libxlsxwriter writes them in
 * constant memory, and the archive that they are put into.
 *
 * The library prints each cell into a file, reads that file again and packs it with zlib's sixth
 * level. Here a row goes straight into the packer. The packed rows stay on a file without a name
 * until the library has written all else; then the sheet is put together from three packed pieces,
 * and everything else of the library's archive is copied as it is. */
#include "workbook_rows.h"

#include "hiraku/base/durable_file.h"
#include "hiraku/base/in.h"
#include "hiraku/base/pack.h"

#include "zip_piece.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

enum { COLUMNS_LETTERED = 26 * 27, LETTERS_SIZE = 3, NUMBER_SIZE = 24, SHEET_MOST = 4 << 20 };

static const char sheet_name[] = "xl/worksheets/sheet1.xml";
static const char sheet_rows_end[] = "</sheetData>";

struct workbook_rows {
    int fd;
    struct out packed; /* into the file */
    struct pack *pack; /* into `packed` */
    struct out text;   /* into the packer */
    char row[NUMBER_SIZE];
    size_t row_len;
};

enum status workbook_rows_new(struct workbook_rows **result, const char *dir, struct problem *p)
{
    *result = NULL;
    struct workbook_rows *rows = calloc(1, sizeof *rows);
    if (!rows)
        return problem_memory(p);
    rows->fd = file_nameless(dir);
    if (rows->fd < 0) {
        free(rows);
        return problem_errno(p, dir);
    }
    out_open_sink(&rows->packed, out_sink_fd, &rows->fd);
    rows->pack = pack_new(&rows->packed, PACK_DEFLATE);
    out_open_sink(&rows->text, pack_sink, rows->pack);
    if (!rows->pack) {
        workbook_rows_free(rows);
        return problem_memory(p);
    }
    *result = rows;
    return STATUS_OK;
}

void workbook_rows_free(struct workbook_rows *rows)
{
    if (!rows)
        return;
    out_close(&rows->text);
    pack_free(rows->pack);
    out_close(&rows->packed);
    close(rows->fd);
    free(rows);
}

/* --- rows ------------------------------------------------------------------------------------- */

void workbook_rows_begin(struct workbook_rows *rows, uint64_t row)
{
    rows->row_len =
        (size_t)snprintf(rows->row, sizeof rows->row, "%llu\"", (unsigned long long)row + 1);
    out_text(&rows->text, "<row r=\"");
    out_bytes(&rows->text, rows->row, rows->row_len);
    out_char(&rows->text, '>');
}

void workbook_rows_end(struct workbook_rows *rows)
{
    out_text(&rows->text, "</row>");
}

/* «<c r="AB12"». */
static void rows_begin_cell(struct workbook_rows *rows, size_t column)
{
    char letters[LETTERS_SIZE];
    size_t at = LETTERS_SIZE;
    for (size_t left = column + 1; left > 0 && at > 0; left = (left - 1) / 26)
        letters[--at] = (char)('A' + (left - 1) % 26);
    out_text(&rows->text, "<c r=\"");
    out_bytes(&rows->text, letters + at, LETTERS_SIZE - at);
    out_bytes(&rows->text, rows->row, rows->row_len);
}

static bool rows_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void workbook_rows_text(struct workbook_rows *rows, size_t column, const char *text)
{
    struct out *out = &rows->text;
    size_t len = strlen(text);
    if (len == 0)
        return;
    rows_begin_cell(rows, column);
    out_text(out, " t=\"inlineStr\"><is><t");
    out_text(out, rows_is_space(text[0]) || rows_is_space(text[len - 1])
                      ? " xml:space=\"preserve\">"
                      : ">");
    for (size_t at = 0; at < len;) {
        size_t plain = strcspn(text + at, "&<>");
        out_bytes(out, text + at, plain);
        at += plain;
        if (at < len)
            out_text(out, text[at] == '&' ? "&amp;" : text[at] == '<' ? "&lt;" : "&gt;");
        at += at < len;
    }
    out_text(out, "</t></is></c>");
}

void workbook_rows_number(struct workbook_rows *rows, size_t column, int style, const char *number)
{
    char styled[NUMBER_SIZE];
    rows_begin_cell(rows, column);
    snprintf(styled, sizeof styled, style > 0 ? " s=\"%d\">" : ">", style);
    out_text(&rows->text, styled);
    out_text(&rows->text, "<v>");
    out_text(&rows->text, number);
    out_text(&rows->text, "</v></c>");
}

enum status workbook_rows_finish(struct workbook_rows *rows, struct problem *p)
{
    enum status status = out_finish(&rows->text, p);
    if (status == STATUS_OK)
        status = pack_pause(rows->pack, p);
    return status == STATUS_OK ? out_finish(&rows->packed, p) : status;
}

/* --- the sheet -------------------------------------------------------------------------------- */

static enum status pack_text(struct zip_piece_text *piece, struct slice text, bool last,
                             struct problem *p)
{
    struct pack *pack = pack_new(&piece->packed, PACK_DEFLATE);
    enum status status = pack ? pack_sink(pack, text.at, text.len, p) : problem_memory(p);
    if (status == STATUS_OK)
        status = last ? pack_finish(pack, p) : pack_pause(pack, p);
    if (status == STATUS_OK) {
        piece->crc = pack_crc(pack);
        piece->bytes = pack_bytes(pack);
    }
    pack_free(pack);
    return status;
}

/* The packed sheet: what the library wrote, with the rows where its own end. */
static enum status sheet_join(const struct workbook_rows *rows, struct slice sheet,
                              struct zip_piece *piece, struct problem *p)
{
    const char *end = memmem(sheet.at, sheet.len, sheet_rows_end, sizeof sheet_rows_end - 1);
    static const char whole[] = "</worksheet>";
    size_t len = sizeof whole - 1;
    if (!end || sheet.len < len || memcmp(sheet.at + sheet.len - len, whole, len) != 0)
        return problem_set(p, STATUS_SYSTEM, slice_of(sheet_name), SLICE_NONE,
                           "the workbook is not whole");
    size_t before = (size_t)(end - sheet.at);
    piece->fd = rows->fd;
    piece->fd_bytes = rows->packed.total;
    enum status status = pack_text(&piece->before, (struct slice){sheet.at, before}, false, p);
    if (status == STATUS_OK)
        status = pack_text(&piece->behind, slice_from(sheet, before), true, p);
    piece->bytes = piece->before.bytes + pack_bytes(rows->pack) + piece->behind.bytes;
    uLong crc =
        crc32_combine(piece->before.crc, pack_crc(rows->pack), (z_off_t)pack_bytes(rows->pack));
    piece->crc = (uint32_t)crc32_combine(crc, piece->behind.crc, (z_off_t)piece->behind.bytes);
    return status;
}

/* All of an entry; `text` is open, in memory. */
static enum status read_entry(zip_t *archive, const char *name, struct out *text, struct problem *p)
{
    char buffer[4096];
    zip_int64_t len = -1;
    zip_file_t *file = zip_fopen(archive, name, 0);
    while (file && (len = zip_fread(file, buffer, sizeof buffer)) > 0)
        out_bytes(text, buffer, (size_t)len);
    if (file)
        zip_fclose(file);
    if (len < 0)
        return problem_set(p, STATUS_SYSTEM, slice_of(name), SLICE_NONE, zip_strerror(archive));
    return out_finish(text, p);
}

enum status workbook_rows_insert(const struct workbook_rows *rows, const char *shell,
                                 const char *path, struct problem *p)
{
    struct zip_piece piece;
    struct out sheet;
    zip_t *from = NULL;
    zip_piece_open(&piece);
    out_open_memory(&sheet, SHEET_MOST);
    enum status status = zip_copy_open(&from, shell, p);
    if (status == STATUS_OK)
        status = read_entry(from, sheet_name, &sheet, p);
    if (status == STATUS_OK)
        status = sheet_join(rows, out_written(&sheet), &piece, p);
    if (status == STATUS_OK)
        status = zip_copy_with(from, path, sheet_name, &piece, p);
    if (from)
        zip_discard(from);
    out_close(&sheet);
    zip_piece_close(&piece);
    return status;
}
