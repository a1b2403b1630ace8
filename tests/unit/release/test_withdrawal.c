/* withdrawal.h: what is written is what is read, and what is damaged is not taken for none. */
#include "hiraku/release/withdrawal.h"

#include "written_store.h"

static void a_withdrawal_comes_back(void **state)
{
    struct withdrawal read, written = {.at = 1700000000};
    snprintf(written.reason, sizeof written.reason, "氏名が含まれていたため");
    snprintf(written.reason_en, sizeof written.reason_en, "It had a \"name\" in it");
    memset(written.release, 'a', DIGEST_SIZE - 1);
    assert_int_equal(withdrawal_write(&written, written_dir(*state, 1), NULL), STATUS_OK);
    assert_int_equal(withdrawal_read(&read, written_dir(*state, 1), NULL), STATUS_OK);
    assert_string_equal(read.reason, written.reason);
    assert_string_equal(read.reason_en, written.reason_en);
    assert_string_equal(read.release, written.release);
    assert_int_equal(read.at, written.at);
}

static void the_longest_reason_comes_back(void **state)
{
    struct withdrawal read, written = {.at = 1};
    memset(written.reason, 'r', WITHDRAWAL_REASON_MAX);
    assert_int_equal(withdrawal_write(&written, written_dir(*state, 1), NULL), STATUS_OK);
    assert_int_equal(withdrawal_read(&read, written_dir(*state, 1), NULL), STATUS_OK);
    assert_string_equal(read.reason, written.reason);
}

static void without_the_file_nothing_is_withdrawn(void **state)
{
    struct withdrawal read;
    memset(&read, 'x', sizeof read);
    assert_int_equal(withdrawal_read(&read, written_dir(*state, 1), NULL), STATUS_OK);
    assert_string_equal(read.reason, "");
    assert_int_equal(read.at, 0);
}

#define DIGEST                                                                                     \
    "\"release\":\"" /* of nothing that matters here */                                            \
    "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\""
#define REST "\"reason_en\":\"\"," DIGEST ",\"withdrawn_at\":\"2026-01-02T03:04:05Z\""

static void what_is_damaged_is_not_taken_for_none(void **state)
{
    static const char *const bad[] = {
        "",
        "[]",
        "{\"reason\":\"r\"",
        "{" REST "}",
        "{\"reason\":\"\"," REST "}",
        "{\"reason\":7," REST "}",
        "{\"reason\":\"r\",\"reason_en\":\"\"," DIGEST ",\"withdrawn_at\":\"yesterday\"}",
        "{\"reason\":\"r\"," DIGEST ",\"withdrawn_at\":\"2026-01-02T03:04:05Z\"}",
    };
    struct withdrawal read;
    written_file(*state, 1, layout_withdrawal, "{\"reason\":\"r\"," REST "}");
    assert_int_equal(withdrawal_read(&read, written_dir(*state, 1), NULL), STATUS_OK);
    assert_int_equal(read.at, 1767323045);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        written_file(*state, 1, layout_withdrawal, bad[i]);
        if (withdrawal_read(&read, written_dir(*state, 1), NULL) != STATUS_BAD_RELEASE)
            fail_msg("%s", bad[i]);
    }
}

static void a_reason_that_is_too_long_is_damage(void **state)
{
    char text[WITHDRAWAL_REASON_MAX + 512], reason[WITHDRAWAL_REASON_MAX + 2];
    struct withdrawal read;
    memset(reason, 'r', sizeof reason - 1);
    reason[sizeof reason - 1] = '\0';
    snprintf(text, sizeof text, "{\"reason\":\"%s\"," REST "}", reason);
    written_file(*state, 1, layout_withdrawal, text);
    assert_int_equal(withdrawal_read(&read, written_dir(*state, 1), NULL), STATUS_BAD_RELEASE);
}

#define IN_A_STORE(test) cmocka_unit_test_setup_teardown(test, written_make, written_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_STORE(a_withdrawal_comes_back),
        IN_A_STORE(the_longest_reason_comes_back),
        IN_A_STORE(without_the_file_nothing_is_withdrawn),
        IN_A_STORE(what_is_damaged_is_not_taken_for_none),
        IN_A_STORE(a_reason_that_is_too_long_is_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
