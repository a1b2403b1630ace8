/* accounts.h: who works at the desk. */
#include "hiraku/desk/accounts.h"

#include "desk_folder.h"

static const char good_password[] = "correct horse battery";

static enum status account_of(const struct desk_state *desk, const char *name, enum desk_role role)
{
    return desk_account_add(desk, slice_of(name), role, slice_of(good_password), false, NULL);
}

static void who_was_added_is_there_with_role_and_password(void **state)
{
    struct desk_accounts accounts;
    uint64_t computed = 0;
    assert_int_equal(account_of(*state, "taro", DESK_EDITOR), STATUS_OK);
    assert_int_equal(account_of(*state, "hanako", DESK_APPROVER), STATUS_OK);
    assert_int_equal(desk_accounts_read(&accounts, *state, NULL), STATUS_OK);
    assert_int_equal(accounts.count, 2);
    const struct desk_account *hanako = desk_accounts_find(&accounts, slice_of("hanako"));
    assert_ptr_equal(hanako, &accounts.list[0]);
    assert_int_equal(hanako->role, DESK_APPROVER);
    assert_true(password_matches(hanako->hash, slice_of(good_password), &computed));
    assert_false(password_matches(hanako->hash, slice_of("correct horse batterz"), &computed));
    assert_int_equal(computed, 2);
    desk_accounts_free(&accounts);
}

static void the_file_has_no_password_and_names_its_parameters(void **state)
{
    assert_int_equal(account_of(*state, "hanako", DESK_APPROVER), STATUS_OK);
    char *text = desk_folder_file(*state, "accounts.json");
    assert_null(strstr(text, good_password));
    assert_non_null(strstr(text, "$argon2id$v=19$m=65536,t=3,p=1$"));
    free(text);
}

static void a_name_is_taken_once_and_has_a_shape(void **state)
{
    assert_int_equal(account_of(*state, "hanako", DESK_APPROVER), STATUS_OK);
    assert_int_equal(account_of(*state, "hanako", DESK_EDITOR), STATUS_DESK_KNOWN);
    static const char *const wrong[] = {
        "", "Hanako", "1a", "a b", "../a", "a\n", "花子", "abcdefghijklmnopqrstuvwxyzabcdefg"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(account_of(*state, wrong[i], DESK_EDITOR), STATUS_DESK_NAME);
}

static void a_password_is_long_enough_and_not_the_name(void **state)
{
    static const char *const wrong[] = {"", "elevenchars", "hanakohanako", "twelve\001chars"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(desk_account_add(*state, slice_of("hanakohanako"), DESK_EDITOR,
                                          slice_of(wrong[i]), false, NULL),
                         STATUS_DESK_PASSWORD);
    /* characters, not bytes: four of three bytes each are four */
    assert_int_equal(password_check("a", slice_of("桜の花が"), NULL), STATUS_DESK_PASSWORD);
    assert_int_equal(password_check("a", slice_of("桜の花が咲く四月の市役所前"), NULL), STATUS_OK);
}

static void another_password_has_another_stamp(void **state)
{
    struct desk_accounts before, after;
    uint64_t computed = 0;
    assert_int_equal(account_of(*state, "hanako", DESK_APPROVER), STATUS_OK);
    assert_int_equal(desk_accounts_read(&before, *state, NULL), STATUS_OK);
    assert_int_equal(
        desk_account_password(*state, slice_of("hanako"), slice_of("another long sentence"), NULL),
        STATUS_OK);
    assert_int_equal(desk_accounts_read(&after, *state, NULL), STATUS_OK);
    assert_string_not_equal(before.list[0].stamp, after.list[0].stamp);
    assert_false(password_matches(after.list[0].hash, slice_of(good_password), &computed));
    desk_accounts_free(&before);
    desk_accounts_free(&after);
    assert_int_equal(desk_account_password(*state, slice_of("jiro"), slice_of(good_password), NULL),
                     STATUS_DESK_UNKNOWN);
}

static void the_last_approver_of_several_people_stays(void **state)
{
    assert_int_equal(account_of(*state, "hanako", DESK_APPROVER), STATUS_OK);
    assert_int_equal(account_of(*state, "taro", DESK_EDITOR), STATUS_OK);
    assert_int_equal(desk_account_remove(*state, slice_of("hanako"), NULL), STATUS_DESK_LAST);
    assert_int_equal(desk_account_remove(*state, slice_of("taro"), NULL), STATUS_OK);
    assert_int_equal(desk_account_remove(*state, slice_of("hanako"), NULL), STATUS_OK);
    assert_int_equal(desk_account_remove(*state, slice_of("hanako"), NULL), STATUS_DESK_UNKNOWN);
}

static void the_first_one_is_set_up_once(void **state)
{
    assert_int_equal(desk_account_add(*state, slice_of("hanako"), DESK_APPROVER,
                                      slice_of(good_password), true, NULL),
                     STATUS_OK);
    assert_int_equal(desk_account_add(*state, slice_of("jiro"), DESK_APPROVER,
                                      slice_of(good_password), true, NULL),
                     STATUS_DESK_SETUP);
}

static void a_name_that_nobody_has_takes_a_hash_too(void **state)
{
    uint64_t computed = 0;
    (void)state;
    assert_false(password_matches(NULL, slice_of(good_password), &computed));
    assert_int_equal(computed, 1);
}

static void a_damaged_file_is_named(void **state)
{
    static const char *const damaged[] = {"", "[]", "{\"accounts\": 1}",
                                          "{\"accounts\": [{\"name\": \"x\"}]}"};
    struct desk_accounts accounts;
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        desk_folder_write(*state, "accounts.json", damaged[i]);
        assert_int_equal(desk_accounts_read(&accounts, *state, NULL), STATUS_DESK_DAMAGED);
        desk_accounts_free(&accounts);
    }
}

int main(void)
{
#define EACH(name) cmocka_unit_test_setup_teardown(name, desk_folder_make, desk_folder_remove)
    const struct CMUnitTest tests[] = {
        EACH(who_was_added_is_there_with_role_and_password),
        EACH(the_file_has_no_password_and_names_its_parameters),
        EACH(a_name_is_taken_once_and_has_a_shape),
        EACH(a_password_is_long_enough_and_not_the_name),
        EACH(another_password_has_another_stamp),
        EACH(the_last_approver_of_several_people_stays),
        EACH(the_first_one_is_set_up_once),
        EACH(a_name_that_nobody_has_takes_a_hash_too),
        EACH(a_damaged_file_is_named),
    };
#undef EACH
    return cmocka_run_group_tests(tests, NULL, NULL);
}
