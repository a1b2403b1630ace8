/* Finds the municipality that an officer means, by code or by name. Names none: the table does. */
#include "places.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"
#include "hiraku/release/template_files.h"
#include "hiraku/value/digits.h"

enum { PLACES_CELLS = 16, PLACES_LISTED = 8, PLACES_CODE = 6 };

/* --- the table -------------------------------------------------------------------------------- */

/* No cell of it is quoted, as tests/fork makes sure. */
static size_t places_split(struct slice line, struct slice cells[PLACES_CELLS])
{
    size_t count = 0;
    for (bool more = true; more && count < PLACES_CELLS; count++) {
        const char *comma = line.len ? memchr(line.at, ',', line.len) : NULL;
        cells[count] = (struct slice){line.at, comma ? (size_t)(comma - line.at) : line.len};
        more = comma;
        if (more)
            line = slice_from(line, cells[count].len + 1);
    }
    return count;
}

struct places {
    struct slice rest;
    struct slice header[PLACES_CELLS];
    size_t columns;
};

static bool places_line(struct places *places, struct slice *line)
{
    const char *end = places->rest.len ? memchr(places->rest.at, '\n', places->rest.len) : NULL;
    if (!end)
        return false;
    *line = (struct slice){places->rest.at, (size_t)(end - places->rest.at)};
    places->rest = slice_from(places->rest, line->len + 1);
    return true;
}

static struct places places_begin(void)
{
    struct places places = {
        template_file("template", "data/reference/municipalities.csv"), {{0}}, 0};
    struct slice line;
    if (places_line(&places, &line))
        places.columns = places_split(line, places.header);
    return places;
}

static struct slice places_cell(const struct places *places, const struct slice *cells,
                                const char *name)
{
    for (size_t i = 0; i < places->columns; i++)
        if (slice_is(places->header[i], name))
            return cells[i];
    return SLICE_NONE;
}

/* The next row that is no country. */
static bool places_next(struct places *places, struct place_row *row)
{
    struct slice line, cells[PLACES_CELLS] = {{0}};
    do {
        if (!places_line(places, &line))
            return false;
        places_split(line, cells);
    } while (slice_is(places_cell(places, cells, "kind"), "country"));
    *row = (struct place_row){
        places_cell(places, cells, "id"), places_cell(places, cells, "name_ja"),
        places_cell(places, cells, "name_en"), places_cell(places, cells, "name_kana"),
        places_cell(places, cells, "prefecture")};
    return true;
}

bool places_by_code(struct slice code, struct place_row *row)
{
    struct places places = places_begin();
    while (places_next(&places, row))
        if (slice_equal(row->code, code))
            return true;
    return false;
}

/* --- by code ---------------------------------------------------------------------------------- */

static struct slice places_shown(struct arena *arena, const struct place_row *row)
{
    struct place_row prefecture;
    bool inside = row->prefecture.len > 0 && places_by_code(row->prefecture, &prefecture);
    struct slice in = inside ? prefecture.name_ja : SLICE_NONE;
    return arena_printf(arena, "%.*s %.*s%.*s", (int)row->code.len, row->code.at, (int)in.len,
                        inside ? in.at : "", (int)row->name_ja.len, row->name_ja.at);
}

static enum status places_refuse_code(struct arena *arena, struct slice text,
                                      char codes[MUNICIPALITY_CODES_MEANT][7], size_t count,
                                      struct problem *p)
{
    struct place_row row;
    problem_set(p, STATUS_INIT_MUNICIPALITY, text, SLICE_NONE, NULL);
    for (size_t i = 0; i < count; i++)
        if (places_by_code(slice_of(codes[i]), &row))
            problem_allow(p, places_shown(arena, &row));
    return STATUS_INIT_MUNICIPALITY;
}

/* What five digits are: a code without its check digit or without its leading zero; where the table
 * has neither, the former. `*code` NULL: both are there. */
static void places_complete(char codes[MUNICIPALITY_CODES_MEANT][7], size_t count,
                            const char **code)
{
    struct place_row row;
    size_t there = 0;
    *code = codes[0];
    for (size_t i = 0; i < count; i++)
        if (places_by_code(slice_of(codes[i]), &row))
            *code = there++ == 0 ? codes[i] : NULL;
}

static enum status places_find_code(struct arena *arena, struct slice digits, struct place_row *row,
                                    struct problem *p)
{
    char codes[MUNICIPALITY_CODES_MEANT][7];
    const char *code = NULL;
    bool whole = digits_municipality(digits, NULL) == DIGITS_GOOD;
    size_t count = whole ? 0 : digits_municipality_meant(digits, codes);
    if (count > 0 && digits.len == PLACES_CODE - 1)
        places_complete(codes, count, &code);
    if (!whole && !code)
        return places_refuse_code(arena, digits, codes, count, p);
    struct slice kept = arena_copy(arena, whole ? digits : slice_of(code));
    if (!kept.at)
        return problem_memory(p);
    if (!places_by_code(kept, row))
        *row = (struct place_row){.code = kept};
    return STATUS_OK;
}

/* --- by name ---------------------------------------------------------------------------------- */

/* Whether the text is the name, in Japanese, with the prefecture before it, or in English. */
static bool places_is_called(struct arena *arena, struct slice text, const struct place_row *row)
{
    struct place_row prefecture;
    struct slice word = text_word(arena, text);
    if (slice_equal(text, row->name_ja) ||
        (row->name_en.len > 0 && slice_equal(word, text_word(arena, row->name_en))))
        return true;
    if (row->prefecture.len == 0 || text.len <= row->name_ja.len ||
        memcmp(text.at + text.len - row->name_ja.len, row->name_ja.at, row->name_ja.len) != 0)
        return false;
    struct slice before = text_trim((struct slice){text.at, text.len - row->name_ja.len});
    return places_by_code(row->prefecture, &prefecture) && slice_equal(before, prefecture.name_ja);
}

/* The distance of a name to which the text may be completed, or from which it differs. */
static size_t places_distance(struct slice text, struct slice name)
{
    if (name.len > text.len && memcmp(name.at, text.at, text.len) == 0)
        return 0;
    size_t limit = text.len / 3 > 2 ? text.len / 3 : 2;
    return text_distance(text, name, limit);
}

static enum status places_refuse_name(struct arena *arena, struct slice text, struct problem *p)
{
    struct place_row row;
    size_t limit = text.len / 3 > 2 ? text.len / 3 : 2, listed = 0;
    problem_set(p, STATUS_INIT_MUNICIPALITY, text, SLICE_NONE, NULL);
    for (size_t distance = 0; distance <= limit && listed == 0; distance++) {
        struct places places = places_begin();
        while (text.len > 0 && listed < PLACES_LISTED && places_next(&places, &row))
            if (places_distance(text, row.name_ja) == distance) {
                problem_allow(p, places_shown(arena, &row));
                listed++;
            }
    }
    return arena_overflowed(arena) ? problem_memory(p) : STATUS_INIT_MUNICIPALITY;
}

static enum status places_find_name(struct arena *arena, struct slice text, struct place_row *found,
                                    struct problem *p)
{
    struct place_row row;
    size_t count = 0;
    struct places places = places_begin();
    while (places_next(&places, &row))
        if (places_is_called(arena, text, &row) && count++ == 0)
            *found = row;
    if (count == 0)
        return places_refuse_name(arena, text, p);
    if (count == 1)
        return STATUS_OK;
    problem_set(p, STATUS_INIT_SAME_NAME, text, SLICE_NONE, NULL);
    places = places_begin();
    while (places_next(&places, &row))
        if (places_is_called(arena, text, &row))
            problem_allow(p, places_shown(arena, &row));
    return arena_overflowed(arena) ? problem_memory(p) : STATUS_INIT_SAME_NAME;
}

enum status places_find(struct arena *arena, struct slice text, struct place_row *row,
                        struct problem *p)
{
    struct slice word =
        text_check(text, NULL) == TEXT_NOT_UTF8 ? SLICE_NONE : text_nfkc(arena, text);
    word = text_trim(word);
    bool digits = word.len > 0;
    for (size_t i = 0; i < word.len; i++)
        digits = digits && word.at[i] >= '0' && word.at[i] <= '9';
    if (arena_overflowed(arena))
        return problem_memory(p);
    return digits ? places_find_code(arena, word, row, p) : places_find_name(arena, word, row, p);
}
