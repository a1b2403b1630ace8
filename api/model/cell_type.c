/* What is said of a cell that is no value of its column's type, or not one that its column takes,
 * and what a person probably meant.
 *
 * Canonical forms are type.c. Nothing ambiguous is mended silently: only periods and dates are
 * rewritten (era years, slashes), with a note. Characters were checked before (cell.c). What was
 * meant by a number or an id depends on other records: where these are to be had it is left to them
 * (meant.c). */
#include "hiraku/model/cell_type.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/cell_finding.h"
#include "hiraku/model/code_words.h"
#include "hiraku/model/resource.h"
#include "hiraku/value/digits.h"
#include "hiraku/value/iri.h"
#include "hiraku/value/period.h"
#include "hiraku/value/written_number.h"

/* Whether the cell is refused without a finding, which follows when the other records are known. */
static bool waits(struct cell *cell)
{
    if (!cell->reader->waits)
        return false;
    *cell->reader->waits = true;
    *cell->bad = true;
    return true;
}

/* --- words ----------------------------------------------------------------------------------- */

void cell_check_text(struct cell *cell)
{
    if (text_is_formula(cell->text))
        cell_report(cell->reader, RULE_FORMULA, cell->place, cell->text, SLICE_NONE, SLICE_NONE);
}

void cell_refuse_boolean(struct cell *cell)
{
    cell_refuse(cell, RULE_BAD_BOOLEAN, cell_mend_boolean(cell->reader->arena, cell->text),
                SLICE_NONE);
}

/* --- numbers ---------------------------------------------------------------------------------- */

void cell_refuse_decimal(struct cell *cell)
{
    struct decimal value;
    struct written_number number;
    bool too_long = decimal_parse(cell->text, &value) == DECIMAL_TOO_LONG;
    if (too_long && written_number_read(cell->text, &number) && number.rounded)
        cell_refuse(cell, RULE_DIGITS_LOST, SLICE_NONE, SLICE_NONE);
    else if (too_long)
        cell_refuse(cell, RULE_NUMBER_TOO_LONG, SLICE_NONE, SLICE_NONE);
    else if (!waits(cell))
        cell_refuse(cell, RULE_BAD_NUMBER, SLICE_NONE, SLICE_NONE);
}

void cell_check_integer(struct cell *cell)
{
    const struct column *column = cell->column;
    int64_t value;
    if (decimal_parse_int(cell->text, column->low, column->high, &value))
        return;
    struct slice mended = cell_mend_integer(cell->reader->arena, column, cell->text);
    struct slice bounds = arena_printf(cell->reader->arena, "%lld–%lld", (long long)column->low,
                                       (long long)column->high);
    cell_refuse(cell, RULE_BAD_INTEGER, mended, bounds);
}

/* --- time ------------------------------------------------------------------------------------- */

static void refuse_period(struct cell *cell, enum period_fault fault, enum rule otherwise,
                          const char *canonical)
{
    switch (fault) {
    case PERIOD_NO_ERA:
        cell_refuse(cell, RULE_NO_ERA, SLICE_NONE, SLICE_NONE);
        break;
    case PERIOD_NO_YEAR:
        cell_refuse(cell, RULE_NO_YEAR, SLICE_NONE, SLICE_NONE);
        break;
    case PERIOD_WRONG_WEEKDAY:
        cell_refuse(cell, RULE_WRONG_WEEKDAY, SLICE_NONE, SLICE_NONE);
        break;
    case PERIOD_NO_SUCH_DAY:
    case PERIOD_BEYOND_ERA:
        cell_refuse(cell, RULE_NO_SUCH_DAY, SLICE_NONE, SLICE_NONE);
        break;
    case PERIOD_REVERSED:
        cell_refuse(cell, RULE_PERIOD_REVERSED, SLICE_NONE, SLICE_NONE);
        break;
    case PERIOD_YEAR_BEYOND:
        cell_refuse(cell, RULE_YEAR_BEYOND, SLICE_NONE, SLICE_NONE);
        break;
    case PERIOD_ZERO:
        cell_refuse(cell, RULE_SPREADSHEET_ZERO, SLICE_NONE, SLICE_NONE);
        break;
    case PERIOD_DISAGREES:
        cell_refuse(cell, RULE_PERIOD_DISAGREES, SLICE_NONE, SLICE_NONE);
        break;
    case PERIOD_YEAR_OR_MONTH:
        cell_refuse(cell, RULE_YEAR_OR_MONTH, SLICE_NONE,
                    arena_copy(cell->reader->arena, slice_of(canonical)));
        break;
    case PERIOD_END_NO_YEAR:
        cell_refuse(cell, RULE_END_NO_YEAR, slice_of(canonical), SLICE_NONE);
        break;
    default:
        cell_refuse(cell, otherwise, slice_of(canonical), SLICE_NONE);
    }
}

void cell_refuse_period(struct cell *cell)
{
    char canonical[PERIOD_TEXT_SIZE];
    enum period_fault fault = period_canonical(cell->text, canonical);
    refuse_period(cell, fault, RULE_BAD_PERIOD, canonical);
}

void cell_refuse_date(struct cell *cell)
{
    char canonical[DATE_TEXT_SIZE];
    enum period_fault fault = date_canonical(cell->text, canonical);
    refuse_period(cell, fault, RULE_BAD_DATE, canonical);
}

/* --- identifiers ------------------------------------------------------------------------------ */

static bool is_id(struct slice text)
{
    if (text.len == 0 || text.len > ID_MAX || text.at[0] == '-')
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            return false;
    }
    return true;
}

void cell_check_id(struct cell *cell)
{
    if (!is_id(cell->text) && !waits(cell))
        cell_refuse(cell, RULE_BAD_ID, cell_mend_id(cell->reader->arena, cell->text), SLICE_NONE);
}

void cell_refuse_municipality(struct cell *cell)
{
    char codes[MUNICIPALITY_CODES_MEANT][7];
    enum digits_fault fault = digits_municipality(cell->text, NULL);
    if (waits(cell))
        return;
    bool one = digits_municipality_meant(cell->text, codes) == 1;
    cell_refuse(cell,
                fault == DIGITS_BAD_CHECK ? RULE_MUNICIPALITY_CHECK_DIGIT
                                          : RULE_BAD_MUNICIPALITY_CODE,
                one ? arena_copy(cell->reader->arena, slice_of(codes[0])) : SLICE_NONE, SLICE_NONE);
}

void cell_refuse_corporate(struct cell *cell)
{
    struct slice mended = SLICE_NONE;
    enum rule rule = cell_mend_corporate(cell->reader->arena, cell->text, &mended);
    cell_refuse(cell, rule, mended, SLICE_NONE);
}

/* Several ids are separated by one space. */
void cell_check_references(struct cell *cell)
{
    if (!(cell->column->flags & COL_MANY))
        return;
    char *at = arena_alloc(cell->reader->arena, cell->text.len + 1);
    size_t len = 0;
    if (!at) {
        cell->text = SLICE_NONE;
        return;
    }
    for (size_t i = 0; i < cell->text.len; i++) {
        char c = cell->text.at[i];
        bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space)
            at[len++] = c;
        else if (len > 0 && at[len - 1] != ' ')
            at[len++] = ' ';
    }
    cell->text = (struct slice){at, len};
}

/* --- codes, IRIs ------------------------------------------------------------------------------ */

/* Where a part that is a word for a code ends: brackets and spaces, as 「held（開催済み）」 has
 * them. */
static size_t code_break(struct slice text)
{
    static const char *const breaks[] = {" ",  "　", "(", ")",  "（", "）", "「",
                                         "」", "[",  "]", "【", "】", "：", ":"};
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++)
        if (slice_starts(text, breaks[i]))
            return strlen(breaks[i]);
    return 0;
}

/* The code that every part of the text means. */
static struct slice code_said_twice(const struct cell *cell)
{
    enum { SAID_MOST = 200 };
    const struct code *meant[2], *said = NULL;
    struct slice text = cell->text;
    size_t at = 0, from = 0;
    while (text.len <= SAID_MOST && at <= text.len) {
        size_t width = at < text.len ? code_break(slice_from(text, at)) : 1;
        struct slice part = {text.at + from, at - from};
        at += width > 0 ? width : 1;
        if (width == 0)
            continue;
        from = at;
        if (part.len == 0)
            continue;
        size_t count = column_codes_meant(cell->column, part, cell->reader->arena, meant, 2);
        if (count != 1 || (said && said != meant[0]))
            return SLICE_NONE;
        said = meant[0];
    }
    return said ? slice_of(said->value) : SLICE_NONE;
}

/* The one code that the text means, or whose value is near. */
static struct slice mend_code(const struct cell *cell)
{
    enum { CODES_MAX = 64, MEANT_MAX = 2 };
    const struct code *meant[MEANT_MAX];
    struct slice values[CODES_MAX], word = text_word(cell->reader->arena, cell->text);
    size_t count =
        column_codes_meant(cell->column, cell->text, cell->reader->arena, meant, MEANT_MAX);
    if (count > 0)
        return count == 1 ? slice_of(meant[0]->value) : SLICE_NONE;
    struct slice said = code_said_twice(cell);
    if (said.len > 0)
        return said;
    for (const struct code *code = cell->column->codes; code->value && count < CODES_MAX; code++)
        values[count++] = slice_of(code->value);
    return text_near(word, values, count);
}

void cell_refuse_code(struct cell *cell)
{
    struct slice list = column_code_list(cell->column, cell->reader->arena);
    cell_refuse(cell, RULE_BAD_CODE, mend_code(cell), list);
}

void cell_check_iri(struct cell *cell)
{
    static const char *const reasons[] = {
        [IRI_GOOD] = "",           [IRI_NO_SCHEME] = "http:// https://",
        [IRI_NO_HOST] = "host",    [IRI_BAD_CHARACTER] = "%20",
        [IRI_BAD_PERCENT] = "%XX", [IRI_USERINFO] = "@",
        [IRI_BAD_PORT] = ":port",
    };
    size_t at = 0;
    enum iri_fault fault = iri_check(cell->text, &at);
    struct slice trimmed = cell_trim_iri(cell->text);
    if (fault == IRI_GOOD && trimmed.len == cell->text.len)
        return;
    struct slice expected = slice_of(reasons[fault]);
    if (fault == IRI_GOOD)
        expected = (struct slice){cell->text.at + trimmed.len, cell->text.len - trimmed.len};
    if (fault == IRI_BAD_CHARACTER && at < cell->text.len) {
        size_t end = at;
        utf8_next(cell->text, &end);
        expected = (struct slice){cell->text.at + at, end > at ? end - at : 1};
        if (expected.at[0] == ' ')
            expected = slice_of("U+0020");
    }
    cell_refuse(cell, RULE_BAD_IRI, cell_mend_iri(cell->reader->arena, cell->text), expected);
}
