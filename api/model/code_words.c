/* What people write in place of a code: its value in other letters, its titles, other words.
 *
 * The words are data beside the codes (`also`). Nothing near is sought here: a word is one or is
 * none. The lists name a code with its Japanese title, in both languages: the title is what stands
 * in people's data. */
#include "hiraku/model/code_words.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"
#include "hiraku/model/resource.h"
#include "hiraku/value/written_number.h"

enum code_match { CODE_NO_MATCH, CODE_WORD_MATCHES, CODE_VALUE_MATCHES };

static bool code_word_is(struct arena *arena, struct slice word, struct slice other)
{
    return other.len > 0 && slice_equal(word, text_word(arena, other));
}

/* Words separated by spaces; the parts of a title such as 調達・導入 are words, too. */
static bool code_has_word(struct arena *arena, struct slice word, const char *words,
                          const char *separator)
{
    struct slice rest = slice_of(words ? words : "");
    size_t len = strlen(separator);
    while (rest.len > 0) {
        const char *end = memmem(rest.at, rest.len, separator, len);
        struct slice one = {rest.at, end ? (size_t)(end - rest.at) : rest.len};
        if (code_word_is(arena, word, one))
            return true;
        size_t skip = one.len + (end ? len : 0);
        rest = slice_from(rest, skip);
    }
    return false;
}

static enum code_match code_matches(struct arena *arena, struct slice word, const struct code *code)
{
    if (code_word_is(arena, word, slice_of(code->value)))
        return CODE_VALUE_MATCHES;
    bool any = code_word_is(arena, word, slice_of(code->title_ja)) ||
               code_word_is(arena, word, slice_of(code->title_en)) ||
               code_has_word(arena, word, code->title_ja, "・") ||
               code_has_word(arena, word, code->also, " ");
    return any ? CODE_WORD_MATCHES : CODE_NO_MATCH;
}

size_t column_codes_meant(const struct column *column, struct slice text, struct arena *arena,
                          const struct code **codes, size_t max)
{
    size_t count = 0;
    struct slice word = text_word(arena, text);
    for (const struct code *code = column->codes; word.len > 0 && code && code->value; code++) {
        enum code_match match = code_matches(arena, word, code);
        if (match == CODE_VALUE_MATCHES && max > 0) {
            codes[0] = code;
            return 1;
        }
        if (match != CODE_NO_MATCH && count < max)
            codes[count++] = code;
    }
    return count;
}

struct slice column_known_meant(const struct column *column, struct slice text, struct arena *arena)
{
    enum { KNOWN_MAX = 512 };
    struct slice known[KNOWN_MAX], unit = text, word = text_word(arena, text), one;
    size_t count = 0;
    for (; count < KNOWN_MAX && column->known[count]; count++) {
        known[count] = slice_of(column->known[count]);
        if (code_word_is(arena, word, known[count]))
            return known[count];
    }
    written_unit_power(&unit); /* 千円 is counted in 円 */
    one = text_word(arena, unit.len > 0 ? unit : text);
    for (const struct known_words *words = column->known_words; words && words->value; words++)
        if (code_has_word(arena, one, words->also, " "))
            return slice_of(words->value);
    return text_near(text, known, count);
}

static struct slice code_list_add(struct arena *arena, struct slice list, const struct code *code)
{
    return arena_printf(arena, "%.*s%s%s（%s）", (int)list.len, list.len > 0 ? list.at : "",
                        list.len > 0 ? ", " : "", code->value, code->title_ja);
}

struct slice column_code_list(const struct column *column, struct arena *arena)
{
    struct slice list = {NULL, 0};
    for (const struct code *code = column->codes; code && code->value; code++)
        list = code_list_add(arena, list, code);
    return list;
}

struct slice column_code_list_of(const struct code *const *codes, size_t count, struct arena *arena)
{
    struct slice list = {NULL, 0};
    for (size_t i = 0; i < count; i++)
        list = code_list_add(arena, list, codes[i]);
    return list;
}
