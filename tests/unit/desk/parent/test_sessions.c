/* sessions.h: who is signed in, and for how long. */
#include "hiraku/desk/parent/sessions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

enum { IDLE = 1000, MOST = 5000, PLACES = 2 };

static struct desk_account list[] = {{.name = "hanako", .role = DESK_APPROVER, .stamp = "one"},
                                     {.name = "taro", .role = DESK_EDITOR, .stamp = "two"}};
static const struct desk_accounts people = {list, 2};

static struct desk_sessions sessions_of_two(void)
{
    struct desk_sessions sessions = {.idle_ms = IDLE, .most_ms = MOST};
    assert_int_equal(desk_sessions_new(&sessions, PLACES, NULL), STATUS_OK);
    return sessions;
}

static void session_begin(struct desk_sessions *sessions, int who, int64_t now,
                          char id[DESK_SECRET_SIZE])
{
    assert_int_equal(desk_session_begin(sessions, &list[who], now, id, NULL), STATUS_OK);
}

static bool is_in(struct desk_sessions *sessions, const char *id, int64_t now)
{
    return desk_session_use(sessions, slice_of(id), &people, now) != NULL;
}

static void it_ends_when_it_is_not_used(void **state)
{
    struct desk_sessions sessions = sessions_of_two();
    char id[DESK_SECRET_SIZE];
    (void)state;
    session_begin(&sessions, 0, 0, id);
    assert_true(is_in(&sessions, id, IDLE));
    assert_true(is_in(&sessions, id, 2 * IDLE));
    assert_false(is_in(&sessions, id, 3 * IDLE + 1));
    assert_false(is_in(&sessions, id, 3 * IDLE + 1));
    desk_sessions_free(&sessions);
}

static void it_ends_after_its_time_however_much_it_is_used(void **state)
{
    struct desk_sessions sessions = sessions_of_two();
    char id[DESK_SECRET_SIZE];
    (void)state;
    session_begin(&sessions, 0, 0, id);
    for (int64_t now = 0; now <= MOST; now += IDLE)
        assert_true(is_in(&sessions, id, now));
    assert_false(is_in(&sessions, id, MOST + 1));
    desk_sessions_free(&sessions);
}

static void another_password_ends_it(void **state)
{
    struct desk_sessions sessions = sessions_of_two();
    char id[DESK_SECRET_SIZE];
    (void)state;
    session_begin(&sessions, 0, 0, id);
    snprintf(list[0].stamp, sizeof list[0].stamp, "other");
    assert_false(is_in(&sessions, id, 1));
    snprintf(list[0].stamp, sizeof list[0].stamp, "one");
    assert_false(is_in(&sessions, id, 2));
    desk_sessions_free(&sessions);
}

static void all_of_one_name_end_and_no_other(void **state)
{
    struct desk_sessions sessions = sessions_of_two();
    char hanako[DESK_SECRET_SIZE], taro[DESK_SECRET_SIZE];
    (void)state;
    session_begin(&sessions, 0, 0, hanako);
    session_begin(&sessions, 1, 0, taro);
    assert_int_equal(desk_sessions_of(&sessions, "hanako"), 1);
    desk_sessions_end_all(&sessions, "hanako");
    assert_false(is_in(&sessions, hanako, 1));
    assert_true(is_in(&sessions, taro, 1));
    desk_sessions_free(&sessions);
}

static void where_places_are_taken_the_least_used_goes(void **state)
{
    struct desk_sessions sessions = sessions_of_two();
    char ids[3][DESK_SECRET_SIZE];
    (void)state;
    session_begin(&sessions, 0, 0, ids[0]);
    session_begin(&sessions, 1, 10, ids[1]);
    assert_true(is_in(&sessions, ids[0], 20));
    session_begin(&sessions, 0, 30, ids[2]);
    assert_true(is_in(&sessions, ids[0], 40));
    assert_false(is_in(&sessions, ids[1], 40));
    assert_true(is_in(&sessions, ids[2], 40));
    desk_sessions_free(&sessions);
}

/* A free place has no id, and an empty one is nobody's. */
static void what_is_no_id_is_nobody(void **state)
{
    struct desk_sessions sessions = sessions_of_two();
    (void)state;
    assert_false(is_in(&sessions, "", 0));
    assert_false(is_in(&sessions, "0", 0));
    desk_sessions_free(&sessions);
}

static void memory_has_no_id(void **state)
{
    struct desk_sessions sessions = sessions_of_two();
    char id[DESK_SECRET_SIZE];
    (void)state;
    session_begin(&sessions, 0, 0, id);
    assert_null(memmem(sessions.list, PLACES * sizeof *sessions.list, id, 64));
    desk_sessions_free(&sessions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_ends_when_it_is_not_used),
        cmocka_unit_test(it_ends_after_its_time_however_much_it_is_used),
        cmocka_unit_test(another_password_ends_it),
        cmocka_unit_test(all_of_one_name_end_and_no_other),
        cmocka_unit_test(where_places_are_taken_the_least_used_goes),
        cmocka_unit_test(what_is_no_id_is_nobody),
        cmocka_unit_test(memory_has_no_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
