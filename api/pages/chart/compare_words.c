/* See compare_words.h. What a property is called, and its codes, are told by the model. */
#include "hiraku/pages/chart/compare_words.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/service/compare.h"

enum { COMPARE_WORDS_NAME = 64 };

static const char *const reasons[PROPERTIES][2] = {
    [PROPERTY_UNIT] = {"単位が違う値は、大きさを比べられません。",
                       "Numbers in different units say nothing about which is more."},
    [PROPERTY_UNIT_MULTIPLIER] = {"1が表す大きさ（千、百万、億など）が違います。",
                                  "One stands for different amounts: thousands, millions and so "
                                  "on."},
    [PROPERTY_COUNTING] = {"同じ人や会社を1回だけ数えるか、来るたびに数えるかが違います。",
                           "One counts everybody once, another each time that they come."},
    [PROPERTY_NATURE] = {"ある時点の量、期間中の量、割合、順位は、互いに比べられません。",
                         "What there is at a time, what comes in a period, a share and a rank are "
                         "different things."},
    [PROPERTY_ACCUMULATION] = {"期間ごとの値と、はじめからの累計は、比べられません。",
                               "The value of each period cannot be set against a sum since the "
                               "beginning."},
    [PROPERTY_VALUE_TYPE] = {"実績と目標など、値の種類がそろっていません。",
                             "They do not have the same kinds of values, such as actual values and "
                             "targets."},
    [PROPERTY_PERIOD_BASIS] = {"年度と暦年、年と月など、値の期間の単位がそろっていません。",
                               "Their values are not of the same kind of period, such as fiscal "
                               "and calendar years, years and months."},
    [PROPERTY_DEFINITION] = {"数えているものの定義が違います。",
                             "What they count is defined otherwise."},
    [PROPERTY_QUESTION] = {"調査の設問が違うため、答えの割合は比べられません。",
                           "The surveys asked different questions, so that shares of the answers "
                           "cannot be compared."},
    [PROPERTY_POPULATION] = {"調査の対象が違うため、答えの割合は比べられません。",
                             "The surveys asked different people, so that shares of the answers "
                             "cannot be compared."},
};

static const struct {
    const char *basis, *words[2];
} bases[] = {
    {"fiscal_year", {"年度", "fiscal years"}},
    {"fiscal_half", {"年度の半期", "halves of fiscal years"}},
    {"fiscal_quarter", {"年度の四半期", "quarters of fiscal years"}},
    {"calendar_year", {"暦年", "calendar years"}},
    {"calendar_half", {"暦年の半期", "halves of calendar years"}},
    {"calendar_quarter", {"暦年の四半期", "quarters of calendar years"}},
    {"month", {"月", "months"}},
    {"day", {"日", "days"}},
};

/* Texts that are there in both languages; the English one is behind the Japanese one. */
static const struct {
    enum property property;
    enum subject_cell cells[2];
} texts[] = {
    {PROPERTY_UNIT, {SUBJECT_UNIT_JA, SUBJECT_UNIT_EN}},
    {PROPERTY_DEFINITION, {SUBJECT_DEFINITION_JA, SUBJECT_DEFINITION_EN}},
    {PROPERTY_QUESTION, {SUBJECT_QUESTION_JA, SUBJECT_QUESTION_EN}},
    {PROPERTY_POPULATION, {SUBJECT_POPULATION_JA, SUBJECT_POPULATION_EN}},
};

/* The column of the subject or of its figures; NULL: none. */
static const struct column *compare_words_column(enum property property)
{
    static const char *const endings[] = {"", "_ja"};
    const struct resource *tables[] = {model_cube_subject()->ref, model_cube()};
    char name[COMPARE_WORDS_NAME];
    const struct column *column = NULL;
    for (size_t i = 0; i < 4 && !column; i++) {
        size_t len = strlen(property_name(property));
        memcpy(name, property_name(property), len + 1);
        memcpy(name + len, endings[i % 2], strlen(endings[i % 2]) + 1);
        column = model_column(tables[i / 2], slice_of(name));
    }
    return column;
}

/* Without the language that it is in. */
struct slice compare_property_title(enum property property, enum language language)
{
    const struct column *column = compare_words_column(property);
    if (property == PROPERTY_PERIOD_BASIS)
        return slice_of(chart_word(language, WORD_PERIOD_BASIS));
    if (!column)
        return slice_of(property_name(property));
    struct slice title = slice_of(language == LANGUAGE_EN ? column->title_en : column->title_ja);
    const char *bracket = column->lang && title.len ? strstr(title.at, " (") : NULL;
    return bracket ? (struct slice){title.at, (size_t)(bracket - title.at)} : title;
}

const char *compare_property_reason(enum property property, enum language language)
{
    return reasons[property][language];
}

static struct slice compare_words_code(enum property property, struct slice code,
                                       enum language language)
{
    const struct column *column = compare_words_column(property);
    const struct code *found = column && column->codes ? column_code(column, code) : NULL;
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
        if (property == PROPERTY_PERIOD_BASIS && slice_is(code, bases[i].basis))
            return slice_of(bases[i].words[language]);
    return found ? slice_of(language == LANGUAGE_EN ? found->title_en : found->title_ja) : code;
}

/* A list of codes with commas. */
static struct slice compare_words_codes(enum property property, struct slice list,
                                        enum language language, struct arena *arena)
{
    struct slice text = SLICE_NONE;
    while (list.len) {
        const char *comma = memchr(list.at, ',', list.len);
        struct slice code = {list.at, comma ? (size_t)(comma - list.at) : list.len};
        struct slice word = compare_words_code(property, code, language);
        text =
            arena_printf(arena, "%.*s%s%.*s", (int)text.len, text.len ? text.at : "",
                         text.len ? chart_word(language, WORD_COMMA) : "", (int)word.len, word.at);
        list = slice_from(list, code.len + (comma ? 1 : 0));
    }
    return text;
}

struct slice compare_property_words(const struct compare *compare, const struct compared *subject,
                                    enum property property, enum language language,
                                    struct arena *arena, const char **lang)
{
    char codes[COMPARE_TEXT];
    *lang = NULL;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i].property != property)
            continue;
        struct slice own = subject->cells[texts[i].cells[language]];
        struct slice other = subject->cells[texts[i].cells[!language]];
        if (!own.len && other.len)
            *lang = language == LANGUAGE_EN ? "ja" : "en";
        return own.len ? own : other;
    }
    compare_text(&subject->comparand, compare->query.resource, property, codes);
    return compare_words_codes(property, slice_of(codes), language, arena);
}
