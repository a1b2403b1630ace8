/* E-mail addresses (RFC 5321), and those that people write in other ways. */
#include "hiraku/release/email.h"

#include "hiraku/base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void addresses(void **state)
{
    (void)state;
    static const char *const good[] = {"a@b.jp", "open.data+x@city.example.jp",
                                       "O'Hara@x-y.example"};
    static const char *const bad[] = {"",        "a",        "@b.jp",    "a@",
                                      "a@b",     "a b@c.jp", "a@b@c.jp", "a@b..jp",
                                      ".a@b.jp", "a.@b.jp",  "a@.jp",    "市@b.jp"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(email_is(slice_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(email_is(slice_of(bad[i])));
}

static void mended_address_is_the_bare_one(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "mailto:open@town.example", "MAILTO:open@town.example?subject=x",
        "open＠town.example",       "町企画課 <open@town.example>",
        " open @ town.example ",    "ｏｐｅｎ@ｔｏｗｎ．ｅｘａｍｐｌｅ"};
    struct arena arena;
    arena_init(&arena, 65536);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_true(slice_is(email_mend(&arena, slice_of(texts[i])), "open@town.example"));
    assert_int_equal(email_mend(&arena, slice_of("企画課")).len, 0);
    assert_int_equal(email_mend(&arena, slice_of("open.town.example")).len, 0);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses),
        cmocka_unit_test(mended_address_is_the_bare_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
