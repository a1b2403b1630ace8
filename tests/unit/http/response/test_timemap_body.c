/* timemap_body.h: a TimeMap in its two forms. What is expected is laid out as RFC 7089 s.5 (figure
 * 28) and RFC 6690 s.2 have it. */
#include "hiraku/http/response/timemap_body.h"

#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define ORIGINAL "https://data.example/v1/programs?kind=a"
#define SELF     "https://data.example/v1/timemap?url=/v1/programs?kind=a"

/* The newest first: Sun, 06 Nov 1994 08:49:37 GMT and a day before. */
static const struct timeline_state states[] = {{7, 784111777}, {2, 784025377}};

static struct timemap sample(void)
{
    return (struct timemap){.original = slice_of(ORIGINAL),
                            .self = slice_of(SELF),
                            .link = slice_of(SELF "&x=link"),
                            .json = slice_of(SELF "&x=json"),
                            .states = states,
                            .count = 2,
                            .newest = true};
}

static void assert_written(const struct timemap *map,
                           void write(const struct timemap *, struct out *), const char *expected)
{
    struct out out;
    out_open_memory(&out, 1 << 16);
    write(map, &out);
    struct slice text = out_written(&out);
    assert_int_equal(text.len, strlen(expected));
    assert_memory_equal(text.at, expected, text.len);
    out_close(&out);
}

static void all_of_it_has_a_first_and_a_last(void **state)
{
    (void)state;
    const struct timemap map = sample();
    assert_written(&map, timemap_write_link,
                   "<" ORIGINAL ">;rel=\"original\",\n"
                   "<" SELF ">;rel=\"self\";type=\"application/link-format\""
                   ";from=\"Sat, 05 Nov 1994 08:49:37 GMT\""
                   ";until=\"Sun, 06 Nov 1994 08:49:37 GMT\",\n"
                   "<" ORIGINAL ">;rel=\"timegate\",\n"
                   "<" ORIGINAL "&release=2>;rel=\"first memento\""
                   ";datetime=\"Sat, 05 Nov 1994 08:49:37 GMT\",\n"
                   "<" ORIGINAL "&release=7>;rel=\"last memento\""
                   ";datetime=\"Sun, 06 Nov 1994 08:49:37 GMT\"\n");
}

static void the_only_one_is_both(void **state)
{
    (void)state;
    struct timemap map = sample();
    map.count = 1;
    map.original = slice_of("https://data.example/v1/programs");
    assert_written(&map, timemap_write_link,
                   "<https://data.example/v1/programs>;rel=\"original\",\n"
                   "<" SELF ">;rel=\"self\";type=\"application/link-format\""
                   ";from=\"Sun, 06 Nov 1994 08:49:37 GMT\""
                   ";until=\"Sun, 06 Nov 1994 08:49:37 GMT\",\n"
                   "<https://data.example/v1/programs>;rel=\"timegate\",\n"
                   "<https://data.example/v1/programs?release=7>;rel=\"first last memento\""
                   ";datetime=\"Sun, 06 Nov 1994 08:49:37 GMT\"\n");
}

static void a_part_leads_to_what_is_older(void **state)
{
    (void)state;
    struct timemap map = sample();
    map.count = 1;
    map.newest = false;
    map.older = slice_of(SELF "&before=7");
    map.older_first = map.older_last = states[1];
    assert_written(&map, timemap_write_link,
                   "<" ORIGINAL ">;rel=\"original\",\n"
                   "<" SELF ">;rel=\"self\";type=\"application/link-format\""
                   ";from=\"Sun, 06 Nov 1994 08:49:37 GMT\""
                   ";until=\"Sun, 06 Nov 1994 08:49:37 GMT\",\n"
                   "<" ORIGINAL ">;rel=\"timegate\",\n"
                   "<" SELF "&before=7>;rel=\"timemap\";type=\"application/link-format\""
                   ";from=\"Sat, 05 Nov 1994 08:49:37 GMT\""
                   ";until=\"Sat, 05 Nov 1994 08:49:37 GMT\",\n"
                   "<" ORIGINAL "&release=7>;rel=\"memento\""
                   ";datetime=\"Sun, 06 Nov 1994 08:49:37 GMT\"\n");
    assert_written(&map, timemap_write_json,
                   "{\"original_uri\":\"" ORIGINAL "\",\"self\":\"" SELF
                   "\",\"timegate_uri\":\"" ORIGINAL "\",\"timemap_uri\":{\"json_format\":\"" SELF
                   "&x=json\",\"link_format\":\"" SELF "&x=link\"},\"mementos\":{\"list\":["
                   "{\"datetime\":\"1994-11-06T08:49:37Z\",\"uri\":\"" ORIGINAL
                   "&release=7\"}]},\"timemap_index\":[{\"from\":\"1994-11-05T08:49:37Z\","
                   "\"until\":\"1994-11-05T08:49:37Z\",\"uri\":\"" SELF "&before=7\"}]}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_it_has_a_first_and_a_last),
        cmocka_unit_test(the_only_one_is_both),
        cmocka_unit_test(a_part_leads_to_what_is_older),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
