/* lock.h: one holder, who is named. */
#include "hiraku/base/durable_file.h"
#include "hiraku/release/lock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static void second_one_is_told_who(void **state)
{
    (void)state;
    char path[] = "/tmp/hiraku-lock-XXXXXX", pid[32];
    struct problem p;
    int first, second;
    assert_non_null(mkdtemp(path));
    assert_int_equal(lock_take(path, &first, &p), STATUS_OK);
    assert_int_equal(lock_take(path, &second, &p), STATUS_LOCKED);
    assert_int_equal(second, -1);
    snprintf(pid, sizeof pid, "pid %ld, ", (long)getpid());
    assert_non_null(strstr(p.value, pid));
    lock_release(first);
    assert_int_equal(lock_take(path, &second, &p), STATUS_OK);
    lock_release(second);
    assert_int_equal(folder_remove(path, &p), STATUS_OK);
}

static void no_folder_no_lock(void **state)
{
    (void)state;
    struct problem p;
    int fd;
    assert_int_equal(lock_take("/tmp/hiraku-no-such-folder", &fd, &p), STATUS_SYSTEM);
    lock_release(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(second_one_is_told_who),
        cmocka_unit_test(no_folder_no_lock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
