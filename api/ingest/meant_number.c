/* Numbers with more than digits in the cell: the unit must be that of the KPI (or of whatever the
 * model says that the column measures), 千 百万 億 are counted against its multiplier, «about» and
 * «at least» go into the column for them, and a mark for «none» into the column for reasons.
 *
 * Proposes nothing where the unit is another one, is not known, or could be read in two ways. */
#include "meant.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/ingest/check.h"
#include "hiraku/model/code_words.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/staging/stage.h"
#include "hiraku/value/written_number.h"

/* --- units ------------------------------------------------------------------------------------ */

/* What the values of a record count in: 10^power of `word`. */
struct unit {
    struct slice word;
    int power;
    bool known;  /* the record is */
    bool scaled; /* there is one meaning of 千 百万 億 before a number's unit */
};

/* Words for the same unit. */
static bool unit_words_are_same(struct slice a, struct slice b)
{
    static const char *const same[][5] = {{"人", "名"},
                                          {"円", "¥", "￥", "yen", "jpy"},
                                          {"%", "パーセント", "percent"},
                                          {"$", "ドル", "usd"},
                                          {"€", "ユーロ", "eur"}};
    if (slice_equal(a, b))
        return true;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        bool first = false, second = false;
        for (size_t j = 0; j < 5 && same[i][j]; j++) {
            first = first || slice_is(a, same[i][j]);
            second = second || slice_is(b, same[i][j]);
        }
        if (first && second)
            return true;
    }
    return false;
}

/* 人（延べ） counts 人. */
static struct slice unit_without_parentheses(struct slice word)
{
    const char *open = word.len > 0 ? memchr(word.at, '(', word.len) : NULL;
    if (open && open > word.at && word.at[word.len - 1] == ')')
        word.len = (size_t)(open - word.at);
    return word;
}

static struct unit unit_of(const struct meant *meant, const char *table, struct slice id)
{
    struct unit unit = {.word = SLICE_NONE};
    int64_t power;
    struct slice words = check_cell(meant->checker, table, id, "unit_ja");
    struct slice multiplier = check_cell(meant->checker, table, id, "unit_multiplier");
    if (words.len == 0)
        return unit;
    unit.word = unit_without_parentheses(text_word(meant->arena, words));
    unit.power = written_unit_power(&unit.word);
    unit.known = unit.scaled = true;
    if (!decimal_parse_int(multiplier, -DECIMAL_DIGITS, DECIMAL_DIGITS, &power))
        return unit;
    unit.scaled = unit.power == 0 || unit.power == power;
    unit.power = unit.power == 0 ? (int)power : unit.power;
    return unit;
}

/* The power of ten by which the number is divided to count in the unit; false if it cannot be told.
 */
static bool unit_divides(const struct unit *unit, const struct written_number *number,
                         struct slice word, int *power)
{
    bool bare = word.len == 0 && number->currency.len == 0;
    *power = 0;
    if (bare && number->power == 0 && !number->several)
        return true;
    if (!unit->known || !unit->scaled)
        return false;
    *power = unit->power;
    if (bare)
        return unit->power == 0 || (unit->power == number->power && !number->several);
    if (word.len > 0 && !unit_words_are_same(word, unit->word))
        return false;
    /* ¥85,000 in a column of 千円 may be the format of the cell */
    if (word.len == 0 && number->power == 0 && unit->power != 0)
        return false;
    return number->currency.len == 0 || unit_words_are_same(number->currency, unit->word);
}

/* --- words around the number ------------------------------------------------------------------ */

struct around {
    struct slice unit;            /* behind the number, as a word */
    const struct code *qualifier; /* NULL: none is said */
    bool gross;                   /* 延べ */
};

static const struct code *one_code(const struct meant *meant, const struct column *column,
                                   struct slice word)
{
    const struct code *codes[2];
    size_t count = column ? column_codes_meant(column, word, meant->arena, codes, 2) : 0;
    return count == 1 ? codes[0] : NULL;
}

static bool around_skip(struct slice *text, const char *word)
{
    if (!slice_starts(*text, word))
        return false;
    size_t len = strlen(word);
    *text = (struct slice){text->at + len, text->len - len};
    return true;
}

/* 延べ約, 合計: nothing else may stand before a number. */
static bool around_before(const struct meant *meant, const struct column *qualifiers,
                          struct slice text, struct around *around)
{
    around->gross = around_skip(&text, "延べ") || around_skip(&text, "のべ");
    if (!around_skip(&text, "合計"))
        around_skip(&text, "計");
    if (text.len == 0)
        return true;
    around->qualifier = one_code(meant, qualifiers, text);
    return around->qualifier != NULL;
}

/* 人以上: the longest end that is a word for a qualifier; the rest is the unit. */
static bool around_behind(const struct meant *meant, const struct column *qualifiers,
                          struct slice text, struct around *around)
{
    for (size_t at = 0; at < text.len;) {
        struct slice end = slice_from(text, at);
        const struct code *code = one_code(meant, qualifiers, end);
        bool sign = end.at[0] == '<' || end.at[0] == '>' || end.at[0] == '=';
        if (code && !sign) {
            bool twice = around->qualifier && around->qualifier != code;
            around->qualifier = code;
            around->unit =
                at > 0 ? text_word(meant->arena, (struct slice){text.at, at}) : SLICE_NONE;
            return !twice;
        }
        if (utf8_next(text, &at) < 0)
            return false;
    }
    around->unit = text.len > 0 ? text_word(meant->arena, text) : SLICE_NONE;
    return true;
}

/* --- the finding ------------------------------------------------------------------------------ */

static struct slice meant_number_cell_of(const struct resource *resource, const struct staged *row,
                                         const char *name)
{
    const struct column *column = name ? model_column(resource, slice_of(name)) : NULL;
    return column ? row->cells[model_index(resource, column)] : SLICE_NONE;
}

static const struct column *meant_number_codes_of(const struct resource *resource, const char *name)
{
    return name ? model_column(resource, slice_of(name)) : NULL;
}

/* Digits behind the point beyond those that the record allows are another error. */
static bool meant_number_has_room(const struct meant *meant, const char *table, struct slice id,
                                  const char *number)
{
    const char *point = strchr(number, '.');
    int64_t most;
    struct slice decimals = check_cell(meant->checker, table, id, "decimals");
    return !point || !decimal_parse_int(decimals, 0, DECIMAL_DIGITS, &most) ||
           (int64_t)strlen(point + 1) <= most;
}

/* The reasons for which the text is a mark. */
static bool mean_nothing(const struct meant *meant, const struct resource *resource,
                         const struct measurement *measure, struct slice text,
                         struct finding *finding)
{
    enum { REASONS_MAX = 16 };
    const struct code *codes[REASONS_MAX];
    const struct column *reasons = meant_number_codes_of(resource, measure->missing);
    size_t count =
        reasons ? column_codes_meant(reasons, text, meant->arena, codes, REASONS_MAX) : 0;
    if (count == 0)
        return false;
    struct slice list = column_code_list_of(codes, count, meant->arena);
    finding->expected = arena_printf(meant->arena, "%s = \"\", %s = %.*s", finding->place.column,
                                     reasons->name, (int)list.len, list.len > 0 ? list.at : "");
    return true;
}

static void mean_number(const struct meant *meant, const struct resource *resource,
                        const struct staged *row, size_t column, struct slice written,
                        struct finding *finding)
{
    const struct measurement *measure = resource->columns[column].measure;
    const struct column *of = model_column(resource, slice_of(measure->of));
    const struct column *qualifiers = meant_number_codes_of(resource, measure->qualifier);
    struct slice id = meant_number_cell_of(resource, row, measure->of);
    struct written_number number;
    struct around around = {.gross = false};
    char text[DECIMAL_TEXT_SIZE];
    int power;
    if (!written_number_read(written, &number) ||
        !around_before(meant, qualifiers, number.before, &around) ||
        !around_behind(meant, qualifiers, number.behind, &around))
        return;
    struct unit unit = unit_of(meant, of->ref->name, id);
    if (!unit_divides(&unit, &number, around.unit, &power) ||
        !written_number_write(&number, power, text) ||
        !meant_number_has_room(meant, of->ref->name, id, text) ||
        (around.gross &&
         !slice_is(check_cell(meant->checker, of->ref->name, id, "counting"), "gross")))
        return;
    struct slice mended = arena_copy(meant->arena, slice_of(text));
    if (!around.qualifier ||
        slice_is(meant_number_cell_of(resource, row, measure->qualifier), around.qualifier->value))
        finding->mended = mended;
    else
        finding->expected = arena_printf(meant->arena, "%s = %s, %s = %s（%s）",
                                         resource->columns[column].name, text, measure->qualifier,
                                         around.qualifier->value, around.qualifier->title_ja);
}

void meant_number(const struct meant *meant, const struct resource *resource,
                  const struct staged *row, size_t column, struct slice written,
                  struct finding *finding)
{
    const struct measurement *measure = resource->columns[column].measure;
    struct written_number number;
    char text[DECIMAL_TEXT_SIZE];
    finding->rule = RULE_BAD_NUMBER;
    if (measure && mean_nothing(meant, resource, measure, written, finding))
        return;
    if (measure)
        mean_number(meant, resource, row, column, written, finding);
    else if (written_number_read(written, &number) && number.before.len == 0 &&
             number.behind.len == 0 && number.power == 0 && number.currency.len == 0 &&
             written_number_write(&number, 0, text))
        finding->mended = arena_copy(meant->arena, slice_of(text));
}
