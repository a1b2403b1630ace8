/* What files are called, which addresses have one, and how one leads to another. */
#include "hiraku/static_site/static_name.h"

#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena arena;

static void addresses(void **state)
{
    (void)state;
    static const struct {
        const char *link;
        bool on_plain, taken;
        const char *ask, *file;
        bool page;
    } cases[] = {
        {"/", true, true, "/", "index.html", true},
        {"/?lang=en", true, true, "/?lang=en", "en/index.html", true},
        {"/?lang=ja", true, true, "/", "index.html", true},
        {"/kpis/x", true, true, "/kpis/x", "kpis/x/index.html", true},
        {"/kpis/x?lang=en", false, true, "/kpis/x?lang=en", "en/kpis/x/index.html", true},
        {"/v1/kpis.csv", true, true, "/v1/kpis.csv", "v1/kpis.csv", false},
        {"/units/a%2Fb", true, true, "/units/a%2Fb", "units/a~2Fb/index.html", true},
        {"/units/a~b", true, true, "/units/a~b", "units/a~7Eb/index.html", true},
        {"/units/%25.P", true, true, "/units/%25.P", "units/%.P/index.html", true},
        /* the first 16 digits of `printf program=a | sha256sum`, and of cursor=Q */
        {"/kpis?program=a", true, true, "/kpis?program=a", "kpis/q/86eeb6ac7331eeb6/index.html",
         true},
        {"/kpis?lang=en&program=a", true, true, "/kpis?program=a&lang=en",
         "en/kpis/q/86eeb6ac7331eeb6/index.html", true},
        {"/v1/kpis.json?cursor=Q", false, true, "/v1/kpis.json?cursor=Q",
         "v1/q/8602625f03c7f7d2/kpis.json", false},
        {"/kpis?program=a", false, false, NULL, NULL, false},
        {"/kpis?program=a&kind=b", true, false, NULL, NULL, false},
        {"/kpis?sort=id", true, false, NULL, NULL, false},
        {"/kpis?release=1", true, false, NULL, NULL, false},
        {"/search?q=x", true, false, NULL, NULL, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct static_address address;
        bool taken = static_address_read(&address, slice_of(cases[i].link), LANGUAGE_JA,
                                         cases[i].on_plain, &arena);
        assert_int_equal(taken, cases[i].taken);
        if (!taken)
            continue;
        assert_string_equal(address.ask.at, cases[i].ask);
        assert_string_equal(static_name(&address, cases[i].page, &arena).at, cases[i].file);
    }
}

static void what_cannot_be_a_name(void **state)
{
    (void)state;
    static const char *const paths[] = {"/a/../b", "/%2E%2E", "/a/%", "/a/%0A", "/a//b", "a", "/."};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct static_address address;
        assert_true(static_address_read(&address, slice_of(paths[i]), LANGUAGE_JA, true, &arena));
        assert_null(static_name(&address, true, &arena).at);
    }
    char path[300] = "/";
    memset(path + 1, 'x', sizeof path - 2);
    struct static_address address;
    assert_true(static_address_read(&address, slice_of(path), LANGUAGE_JA, true, &arena));
    assert_null(static_name(&address, true, &arena).at);
}

static void links(void **state)
{
    (void)state;
    static const struct {
        const char *base, *from, *to, *link;
    } cases[] = {
        {"", "index.html", "index.html", "./"},
        {"", "index.html", "kpis/x/index.html", "./kpis/x/"},
        {"", "kpis/x/index.html", "index.html", "../../"},
        {"", "kpis/x/index.html", "v1/kpis.csv", "../../v1/kpis.csv"},
        {"", "a/b", "units/%.P/index.html", "../units/%25.P/"},
        {"", "a/b", "units/\xE4\xBA\xBA/index.html", "../units/%E4%BA%BA/"},
        {"", "a/b", "myindex.html", "../myindex.html"},
        {"/town", "", "kpis/index.html", "/town/kpis/"},
        {"https://a.example", "", "index.html", "https://a.example/"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct out out;
        out_open_memory(&out, 1000);
        static_name_link(&out, slice_of(cases[i].base), slice_of(cases[i].from),
                         slice_of(cases[i].to));
        out_char(&out, '\0');
        assert_string_equal(out.bytes, cases[i].link);
        out_close(&out);
    }
}

static int end(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void)
{
    arena_init(&arena, 1 << 20);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses),
        cmocka_unit_test(what_cannot_be_a_name),
        cmocka_unit_test(links),
    };
    return cmocka_run_group_tests(tests, NULL, end);
}
