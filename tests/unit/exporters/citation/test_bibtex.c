/* BibTeX: a file in which every brace has its partner, and nothing of a text is a command. */
#include "exporters/citation/things.h"

static void all_parts_have_their_fields(void **state)
{
    (void)state;
    char *text = cited(&citation_bibtex, &hostile, LANGUAGE_EN);
    assert_string_equal(text,
                        "@misc{kpis-a-20b-series-csv-r3,\n"
                        "  author = {{Test City}},\n"
                        "  title = {{Visitors}},\n"
                        "  howpublished = {{Figures}},\n"
                        "  year = {2026},\n"
                        "  month = 3,\n"
                        "  url = {https://data.example.jp/v1/kpis/a%20B/series.csv?release=3},\n"
                        "  note = {Release 3, published 2026-03-07. Licence: Terms "
                        "https://example.org/terms}\n"
                        "}\n");
    free(text);
}

static void what_latex_reads_otherwise_is_a_command(void **state)
{
    (void)state;
    char *text = cited(&citation_bibtex, &hostile, LANGUAGE_JA);
    assert_non_null(
        strstr(text, "title = {{A {\\textbraceleft}B{\\textbraceright} {\\textbraceright} 100\\% "
                     "\"q\" 「x」 {\\textbackslash}y \\& \\#1 {\\textdollar}z a\\_b "
                     "{\\textasciicircum} {\\textasciitilde} <x>}},\n"));
    free(text);
}

/* BibTeX counts them whatever stands before. */
static void every_brace_has_its_partner(void **state)
{
    (void)state;
    char *text = cited(&citation_bibtex, &hostile, LANGUAGE_JA);
    int open = 0;
    for (const char *at = strchr(text, '{'); at < strrchr(text, '}'); at++) {
        open += (*at == '{') - (*at == '}');
        assert_true(open > 0); /* the entry ends with its last brace */
    }
    assert_int_equal(open, 1);
    free(text);
}

static void months_are_numbers(void **state)
{
    (void)state;
    struct citation other = hostile;
    memcpy(other.day, "2026-11-30", CITATION_DAY_SIZE);
    char *text = cited(&citation_bibtex, &other, LANGUAGE_JA);
    assert_non_null(strstr(text, "\n  month = 11,\n"));
    free(text);
    memcpy(other.day, "2026-10-01", CITATION_DAY_SIZE);
    text = cited(&citation_bibtex, &other, LANGUAGE_JA);
    assert_non_null(strstr(text, "\n  month = 10,\n"));
    free(text);
}

static void a_collection_that_is_none_has_no_field(void **state)
{
    (void)state;
    struct citation other = hostile;
    other.collection[LANGUAGE_EN] = SLICE_NONE;
    char *text = cited(&citation_bibtex, &other, LANGUAGE_EN);
    assert_null(strstr(text, "howpublished"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_parts_have_their_fields),
        cmocka_unit_test(what_latex_reads_otherwise_is_a_command),
        cmocka_unit_test(every_brace_has_its_partner),
        cmocka_unit_test(months_are_numbers),
        cmocka_unit_test(a_collection_that_is_none_has_no_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
