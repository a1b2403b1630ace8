/* find_text.h: one search through all texts finds what a look at each one finds. */
#include "api/store/columns/find_text.h"

#include "hiraku/base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { TEXTS_MAX = 300, BYTES_MAX = 4096 };

struct dictionary {
    uint32_t ends[TEXTS_MAX], count;
    char bytes[BYTES_MAX];
    struct texts texts;
};

static void add_text(struct dictionary *dictionary, const char *text)
{
    uint32_t at = dictionary->count > 0 ? dictionary->ends[dictionary->count - 1] + 1 : 1;
    snprintf(dictionary->bytes + at, sizeof dictionary->bytes - at, "%s", text);
    dictionary->ends[dictionary->count++] = at + (uint32_t)strlen(text);
    dictionary->texts = (struct texts){dictionary->ends, dictionary->bytes,
                                       dictionary->ends[dictionary->count - 1] + 1};
}

static bool has_it(const char *text, const char *needle, enum find_text kind)
{
    if (kind == FIND_PREFIX)
        return strncmp(text, needle, strlen(needle)) == 0;
    return kind == FIND_WHOLE ? strcmp(text, needle) == 0 : strstr(text, needle) != NULL;
}

static void expect_found(const struct dictionary *dictionary, const char *needle,
                         enum find_text kind)
{
    uint8_t found[TEXTS_MAX] = {0};
    struct arena arena;
    arena_init(&arena, 1 << 16);
    assert_true(
        find_texts(&dictionary->texts, dictionary->count, slice_of(needle), kind, &arena, found));
    for (uint32_t i = 0; i < dictionary->count; i++) {
        const char *text = dictionary->bytes + (i > 0 ? dictionary->ends[i - 1] + 1 : 1);
        if (found[i] != has_it(text, needle, kind))
            fail_msg("'%s' in '%s' (%d): %d", needle, text, kind, found[i]);
    }
    arena_free(&arena);
}

/* All words of at most four letters a and b, by their number: 1 is "", 2 "a", 3 "b", 4 "aa" … */
static void spell(uint32_t number, char word[8])
{
    size_t len = 0;
    for (uint32_t rest = number; rest > 1; rest /= 2)
        word[len++] = rest % 2 ? 'b' : 'a';
    word[len] = '\0';
}

static void every_word_is_found_where_it_is(void **state)
{
    struct dictionary dictionary = {.count = 0};
    char word[8];
    (void)state;
    for (uint32_t i = 1; i < 64; i++) {
        spell(i * 37 % 64, word);
        add_text(&dictionary, word);
    }
    for (uint32_t i = 1; i < 32; i++)
        for (enum find_text kind = FIND_ANYWHERE; kind <= FIND_WHOLE; kind++) {
            spell(i, word);
            expect_found(&dictionary, word, kind);
        }
}

static void what_begins_in_one_text_and_ends_in_the_next_is_in_none(void **state)
{
    struct dictionary dictionary = {.count = 0};
    (void)state;
    add_text(&dictionary, "east");
    add_text(&dictionary, "north");
    expect_found(&dictionary, "stn", FIND_ANYWHERE);
    expect_found(&dictionary, "east north", FIND_ANYWHERE);
}

static void the_first_and_the_last_text_are_found_among_many(void **state)
{
    struct dictionary dictionary = {.count = 0};
    char text[8];
    (void)state;
    for (int i = 0; i < TEXTS_MAX; i++) {
        snprintf(text, sizeof text, "t%03d", i);
        add_text(&dictionary, text);
    }
    for (enum find_text kind = FIND_ANYWHERE; kind <= FIND_WHOLE; kind++) {
        expect_found(&dictionary, "t000", kind);
        expect_found(&dictionary, "t299", kind);
        expect_found(&dictionary, "99", kind);
        expect_found(&dictionary, "t1", kind);
        expect_found(&dictionary, "none", kind);
    }
}

/* An end can be anything where the file is damaged; nothing outside is then read or written. */
static void a_wrong_end_leads_nowhere(void **state)
{
    struct dictionary dictionary = {.count = 0};
    uint8_t found[TEXTS_MAX] = {0};
    struct arena arena;
    (void)state;
    add_text(&dictionary, "abc");
    add_text(&dictionary, "abd");
    dictionary.ends[0] = UINT32_MAX;
    dictionary.ends[1] = 0;
    arena_init(&arena, 1 << 16);
    assert_true(find_texts(&dictionary.texts, 2, slice_of("ab"), FIND_ANYWHERE, &arena, found));
    for (size_t i = 2; i < sizeof found; i++)
        assert_int_equal(found[i], 0);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_found_where_it_is),
        cmocka_unit_test(what_begins_in_one_text_and_ends_in_the_next_is_in_none),
        cmocka_unit_test(the_first_and_the_last_text_are_found_among_many),
        cmocka_unit_test(a_wrong_end_leads_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
