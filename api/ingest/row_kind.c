/* Rows that are no records: remarks, sums, notes, headings, a second header. Each is one finding,
 * in place of one for every cell that a record would need.
 *
 * Only a row whose first text stands where an id, a code or a period should be, and is none, is
 * judged: a record that is merely wrong stays a record. */
#include "read_parts.h"

#include "hiraku/base/utf8.h"

#include "run.h"

enum { BARE_MOST = 60, FILLED_FEW = 2 };

static struct slice kind_cell(const struct csv_record *record, size_t at)
{
    return record->cells[at];
}

static const struct column *kind_column(const struct file_reader *reader, size_t at)
{
    size_t index = at < reader->header_count ? reader->map[at] : UNMAPPED;
    return index == UNMAPPED || index == NAMELESS ? NULL : &reader->file->resource->columns[index];
}

static bool kind_is_ascii(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] >= 0x80)
            return false;
    return true;
}

static bool kind_has_digit(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] >= '0' && text.at[i] <= '9')
            return true;
    return false;
}

static bool kind_is_id(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!(text.at[i] >= 'a' && text.at[i] <= 'z') &&
            !(text.at[i] >= '0' && text.at[i] <= '9') && text.at[i] != '-')
            return false;
    return true;
}

/* Whether what stands in the column is written for machines: people's words are out of place. */
static bool kind_is_typed(const struct column *column)
{
    return column && column->type != TYPE_TEXT && column->type != TYPE_IRI;
}

struct row_shape {
    size_t filled, first; /* cells that are not empty; the first of them */
    bool keyed;           /* a key column is filled behind the first cell */
};

static struct row_shape kind_shape(const struct file_reader *reader,
                                   const struct csv_record *record)
{
    struct row_shape shape = {0, 0, false};
    for (size_t i = 0; i < record->count; i++) {
        const struct column *column = kind_column(reader, i);
        if (kind_cell(record, i).len == 0)
            continue;
        if (shape.filled++ == 0)
            shape.first = i;
        else if (column && column->flags & COL_KEY && column->flags & COL_REQUIRED)
            shape.keyed = true;
    }
    return shape;
}

/* --- words ------------------------------------------------------------------------------------ */

/* The text without spaces, brackets and colons, in lower case: «【 合　計 】» is «合計». */
static struct slice kind_bare(struct slice text, char bare[BARE_MOST])
{
    size_t len = 0, at = 0;
    while (at < text.len) {
        size_t from = at;
        int32_t c = utf8_next(text, &at);
        if (c < 0)
            return SLICE_NONE;
        bool drop = c == ' ' || c == 0x3000 || c == 0xA0 || c == '(' || c == ')' || c == '[' ||
                    c == ']' || c == ':' || (c >= 0x3008 && c <= 0x3011) || c == 0xFF08 ||
                    c == 0xFF09 || c == 0xFF1A || c == '-' || c == '.' || c == '_';
        if (drop)
            continue;
        if (len + (at - from) > BARE_MOST)
            return SLICE_NONE;
        memcpy(bare + len, text.at + from, at - from);
        if (c >= 'A' && c <= 'Z')
            bare[len] = (char)(c - 'A' + 'a');
        len += at - from;
    }
    return (struct slice){bare, len};
}

static bool kind_ends(struct slice text, const char *end)
{
    size_t len = strlen(end);
    return text.len >= len && memcmp(text.at + text.len - len, end, len) == 0;
}

static bool kind_is_total(struct slice cell)
{
    static const char *const whole[] = {"計",       "合算",       "平均", "total",  "totals",
                                        "subtotal", "grandtotal", "sum",  "average"};
    static const char *const part[] = {"合計", "総計", "小計", "累計", "中計", "総合計", "平均値"};
    static const char *const ends[] = {"年度計", "年計", "月計", "期計", "全体計"};
    char buffer[BARE_MOST];
    struct slice bare = kind_bare(cell, buffer);
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (slice_is(bare, whole[i]))
            return true;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (slice_starts(bare, part[i]) || kind_ends(bare, part[i]))
            return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (kind_ends(bare, ends[i]))
            return true;
    return false;
}

static bool kind_is_note(struct slice cell)
{
    static const char *const begins[] = {"※",    "＊",   "*",    "注",     "備考",
                                         "出典", "資料", "note", "source", "単位",
                                         "・",   "→",    "←",    "↑",      "↓"};
    static const char *const marks[] = {"//", "-- ", "(", "（", ";", "%"};
    char buffer[BARE_MOST];
    struct slice bare = kind_bare(utf8_cut(cell, BARE_MOST), buffer);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (slice_starts(cell, marks[i]))
            return true;
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (slice_starts(bare, begins[i]))
            return true;
    return false;
}

/* --- kinds ------------------------------------------------------------------------------------ */

static bool kind_names(const struct column *column, struct slice cell)
{
    return column && (slice_is(cell, column->name) || slice_is(cell, column->title_ja) ||
                      slice_is(cell, column->title_en));
}

/* Names of columns: those of the header once more, or below it words without figures in every
 * column that is written for machines. */
static bool kind_is_header(const struct file_reader *reader, const struct csv_record *record,
                           const struct row_shape *shape)
{
    size_t names = 0, words = 0, typed = 0;
    for (size_t i = 0; i < record->count; i++) {
        struct slice cell = kind_cell(record, i);
        if (cell.len == 0)
            continue;
        bool named = kind_names(kind_column(reader, i), cell);
        names += named;
        if (!kind_is_typed(kind_column(reader, i)))
            continue;
        typed++;
        words += named || (!kind_is_ascii(cell) && !kind_has_digit(cell));
    }
    if (names > 1 && names * 2 >= shape->filled)
        return true;
    return reader->rows == 0 && typed > FILLED_FEW && words == typed;
}

static bool kind_is_remark(const struct csv_record *record, const struct row_shape *shape)
{
    return shape->filled == 1 && shape->first == 0 && slice_starts(kind_cell(record, 0), "# ");
}

enum row_kind row_kind(const struct file_reader *reader, const struct csv_record *record,
                       struct slice *shown)
{
    struct row_shape shape = kind_shape(reader, record);
    *shown = shape.filled > 0 ? kind_cell(record, shape.first) : SLICE_NONE;
    if (kind_is_remark(record, &shape))
        return ROW_REMARK;
    if (!utf8_is_valid(*shown))
        return ROW_DATA;
    const struct column *column = kind_column(reader, shape.first);
    if ((reader->rows == 0 || kind_names(column, *shown)) && kind_is_header(reader, record, &shape))
        return ROW_HEADER;
    bool foreign =
        kind_is_typed(column) ? column->flags & COL_REQUIRED && !kind_is_id(*shown) : !shape.keyed;
    if (foreign && kind_is_total(*shown))
        return ROW_TOTAL;
    if (!foreign || shape.filled > FILLED_FEW || reader->header_count <= FILLED_FEW)
        return ROW_DATA;
    if (kind_is_note(*shown) || (shape.filled == 1 && !kind_is_ascii(*shown)))
        return ROW_NOTE;
    return ROW_DATA;
}
