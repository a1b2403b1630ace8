/* status.h: the table of statuses, and problems. */
#include "hiraku/base/status.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void every_status_has_a_slug_and_an_http_code(void **state)
{
    (void)state;
    for (int i = 0; i < STATUS_COUNT; i++) {
        const struct status_info *info = status_info((enum status)i);
        assert_true(info->slug[0] != '\0');
        assert_in_range(info->http, 200, 599);
    }
}

static void slugs_differ(void **state)
{
    (void)state;
    for (int i = 0; i < STATUS_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(status_info((enum status)i)->slug,
                                    status_info((enum status)j)->slug);
}

static void details_name_known_placeholders_only(void **state)
{
    (void)state;
    for (int i = 0; i < STATUS_COUNT; i++)
        for (int l = 0; l < 2; l++)
            for (const char *at = status_info((enum status)i)->detail[l]; (at = strchr(at, '{'));
                 at++)
                assert_true(!strncmp(at, "{subject}", 9) || !strncmp(at, "{value}", 7) ||
                            !strncmp(at, "{reason}", 8) || !strncmp(at, "{store}", 7));
}

static void an_unknown_status_is_internal(void **state)
{
    (void)state;
    assert_string_equal(status_info((enum status)9999)->slug, "internal");
}

static void set_returns_its_status_without_a_problem(void **state)
{
    (void)state;
    assert_int_equal(problem_set(NULL, STATUS_GONE, slice_of("x"), slice_of("y"), NULL),
                     STATUS_GONE);
}

static void set_clears_the_other_members(void **state)
{
    (void)state;
    struct problem p;
    memset(&p, 'x', sizeof p);
    problem_set(&p, STATUS_NOT_FOUND, slice_of("a"), slice_of(NULL), NULL);
    assert_string_equal(p.subject, "a");
    assert_string_equal(p.value, "");
    assert_string_equal(p.reason, "");
    assert_string_equal(p.nearest, "");
    assert_string_equal(p.allowed, "");
    assert_string_equal(p.example, "");
}

static void set_accepts_its_own_members(void **state)
{
    (void)state;
    struct problem p;
    problem_set(&p, STATUS_NOT_FOUND, slice_of("a"), slice_of("b"), "c");
    problem_set(&p, STATUS_SYSTEM, slice_of(p.value), slice_of(p.subject), p.reason);
    assert_string_equal(p.subject, "b");
    assert_string_equal(p.value, "a");
    assert_string_equal(p.reason, "c");
}

static void long_text_is_cut_between_characters(void **state)
{
    (void)state;
    struct problem p;
    char text[900];
    for (size_t i = 0; i < sizeof text; i += 3)
        memcpy(text + i, "開", 3);
    problem_set(&p, STATUS_GONE, slice_of("a"), (struct slice){text, sizeof text}, NULL);
    assert_int_equal(strlen(p.value), 255); /* 85 characters of 3 bytes, and NUL */
}

static void bytes_that_are_not_utf8_become_replacement_characters(void **state)
{
    (void)state;
    struct problem p;
    problem_set(&p, STATUS_GONE, slice_of("a\xFF\xE9z"), slice_of(NULL), NULL);
    assert_string_equal(p.subject, "a\xEF\xBF\xBD\xEF\xBF\xBDz");
}

static void control_characters_cannot_reach_a_terminal(void **state)
{
    (void)state;
    struct problem p;
    problem_set(&p, STATUS_GONE, (struct slice){"a\x1B[2J\0b", 7}, slice_of("x\ny"), NULL);
    assert_string_equal(p.subject, "a\xEF\xBF\xBD[2J\xEF\xBF\xBD"
                                   "b");
    assert_string_equal(p.value, "x y");
}

static void errno_names_the_path_and_the_reason(void **state)
{
    (void)state;
    struct problem p;
    errno = ENOENT;
    assert_int_equal(problem_errno(&p, "/nowhere"), STATUS_SYSTEM);
    assert_string_equal(p.subject, "/nowhere");
    assert_string_equal(p.reason, strerror(ENOENT));
}

static void what_is_said_of_a_system_error_is_its_cause(void **state)
{
    (void)state;
    struct problem p;
    char text[512];
    errno = EROFS;
    problem_errno(&p, "/media/usb");
    problem_text(&p, LANGUAGE_EN, text, sizeof text);
    assert_string_equal(text,
                        "\"/media/usb\" is on a disk that is read-only. Name a folder that can "
                        "be written.");
    problem_text(&p, LANGUAGE_JA, text, sizeof text);
    assert_null(strstr(text, strerror(EROFS)));
    errno = EXDEV;
    problem_errno(&p, "a");
    problem_text(&p, LANGUAGE_EN, text, sizeof text);
    assert_non_null(strstr(text, strerror(EXDEV)));
}

static void store_of_a_release_is_named(void **state)
{
    (void)state;
    struct problem p;
    char text[512];
    problem_set(&p, STATUS_OTHER_MODEL, slice_of("/srv/open/releases/12"), slice_of(NULL), NULL);
    problem_text(&p, LANGUAGE_EN, text, sizeof text);
    assert_non_null(strstr(text, "`hiraku rebuild --store /srv/open`"));
    problem_set(&p, STATUS_BAD_RELEASE, slice_of("release.json"), slice_of(NULL), "x");
    problem_text(&p, LANGUAGE_EN, text, sizeof text);
    assert_non_null(strstr(text, "`hiraku rebuild --store STORE`"));
}

static void enomem_is_out_of_memory(void **state)
{
    (void)state;
    struct problem p;
    errno = ENOMEM;
    assert_int_equal(problem_errno(&p, "x"), STATUS_NO_MEMORY);
    assert_int_equal(p.status, STATUS_NO_MEMORY);
}

static void text_fills_placeholders_in_japanese(void **state)
{
    (void)state;
    struct problem p;
    char text[256];
    problem_set(&p, STATUS_BAD_PARAMETER, slice_of("limit"), slice_of("-1"), NULL);
    problem_text(&p, LANGUAGE_JA, text, sizeof text);
    assert_string_equal(text, "パラメーター「limit」の値「-1」は使えません。");
}

static void text_appends_nearest_and_allowed_in_english(void **state)
{
    (void)state;
    struct problem p;
    char text[256];
    problem_set(&p, STATUS_UNKNOWN_PARAMETER, slice_of("limt"), slice_of(NULL), NULL);
    problem_nearest(&p, slice_of("limit"));
    problem_allow(&p, slice_of("cursor"));
    problem_allow(&p, slice_of("limit"));
    problem_text(&p, LANGUAGE_EN, text, sizeof text);
    assert_string_equal(text, "There is no parameter \"limt\" here. Did you mean \"limit\"? "
                              "Allowed: cursor, limit.");
}

static void text_appends_nearest_and_allowed_in_japanese(void **state)
{
    (void)state;
    struct problem p;
    char text[256];
    problem_set(&p, STATUS_UNKNOWN_PARAMETER, slice_of("limt"), slice_of(NULL), NULL);
    problem_nearest(&p, slice_of("limit"));
    problem_allow(&p, slice_of("cursor"));
    problem_text(&p, LANGUAGE_JA, text, sizeof text);
    assert_string_equal(text, "パラメーター「limt」はありません。「limit」のことですか。"
                              "使えるもの: cursor。");
}

static void a_placeholder_in_a_value_is_not_filled(void **state)
{
    (void)state;
    struct problem p;
    char text[256];
    problem_set(&p, STATUS_BAD_PARAMETER, slice_of("{value}"), slice_of("v"), NULL);
    problem_text(&p, LANGUAGE_EN, text, sizeof text);
    assert_string_equal(text, "\"v\" is not a value of the parameter \"{value}\".");
}

static void text_fits_its_buffer(void **state)
{
    (void)state;
    struct problem p;
    char text[16];
    problem_set(&p, STATUS_NOT_FOUND, slice_of("abc"), slice_of(NULL), NULL);
    problem_text(&p, LANGUAGE_JA, text, sizeof text);
    assert_string_equal(text, "「abc」はあ"); /* 3 + 3 + 3 + 6 = 15 bytes */
}

static void a_list_that_does_not_fit_shows_that_it_goes_on(void **state)
{
    (void)state;
    struct problem p;
    problem_set(&p, STATUS_UNKNOWN_PARAMETER, slice_of("x"), slice_of(NULL), NULL);
    for (int i = 0; i < 500; i++)
        problem_allow(&p, slice_of("parameter"));
    size_t len = strlen(p.allowed);
    assert_string_equal(p.allowed + len - strlen("parameter, …"), "parameter, …");
}

static void a_machine_that_fails_says_nothing_of_what_is_missing(void **state)
{
    (void)state;
    struct problem p = {.status = STATUS_OK};
    errno = EIO;
    problem_errno(&p, "x");
    assert_true(problem_is_of_machine(&p));
    errno = ENOENT;
    problem_errno(&p, "x");
    assert_false(problem_is_of_machine(&p));
    problem_set(&p, STATUS_UNREADABLE, SLICE_NONE, SLICE_NONE, NULL);
    assert_true(problem_is_of_machine(&p));
    problem_memory(&p);
    assert_true(problem_is_of_machine(&p));
    problem_set(&p, STATUS_BAD_RELEASE, SLICE_NONE, SLICE_NONE, NULL);
    assert_false(problem_is_of_machine(&p));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_a_slug_and_an_http_code),
        cmocka_unit_test(slugs_differ),
        cmocka_unit_test(details_name_known_placeholders_only),
        cmocka_unit_test(an_unknown_status_is_internal),
        cmocka_unit_test(set_returns_its_status_without_a_problem),
        cmocka_unit_test(set_clears_the_other_members),
        cmocka_unit_test(set_accepts_its_own_members),
        cmocka_unit_test(long_text_is_cut_between_characters),
        cmocka_unit_test(bytes_that_are_not_utf8_become_replacement_characters),
        cmocka_unit_test(control_characters_cannot_reach_a_terminal),
        cmocka_unit_test(errno_names_the_path_and_the_reason),
        cmocka_unit_test(what_is_said_of_a_system_error_is_its_cause),
        cmocka_unit_test(store_of_a_release_is_named),
        cmocka_unit_test(enomem_is_out_of_memory),
        cmocka_unit_test(text_fills_placeholders_in_japanese),
        cmocka_unit_test(text_appends_nearest_and_allowed_in_english),
        cmocka_unit_test(text_appends_nearest_and_allowed_in_japanese),
        cmocka_unit_test(a_placeholder_in_a_value_is_not_filled),
        cmocka_unit_test(text_fits_its_buffer),
        cmocka_unit_test(a_machine_that_fails_says_nothing_of_what_is_missing),
        cmocka_unit_test(a_list_that_does_not_fit_shows_that_it_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
