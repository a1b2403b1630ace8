/* Keys and notes. */
#include "hiraku/exporters/citation/citation_words.h"

#include "exporters/citation/things.h"

static void keys_are_of_letters_that_every_program_takes(void **state)
{
    (void)state;
    struct citation other = hostile;
    char key[CITATION_KEY_SIZE], another[CITATION_KEY_SIZE];
    other.url = slice_of("https://e.jp/v1/programs.csv?kind=a&release=3");
    citation_key(&other, key);
    assert_int_equal(strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(key));
    assert_int_equal(strncmp(key, "programs-csv-r3-", 16), 0);
    other.url = slice_of("https://e.jp/v1/programs.csv?kind=b&release=3");
    citation_key(&other, another);
    assert_string_not_equal(key, another);
}

static void a_long_path_is_cut(void **state)
{
    (void)state;
    char url[400] = "https://e.jp/v1/", key[CITATION_KEY_SIZE];
    struct citation other = hostile;
    memset(url + strlen(url), 'x', 300);
    other.url = slice_of(url);
    other.release = UINT64_MAX;
    citation_key(&other, key);
    assert_true(strlen(key) < CITATION_KEY_SIZE);
    assert_non_null(strstr(key, "-r18446744073709551615-"));
}

static void a_note_says_release_and_terms(void **state)
{
    (void)state;
    char bytes[256] = "";
    struct out out;
    out_open_buffer(&out, bytes, sizeof bytes);
    citation_write_note(&hostile, LANGUAGE_JA, &out);
    out_char(&out, '\0');
    assert_string_equal(bytes,
                        "公開版3、公開日 2026-03-07。利用条件: 利用条件 https://example.org/terms");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_of_letters_that_every_program_takes),
        cmocka_unit_test(a_long_path_is_cut),
        cmocka_unit_test(a_note_says_release_and_terms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
