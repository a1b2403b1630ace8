/* One cell against its column: what the text itself must be, and which type decides on the rest.
 *
 * The types are type.c. Cells are seen one by one: what belongs to a
 * record or to several is checked later. */
#include "hiraku/model/cell.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/invisible.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/cell_type.h"
#include "hiraku/model/code_words.h"
#include "hiraku/model/type.h"

#include <stdio.h>
#include <strings.h>

/* «U+FF71», with the character itself where it can be shown. */
static struct slice code_point(struct arena *arena, int32_t c, bool shown)
{
    char bytes[5] = "";
    if (shown)
        bytes[utf8_put(c, bytes)] = '\0';
    return arena_printf(arena, shown ? "U+%04X (%s)" : "U+%04X%s", (unsigned)c, bytes);
}

static void refuse_fault(struct cell *cell, enum text_fault fault, size_t at)
{
    static const enum rule rules[] = {
        [TEXT_NOT_UTF8] = RULE_BAD_BYTES,
        [TEXT_CONTROL] = RULE_CONTROL_CHARACTER,
        [TEXT_BIDI_CONTROL] = RULE_BIDI_CONTROL,
        [TEXT_NONCHARACTER] = RULE_NONCHARACTER,
        [TEXT_REPLACEMENT] = RULE_REPLACEMENT_CHARACTER,
        [TEXT_NOT_NFC] = RULE_BAD_BYTES,
        [TEXT_UNTRIMMED] = RULE_BAD_BYTES,
    };
    int32_t c = utf8_next(cell->text, &at);
    cell->text = c < 0 ? SLICE_NONE : code_point(cell->reader->arena, c, false);
    cell_refuse(cell, rules[fault], SLICE_NONE,
                fault == TEXT_NOT_UTF8 ? slice_of("UTF-8") : SLICE_NONE);
}

/* What spreadsheets put where a formula failed («#N/A», «#DIV/0!», «Err:502») or a column is too
 * narrow («###»). */
static bool is_spreadsheet_error(struct slice text)
{
    static const char *const errors[] = {
        "#N/A",      "#VALUE!", "#REF!",    "#NAME?",     "#DIV/0!",   "#NUM!",         "#NULL!",
        "#SPILL!",   "#CALC!",  "#FIELD!",  "#ERROR!",    "#BLOCKED!", "#GETTING_DATA", "#CONNECT!",
        "#UNKNOWN!", "#BUSY!",  "#PYTHON!", "#EXTERNAL!", "#DATA!"};
    static const char *const numbered[] = {"Err:", "エラー:"};
    if (text.len < 2 ||
        (text.at[0] != '#' && text.at[0] != *numbered[0] && (unsigned char)text.at[0] < 0x80))
        return false;
    for (size_t i = 0; i < 2; i++)
        if (slice_starts(text, numbered[i]) && text.len == strlen(numbered[i]) + 3)
            return text.at[text.len - 1] >= '0' && text.at[text.len - 1] <= '9';
    if (text.at[0] != '#')
        return false;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (text.len == strlen(errors[i]) && strncasecmp(text.at, errors[i], text.len) == 0)
            return true;
    size_t signs = 0;
    while (signs < text.len && text.at[signs] == '#')
        signs++;
    return signs == text.len;
}

/* Warnings about text for people. */
static void warn(struct cell *cell)
{
    struct cell_reader *reader = cell->reader;
    if (text_is_mojibake(cell->text))
        cell_report(reader, RULE_MOJIBAKE, cell->place, cell->text, SLICE_NONE, SLICE_NONE);
    int32_t c = text_machine_dependent(cell->text);
    if (c) {
        char bytes[4];
        struct slice one = {bytes, utf8_put(c, bytes)};
        struct slice mended = text_nfkc(reader->arena, one);
        if (slice_equal(one, mended))
            mended = SLICE_NONE;
        cell_report(reader, RULE_MACHINE_DEPENDENT, cell->place, code_point(reader->arena, c, true),
                    mended, SLICE_NONE);
    }
}

/* Leaves out what nobody sees, and says so. */
static void strip(struct cell *cell)
{
    struct arena *arena = cell->reader->arena;
    int32_t first;
    struct slice text = invisible_strip(arena, cell->text, cell->column->type == TYPE_TEXT, &first);
    if (!first)
        return;
    cell->text = text_trim(text);
    cell_report(cell->reader, RULE_INVISIBLE, cell->place, code_point(arena, first, false),
                cell->text, SLICE_NONE);
}

/* Trims, normalises and checks the characters. */
static void clean(struct cell *cell)
{
    struct slice raw = cell->text;
    cell->text = text_trim(raw);
    if (text_is_ordinary(cell->text))
        return;
    size_t at = 0;
    if (!utf8_is_valid(cell->text)) {
        enum text_fault fault = text_check(cell->text, &at);
        refuse_fault(cell, fault == TEXT_GOOD ? TEXT_NOT_UTF8 : fault, at);
        return;
    }
    strip(cell);
    cell->text = text_nfc(cell->reader->arena, cell->text);
    enum text_fault fault = text_check(cell->text, &at);
    /* what text_nfc gave is NFC: not to know it again for want of memory is no fault of the text */
    if (fault != TEXT_GOOD && fault != TEXT_NOT_NFC)
        refuse_fault(cell, fault, at);
    else if (cell->column->type == TYPE_TEXT)
        warn(cell);
}

/* Brings the text, which is not empty, into the canonical form of its type, or refuses it. */
static void read_type(struct cell *cell)
{
    const struct type *type = type_of(cell->column);
    struct slice canonical = cell->text;
    if (type->canonical &&
        !type->canonical(cell->column, cell->text, cell->reader->arena, &canonical)) {
        if (type->refuse)
            type->refuse(cell);
        else
            cell_refuse(cell, RULE_BAD_CODE, SLICE_NONE, slice_of(type->form));
        return;
    }
    cell->rewritten = cell->rewritten || !slice_equal(canonical, cell->text);
    cell->text = canonical;
    if (type->check)
        type->check(cell);
}

struct slice cell_read(struct cell_reader *reader, const struct column *column, struct slice raw,
                       struct place place, bool *bad)
{
    bool refused = false;
    struct cell cell = {reader, column, place, raw, SLICE_NONE, &refused, false};
    cell.place.column = column->name;
    clean(&cell);
    if (is_spreadsheet_error(cell.text))
        cell_refuse(&cell, RULE_SPREADSHEET_ERROR, SLICE_NONE, SLICE_NONE);
    cell.written = cell.text;
    cell.text = cell_unguard(reader->arena, column, cell.text);
    cell.rewritten = cell.text.len > 0 && !slice_equal(cell.text, cell.written);
    if (cell.text.len > 0) {
        read_type(&cell);
        if (reader->waits && *reader->waits)
            cell.text = cell.written;
        else if (column->max && cell.text.len > column->max) {
            char limit[24];
            snprintf(limit, sizeof limit, "%zu", column->max);
            cell_refuse(&cell, RULE_TOO_LONG, SLICE_NONE, slice_of(limit));
        }
    }
    if (cell.rewritten && !refused)
        cell_report(reader, RULE_NORMALISED, cell.place, cell.written, cell.text, SLICE_NONE);
    if (cell.text.len == 0 && !refused && column->flags & COL_REQUIRED)
        cell_refuse(&cell, column->codes ? RULE_REQUIRED_CODE : RULE_REQUIRED, SLICE_NONE,
                    column->codes ? column_code_list(column, reader->arena) : SLICE_NONE);
    *bad |= refused;
    return cell.text;
}
