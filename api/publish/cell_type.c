/* The lexical rules of the column types, the canonical forms, and what a person probably meant.
 *
 * Nothing ambiguous is mended silently: only periods and dates are rewritten (era years, slashes),
 * with a note. Characters were checked before (cell.c). */
#include "cell_type.h"

#include "hiraku/decimal.h"
#include "hiraku/digits.h"
#include "hiraku/iri.h"
#include "hiraku/period.h"
#include "hiraku/text.h"

static const struct slice none;

/* --- numbers ---------------------------------------------------------------------------------- */

static void read_decimal(struct cell *cell)
{
    struct decimal value;
    char mended[DECIMAL_TEXT_SIZE];
    switch (decimal_parse(cell->text, &value)) {
    case DECIMAL_GOOD:
        break;
    case DECIMAL_TOO_LONG:
        cell_refuse(cell, RULE_NUMBER_TOO_LONG, none, none);
        break;
    default:
        cell_refuse(cell, RULE_BAD_NUMBER,
                    decimal_mend(cell->text, mended) ? slice_of(mended) : none, none);
    }
}

static void read_int(struct cell *cell)
{
    const struct column *column = cell->column;
    int64_t value;
    if (decimal_parse_int(cell->text, column->low, column->high, &value))
        return;
    char mended[DECIMAL_TEXT_SIZE];
    bool meant = decimal_mend(cell->text, mended) &&
                 decimal_parse_int(slice_of(mended), column->low, column->high, &value);
    struct slice bounds = arena_printf(cell->reader->arena, "%lld–%lld", (long long)column->low,
                                       (long long)column->high);
    cell_refuse(cell, RULE_BAD_INTEGER, meant ? slice_of(mended) : none, bounds);
}

/* --- time ------------------------------------------------------------------------------------- */

static void refuse_period(struct cell *cell, enum period_fault fault, enum rule otherwise)
{
    switch (fault) {
    case PERIOD_NO_ERA:
        cell_refuse(cell, RULE_NO_ERA, none, none);
        break;
    case PERIOD_NO_SUCH_DAY:
    case PERIOD_BEYOND_ERA:
        cell_refuse(cell, RULE_NO_SUCH_DAY, none, none);
        break;
    case PERIOD_REVERSED:
        cell_refuse(cell, RULE_PERIOD_REVERSED, none, none);
        break;
    default:
        cell_refuse(cell, otherwise, none, none);
    }
}

/* Takes the canonical text; a note says so where it differs from what was written. */
static void rewrite(struct cell *cell, const char *canonical)
{
    if (slice_is(cell->text, canonical))
        return;
    struct slice copy = arena_copy(cell->reader->arena, slice_of(canonical));
    cell_report(cell->reader, RULE_NORMALISED, cell->place, cell->text, copy, none);
    cell->text = copy;
}

static void read_period(struct cell *cell)
{
    char canonical[PERIOD_TEXT_SIZE];
    if (cell->column->flags & COL_UNDATED && slice_is(cell->text, "undated"))
        return;
    enum period_fault fault = period_canonical(cell->text, canonical);
    if (fault == PERIOD_GOOD)
        rewrite(cell, canonical);
    else
        refuse_period(cell, fault, RULE_BAD_PERIOD);
}

static void read_date(struct cell *cell)
{
    char canonical[DATE_TEXT_SIZE];
    enum period_fault fault = date_canonical(cell->text, canonical);
    if (fault == PERIOD_GOOD)
        rewrite(cell, canonical);
    else
        refuse_period(cell, fault, RULE_BAD_DATE);
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

/* Lower case, with hyphens for spaces, underscores and dots, if that makes an id. */
static struct slice mend_id(struct arena *arena, struct slice text)
{
    struct slice wide = text_nfkc(arena, text);
    struct slice copy = wide.at ? arena_copy(arena, wide) : none;
    char *at = copy.len ? arena_alloc(arena, copy.len) : NULL;
    if (!at)
        return none;
    for (size_t i = 0; i < copy.len; i++) {
        char c = copy.at[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        at[i] = c == ' ' || c == '_' || c == '.' || c == '/' ? '-' : c;
    }
    struct slice mended = {at, copy.len};
    return is_id(mended) ? mended : none;
}

static void read_id(struct cell *cell)
{
    if (!is_id(cell->text))
        cell_refuse(cell, RULE_BAD_ID, mend_id(cell->reader->arena, cell->text), none);
}

/* The ASCII digits of the text after NFKC, without spaces and hyphens; false if anything else is
 * there. */
static bool only_digits(struct arena *arena, struct slice text, char *digits, size_t size)
{
    struct slice plain = text_nfkc(arena, text);
    size_t len = 0;
    for (size_t i = 0; i < plain.len; i++) {
        char c = plain.at[i];
        if (c == ' ' || c == '-')
            continue;
        if (c < '0' || c > '9' || len + 1 == size)
            return false;
        digits[len++] = c;
    }
    digits[len] = '\0';
    return len > 0;
}

/* A code that lost its leading zero, its check digit, or its half width. */
static struct slice mend_municipality(struct arena *arena, struct slice text)
{
    char digits[8], mended[7];
    if (!only_digits(arena, text, digits, sizeof digits))
        return none;
    struct slice found = slice_of(digits);
    if (found.len == 5) {
        struct slice padded = arena_printf(arena, "0%s", digits);
        if (digits_municipality(padded, mended) == DIGITS_GOOD)
            return padded;
        padded = arena_printf(arena, "%s0", digits);
        if (digits_municipality(padded, mended) == DIGITS_GOOD)
            return padded;
        return arena_copy(arena, slice_of(mended));
    }
    return digits_municipality(found, mended) == DIGITS_GOOD ? arena_copy(arena, found) : none;
}

static void read_municipality(struct cell *cell)
{
    char mended[7] = "";
    switch (digits_municipality(cell->text, mended)) {
    case DIGITS_GOOD:
        break;
    case DIGITS_BAD_CHECK:
        cell_refuse(cell, RULE_MUNICIPALITY_CHECK_DIGIT, slice_of(mended), none);
        break;
    default:
        cell_refuse(cell, RULE_BAD_MUNICIPALITY_CODE,
                    mend_municipality(cell->reader->arena, cell->text), none);
    }
}

static void read_corporate(struct cell *cell)
{
    char mended[14] = "", digits[16];
    switch (digits_corporate(cell->text, mended)) {
    case DIGITS_GOOD:
        break;
    case DIGITS_BAD_CHECK:
        cell_refuse(cell, RULE_CORPORATE_CHECK_DIGIT, slice_of(mended), none);
        break;
    default: {
        bool meant = only_digits(cell->reader->arena, cell->text, digits, sizeof digits) &&
                     digits_corporate(slice_of(digits), mended) == DIGITS_GOOD;
        cell_refuse(cell, RULE_BAD_CORPORATE_NUMBER, meant ? slice_of(digits) : none, none);
    }
    }
}

/* Several ids are separated by one space. */
static void read_references(struct cell *cell)
{
    char *at = arena_alloc(cell->reader->arena, cell->text.len + 1);
    size_t len = 0;
    if (!at) {
        cell->text = none;
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

/* The one code that the text means, or whose value is near. */
static struct slice mend_code(const struct cell *cell)
{
    enum { CODES_MAX = 64, MEANT_MAX = 2 };
    const struct code *meant[MEANT_MAX];
    struct slice values[CODES_MAX], word = text_word(cell->reader->arena, cell->text);
    size_t count =
        column_codes_meant(cell->column, cell->text, cell->reader->arena, meant, MEANT_MAX);
    if (count > 0)
        return count == 1 ? slice_of(meant[0]->value) : none;
    for (const struct code *code = cell->column->codes; code->value && count < CODES_MAX; code++)
        values[count++] = slice_of(code->value);
    return text_near(word, values, count);
}

static void read_enum(struct cell *cell)
{
    if (column_code(cell->column, cell->text))
        return;
    struct slice list = column_code_list(cell->column, cell->reader->arena);
    cell_refuse(cell, RULE_BAD_CODE, mend_code(cell), list);
}

static void read_iri(struct cell *cell)
{
    static const char *const reasons[] = {
        [IRI_GOOD] = "",           [IRI_NO_SCHEME] = "http:// https://",
        [IRI_NO_HOST] = "host",    [IRI_BAD_CHARACTER] = "%20",
        [IRI_BAD_PERCENT] = "%XX", [IRI_USERINFO] = "@",
        [IRI_BAD_PORT] = ":port",
    };
    size_t at = 0;
    enum iri_fault fault = iri_check(cell->text, &at);
    if (fault == IRI_GOOD)
        return;
    struct slice expected = slice_of(reasons[fault]);
    if (fault == IRI_BAD_CHARACTER && at < cell->text.len) {
        size_t end = at;
        text_next(cell->text, &end);
        expected = (struct slice){cell->text.at + at, end > at ? end - at : 1};
        if (expected.at[0] == ' ')
            expected = slice_of("U+0020");
    }
    cell_refuse(cell, RULE_BAD_IRI, none, expected);
}

void cell_type(struct cell *cell)
{
    switch (cell->column->type) {
    case TYPE_TEXT:
        if (text_is_formula(cell->text))
            cell_report(cell->reader, RULE_FORMULA, cell->place, cell->text, none, none);
        break;
    case TYPE_ID:
        read_id(cell);
        break;
    case TYPE_INT:
        read_int(cell);
        break;
    case TYPE_DECIMAL:
        read_decimal(cell);
        break;
    case TYPE_BOOL:
        if (!slice_is(cell->text, "true") && !slice_is(cell->text, "false"))
            cell_refuse(cell, RULE_BAD_BOOLEAN, none, none);
        break;
    case TYPE_DATE:
        read_date(cell);
        break;
    case TYPE_PERIOD:
        read_period(cell);
        break;
    case TYPE_IRI:
        read_iri(cell);
        break;
    case TYPE_ENUM:
        read_enum(cell);
        break;
    case TYPE_REF:
        if (cell->column->flags & COL_MANY)
            read_references(cell);
        break;
    case TYPE_MUNICIPALITY_CODE:
        read_municipality(cell);
        break;
    case TYPE_CORPORATE_NUMBER:
        read_corporate(cell);
        break;
    }
}
