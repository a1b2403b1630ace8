/* tokens.h: what programs sign in with. */
#include "hiraku/desk/tokens.h"

#include "hiraku/base/clock.h"

#include "desk_folder.h"

static char secret[DESK_TOKEN_SIZE];

static enum status token_of(const struct desk_state *desk, const char *name, const char *until)
{
    return desk_token_add(desk, slice_of(name), DESK_EDITOR, slice_of(until), secret, NULL);
}

static bool is_taken(const struct desk_state *desk, time_t now)
{
    struct desk_tokens tokens;
    assert_int_equal(desk_tokens_read(&tokens, desk, NULL), STATUS_OK);
    const struct desk_token *token = desk_tokens_find(&tokens, slice_of(secret), now);
    bool found = token && strcmp(token->name, "nightly") == 0 && token->role == DESK_EDITOR;
    desk_tokens_free(&tokens);
    return found;
}

static void a_token_is_taken_until_its_last_day_is_over(void **state)
{
    time_t start;
    assert_int_equal(token_of(*state, "nightly", "2099-03-31"), STATUS_OK);
    assert_true(clock_parse_day(slice_of("2099-03-31"), &start));
    assert_true(is_taken(*state, time(NULL)));
    assert_true(is_taken(*state, start + 86399));
    assert_false(is_taken(*state, start + 86400));
}

static void the_file_has_its_digest_only(void **state)
{
    char sha256[DIGEST_SIZE];
    assert_int_equal(token_of(*state, "nightly", "2099-03-31"), STATUS_OK);
    assert_int_equal(strlen(secret), 12 + 64);
    char *text = desk_folder_file(*state, "tokens.json");
    desk_secret_digest(slice_of(secret), sha256);
    assert_null(strstr(text, secret));
    assert_null(strstr(text, secret + 12));
    assert_non_null(strstr(text, sha256));
    free(text);
}

static void one_that_was_removed_is_taken_no_more(void **state)
{
    assert_int_equal(token_of(*state, "nightly", "2099-03-31"), STATUS_OK);
    assert_int_equal(desk_token_remove(*state, slice_of("nightly"), NULL), STATUS_OK);
    assert_false(is_taken(*state, time(NULL)));
    assert_int_equal(desk_token_remove(*state, slice_of("nightly"), NULL), STATUS_DESK_UNKNOWN);
}

static void a_day_that_is_over_or_none_is_refused(void **state)
{
    static const char *const days[] = {"", "2020-01-01", "2099-02-30", "tomorrow", "2099-03-31T"};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        assert_int_equal(token_of(*state, "nightly", days[i]), STATUS_DESK_VALUE);
    assert_int_equal(token_of(*state, "Nightly", "2099-03-31"), STATUS_DESK_NAME);
}

static void a_name_is_taken_once(void **state)
{
    assert_int_equal(token_of(*state, "nightly", "2099-03-31"), STATUS_OK);
    assert_int_equal(token_of(*state, "nightly", "2099-03-31"), STATUS_DESK_KNOWN);
}

int main(void)
{
#define EACH(name) cmocka_unit_test_setup_teardown(name, desk_folder_make, desk_folder_remove)
    const struct CMUnitTest tests[] = {
        EACH(a_token_is_taken_until_its_last_day_is_over),
        EACH(the_file_has_its_digest_only),
        EACH(one_that_was_removed_is_taken_no_more),
        EACH(a_day_that_is_over_or_none_is_refused),
        EACH(a_name_is_taken_once),
    };
#undef EACH
    return cmocka_run_group_tests(tests, NULL, NULL);
}
