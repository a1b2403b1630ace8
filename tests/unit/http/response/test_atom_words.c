/* The words of feeds: what a release did, counted, with its reasons, in Japanese and English. */
#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/manifest.h"

#include "api/http/response/atom_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { LIMIT = 4096 };
enum { CORRECTION, UPDATE, WITHDRAWAL };

static struct manifest manifest;
static struct feed_entry entry;

static int setup(void **state)
{
    (void)state;
    manifest = (struct manifest){.number = 12};
    entry = (struct feed_entry){.release = 12, .manifest = &manifest};
    return 0;
}

/* The next line of the entry. */
static struct feed_line *add_line(const struct resource *table, bool figures)
{
    struct feed_line *line = &entry.lines[entry.line_count++];
    *line = (struct feed_line){.table = table, .figures = figures};
    return line;
}

static struct feed_line *add_figures(void)
{
    return add_line(model_cube(), true);
}

static void check_title(enum language language, const char *expected)
{
    struct out out;
    out_open_memory(&out, LIMIT);
    atom_words_title(&out, &entry, language);
    out_char(&out, '\0');
    assert_string_equal(out_written(&out).at, expected);
    out_close(&out);
}

static void kinds_of_reasons_are_those_of_corrections(void **state)
{
    (void)state;
    assert_string_equal(feed_reason(CORRECTION)->value, "correction");
    assert_string_equal(feed_reason(UPDATE)->value, "update");
    assert_string_equal(feed_reason(WITHDRAWAL)->value, "withdrawal");
    assert_null(feed_reason(WITHDRAWAL + 1));
}

static void figures_that_changed_are_counted_by_their_reasons(void **state)
{
    (void)state;
    struct feed_count *count = &add_figures()->counts[FEED_MODIFIED];
    *count = (struct feed_count){.rows = 3, .reasons = {[CORRECTION] = 1, [UPDATE] = 2}};
    check_title(LANGUAGE_JA, "3件の数値が変わりました（訂正1、更新2）");
    check_title(LANGUAGE_EN, "3 figures changed (1 correction, 2 updates)");
}

static void a_figure_without_a_reason_is_told_as_such(void **state)
{
    (void)state;
    struct feed_count *count = &add_figures()->counts[FEED_MODIFIED];
    *count = (struct feed_count){.rows = 2, .reasons = {[CORRECTION] = 1}};
    check_title(LANGUAGE_JA, "2件の数値が変わりました（訂正1、理由なし1）");
    check_title(LANGUAGE_EN, "2 figures changed (1 correction, 1 without a reason)");
}

static void new_figures_need_no_reason(void **state)
{
    (void)state;
    add_figures()->counts[FEED_ADDED].rows = 1;
    check_title(LANGUAGE_JA, "1件の数値が加わりました");
    check_title(LANGUAGE_EN, "1 figure added");
}

static void rows_are_told_with_their_table(void **state)
{
    (void)state;
    struct feed_line *line = add_line(model_resource(slice_of("challenges")), false);
    line->counts[FEED_MODIFIED].rows = 2;
    line->counts[FEED_REMOVED].rows = 1;
    check_title(LANGUAGE_JA,
                "「課題」の2行が変わりました。「課題」の1行がなくなりました（理由なし1）");
    check_title(LANGUAGE_EN,
                "2 rows changed in Challenges; 1 row removed from Challenges (1 without a reason)");
}

static void a_title_ends_after_three_sentences(void **state)
{
    (void)state;
    for (size_t i = 0; i < FEED_CHANGES; i++)
        add_line(&instance_resource, false)->counts[FEED_MODIFIED].rows = 1;
    check_title(LANGUAGE_EN, "The publisher's settings changed; The publisher's settings changed; "
                             "The publisher's settings changed");
    add_figures()->counts[FEED_ADDED].rows = 1;
    check_title(LANGUAGE_EN, "The publisher's settings changed; The publisher's settings changed; "
                             "The publisher's settings changed; and more");
}

static void of_a_withdrawn_release_nothing_else_is_told(void **state)
{
    (void)state;
    strcpy(manifest.withdrawal.reason, "r");
    check_title(LANGUAGE_JA, "公開版12は取り下げられました");
    check_title(LANGUAGE_EN, "Release 12 was withdrawn");
}

static void an_earlier_release_and_the_first_one_are_named(void **state)
{
    (void)state;
    manifest.restores = 3;
    check_title(LANGUAGE_EN, "Back to the data of release 3");
    manifest.restores = 0;
    entry.first = true;
    check_title(LANGUAGE_JA, "最初の公開");
    entry.rows = 40;
    check_title(LANGUAGE_EN, "First release (40 rows)");
}

static void a_release_that_changed_no_row_says_so(void **state)
{
    (void)state;
    check_title(LANGUAGE_JA, "データに変わりはありません");
}

static void of_a_large_release_no_reasons_are_told(void **state)
{
    (void)state;
    entry.rough = true;
    check_title(LANGUAGE_EN, "Changed in a large release (not counted)");
    add_line(model_cube(), false)->counts[FEED_MODIFIED].rows = 5;
    entry.lines[0].counts[FEED_REMOVED].rows = 1;
    check_title(LANGUAGE_JA, "「観測値」の5行が変わりました。「観測値」の1行がなくなりました");
}

static void what_ends_comes_first(void **state)
{
    (void)state;
    struct ending ending = {.cells = {[ENDING_TABLE] = slice_of("events"),
                                      [ENDING_DATE] = slice_of("2030-03-31"),
                                      [ENDING_REASON_JA] = slice_of("統合します")}};
    entry.endings[entry.ending_count++] = &ending;
    add_figures()->counts[FEED_ADDED].rows = 1;
    check_title(LANGUAGE_JA,
                "表 eventsは2030-03-31で終わります。統合します。1件の数値が加わりました");
}

static void an_archive_names_its_releases(void **state)
{
    (void)state;
    static const struct instance instance = {.title = {"花野市", "Hanano"}};
    const struct feed_head head = {.question = {.archive = 2}, .instance = &instance};
    struct out out;
    out_open_memory(&out, LIMIT);
    atom_words_feed(&out, &head, LANGUAGE_EN);
    out_char(&out, '\0');
    assert_string_equal(out_written(&out).at, "Changes: Hanano, releases 21–40");
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(kinds_of_reasons_are_those_of_corrections, setup),
        cmocka_unit_test_setup(figures_that_changed_are_counted_by_their_reasons, setup),
        cmocka_unit_test_setup(a_figure_without_a_reason_is_told_as_such, setup),
        cmocka_unit_test_setup(new_figures_need_no_reason, setup),
        cmocka_unit_test_setup(rows_are_told_with_their_table, setup),
        cmocka_unit_test_setup(a_title_ends_after_three_sentences, setup),
        cmocka_unit_test_setup(of_a_withdrawn_release_nothing_else_is_told, setup),
        cmocka_unit_test_setup(an_earlier_release_and_the_first_one_are_named, setup),
        cmocka_unit_test_setup(a_release_that_changed_no_row_says_so, setup),
        cmocka_unit_test_setup(of_a_large_release_no_reasons_are_told, setup),
        cmocka_unit_test_setup(what_ends_comes_first, setup),
        cmocka_unit_test_setup(an_archive_names_its_releases, setup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
