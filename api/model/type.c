/* See type.h. The rows stand in the order of enum column_type; the functions before them bring a
 * text into canonical form. What is said of a cell that has none is in cell_type.c. */
#include "hiraku/model/type.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/clock.h"
#include "hiraku/model/cell_type.h"
#include "hiraku/model/model.h"
#include "hiraku/value/decimal.h"
#include "hiraku/value/digits.h"
#include "hiraku/value/period.h"

/* --- canonical forms -------------------------------------------------------------------------- */

/* Takes a text that was written anew; what is canonical already is not copied. */
static bool type_written(struct slice text, const char *form, struct arena *arena,
                         struct slice *canonical)
{
    *canonical = slice_is(text, form) ? text : arena_copy(arena, slice_of(form));
    return true;
}

static bool type_decimal(const struct column *column, struct slice text, struct arena *arena,
                         struct slice *canonical)
{
    struct decimal number;
    (void)arena;
    *canonical = text;
    return decimal_parse(text, &number) == DECIMAL_GOOD &&
           (number.scale == 0 || column->type == TYPE_DECIMAL);
}

static bool type_boolean(const struct column *column, struct slice text, struct arena *arena,
                         struct slice *canonical)
{
    (void)column;
    (void)arena;
    *canonical = text;
    return slice_is(text, "true") || slice_is(text, "false");
}

static bool type_date(const struct column *column, struct slice text, struct arena *arena,
                      struct slice *canonical)
{
    char date[DATE_TEXT_SIZE];
    (void)column;
    return date_canonical(text, date) == PERIOD_GOOD && type_written(text, date, arena, canonical);
}

static bool type_time(const struct column *column, struct slice text, struct arena *arena,
                      struct slice *canonical)
{
    time_t when;
    char written[CLOCK_RFC3339_SIZE];
    (void)column;
    if (!clock_parse_rfc3339(text, &when))
        return false;
    clock_rfc3339(when, written);
    return type_written(text, written, arena, canonical);
}

static bool type_period(const struct column *column, struct slice text, struct arena *arena,
                        struct slice *canonical)
{
    char period[PERIOD_TEXT_SIZE];
    *canonical = text;
    if ((column->flags & COL_UNDATED) && slice_is(text, "undated"))
        return true;
    return period_canonical(text, period) == PERIOD_GOOD &&
           type_written(text, period, arena, canonical);
}

static bool type_code(const struct column *column, struct slice text, struct arena *arena,
                      struct slice *canonical)
{
    (void)arena;
    *canonical = text;
    return column_code(column, text) != NULL;
}

static bool type_municipality(const struct column *column, struct slice text, struct arena *arena,
                              struct slice *canonical)
{
    (void)column;
    (void)arena;
    *canonical = text;
    return digits_municipality(text, NULL) == DIGITS_GOOD;
}

static bool type_corporate(const struct column *column, struct slice text, struct arena *arena,
                           struct slice *canonical)
{
    (void)column;
    (void)arena;
    *canonical = text;
    return digits_corporate(text, NULL) == DIGITS_GOOD;
}

/* --- what was meant --------------------------------------------------------------------------- */

/* The check digit of a municipality is mostly left out or mistyped; a wrong one of a corporate
 * number tells nothing of what is right. */
static bool type_meant_municipality(struct slice text, char meant[TYPE_MEANT_SIZE])
{
    return digits_municipality(text, meant) == DIGITS_BAD_CHECK;
}

/* --- the types -------------------------------------------------------------------------------- */

/* LENGTH_ID: ids of several keys are joined. */
enum { LENGTH_TEXT = 8192, LENGTH_ID = 640 };

#define ONE_PERIOD "[0-9]{4}(-([0-9]{2}(-[0-9]{2})?|H[12]|Q[1-4]))?|FY[0-9]{4}(-(H[12]|Q[1-4]))?"
#define PERIODS    ONE_PERIOD "|(" ONE_PERIOD "|\\.\\.)/(" ONE_PERIOD "|\\.\\.)"

#define TYPE_STRING .json = "string", .table = "string", .sql = "TEXT"

/* clang-format off */
const struct type column_types[TYPE_COUNT] = {
    [TYPE_ID] = {
        .name = "id", .title = {"ID", "identifier"}, TYPE_STRING, .length = LENGTH_ID,
        .comparisons = TYPE_LISTED | TYPE_PREFIXED,
        .check = cell_check_id},
    [TYPE_TEXT] = {
        .name = "text", .title = {"文字列", "text"}, TYPE_STRING, .length = LENGTH_TEXT,
        .comparisons = TYPE_CONTAINED | TYPE_PREFIXED,
        .check = cell_check_text},
    [TYPE_INT] = {
        .name = "integer", .title = {"整数", "whole number"},
        .json = "integer", .token = true, .xsd = "xsd:integer", .table = "integer", .sql = "INTEGER",
        .croissant = "sc:Integer",
        .order = TYPE_BY_NUMBER, .comparisons = TYPE_LISTED | TYPE_ORDERED, .form = "[-]123",
        .canonical = type_decimal, .meant = decimal_mend,
        .refuse = cell_check_integer, .check = cell_check_integer},
    [TYPE_DECIMAL] = {
        .name = "decimal", .title = {"十進数（公表された桁）", "decimal (with its published digits)"},
        .json = "number", .token = true, .xsd = "xsd:decimal", .table = "number",
        .croissant = "sc:Float", .sql = "TEXT", /* keeps the digits */
        .order = TYPE_BY_NUMBER, .comparisons = TYPE_LISTED | TYPE_ORDERED, .form = "[-]123.45",
        .example = "5.00",
        .canonical = type_decimal, .meant = decimal_mend, .refuse = cell_refuse_decimal},
    [TYPE_BOOL] = {
        .name = "boolean", .title = {"真偽値", "true or false"},
        .json = "boolean", .token = true, .xsd = "xsd:boolean", .table = "boolean", .sql = "TEXT",
        .croissant = "sc:Boolean",
        .comparisons = TYPE_LISTED, .form = "true, false",
        .canonical = type_boolean, .refuse = cell_refuse_boolean},
    [TYPE_DATE] = {
        .name = "date", .title = {"日付", "date"},
        .json = "string", .json_format = "date", .length = 10, .xsd = "xsd:date",
        .csvw_format = "yyyy-MM-dd", .table = "date", .sql = "TEXT",
        .croissant = "sc:Date",
        .comparisons = TYPE_LISTED | TYPE_ORDERED, .form = "YYYY-MM-DD", .example = "2024-04-01",
        .canonical = type_date, .refuse = cell_refuse_date},
    [TYPE_TIME] = {
        .name = "time", .title = {"日時（UTC）", "date and time (UTC)"},
        .json = "string", .json_format = "date-time", .length = 20, .xsd = "xsd:dateTime",
        .csvw_format = "yyyy-MM-ddTHH:mm:ssX", .table = "datetime", .sql = "TEXT",
        .croissant = "sc:DateTime",
        .comparisons = TYPE_LISTED | TYPE_ORDERED, .form = "2026-04-01T00:00:00Z",
        .example = "2026-04-01T00:00:00Z",
        .canonical = type_time},
    [TYPE_PERIOD] = {
        .name = "period", .title = {"期間", "period"}, TYPE_STRING,
        .pattern = "^(" PERIODS ")$", .length = 21, .link = true,
        .order = TYPE_BY_DAYS, .comparisons = TYPE_LISTED | TYPE_ORDERED,
        .form = "2023-04-01, 2023-04, 2023, FY2023, 令和5年度, START/END", .example = "FY2023",
        .canonical = type_period, .refuse = cell_refuse_period},
    [TYPE_IRI] = {
        .name = "iri", .title = {"IRI", "IRI"}, TYPE_STRING, .length = LENGTH_TEXT,
        .json_format = "iri", .xsd = "xsd:anyURI", .table_format = "uri", .link = true,
        .comparisons = TYPE_CONTAINED | TYPE_PREFIXED,
        .check = cell_check_iri},
    [TYPE_ENUM] = {
        .name = "code", .title = {"コード", "code"}, TYPE_STRING, .length = LENGTH_TEXT,
        .link = true, .comparisons = TYPE_LISTED,
        .canonical = type_code, .refuse = cell_refuse_code},
    [TYPE_REF] = {
        .name = "reference", .title = {"参照", "reference"}, TYPE_STRING, .length = LENGTH_ID,
        .link = true, .comparisons = TYPE_LISTED | TYPE_PREFIXED,
        .check = cell_check_references},
    [TYPE_MUNICIPALITY_CODE] = {
        .name = "municipality_code",
        .title = {"全国地方公共団体コード（6桁）", "local government code (6 digits)"}, TYPE_STRING,
        .pattern = "^[0-9]{6}$", .length = 6,
        .comparisons = TYPE_LISTED | TYPE_PREFIXED, .form = "6 digits (141003)",
        .canonical = type_municipality, .meant = type_meant_municipality,
        .refuse = cell_refuse_municipality},
    [TYPE_CORPORATE_NUMBER] = {
        .name = "corporate_number", .title = {"法人番号（13桁）", "corporate number (13 digits)"},
        TYPE_STRING, .pattern = "^[0-9]{13}$", .length = 13,
        .comparisons = TYPE_LISTED | TYPE_PREFIXED, .form = "13 digits",
        .canonical = type_corporate, .refuse = cell_refuse_corporate},
};
/* clang-format on */

/* --- patterns --------------------------------------------------------------------------------- */

static const char joined_id_pattern[] = "^[A-Za-z0-9._~-]+$";

/* Of the ids of a table: its first column may have a type whose values are ids. */
static const char *id_pattern(const struct resource *resource)
{
    if (type_of(resource->columns)->pattern)
        return type_of(resource->columns)->pattern;
    for (const struct column *column = resource->columns; column->name; column++)
        if ((column->flags & COL_KEY) && column->type == TYPE_TEXT)
            return NULL; /* any text can be in it */
    return model_has_joined_id(resource) ? joined_id_pattern : "^[a-z0-9][a-z0-9-]{0,79}$";
}

const char *type_pattern(const struct column *column, const struct resource *owner)
{
    if (column->type == TYPE_ID)
        return owner ? id_pattern(owner) : joined_id_pattern;
    if (column->type == TYPE_REF)
        return column->flags & COL_MANY ? NULL : id_pattern(column->ref);
    if (column->flags & COL_MONTH)
        return "^[0-9]{4}-[0-9]{2}$";
    return column->flags & COL_UNDATED ? "^(undated|" PERIODS ")$" : type_of(column)->pattern;
}
