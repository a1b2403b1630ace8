/* thing.h: where the document about what has an IRI is. */
#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/service/thing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { LIMIT = 1024 };

/* `expected` NULL: there is no such thing. */
static void check_document(struct thing thing, const char *expected)
{
    struct out out;
    out_open_memory(&out, LIMIT);
    assert_int_equal(thing_document(&thing, &out), expected != NULL);
    out_char(&out, '\0');
    if (expected)
        assert_string_equal(out_written(&out).at, expected);
    out_close(&out);
}

static struct thing thing_of(const char *family, const char *id, bool graph)
{
    return (struct thing){.family = slice_of(family),
                          .id = slice_of(id),
                          .form = graph ? "ttl" : "csv",
                          .graph = graph};
}

static void a_record_is_told_by_its_own_document(void **state)
{
    (void)state;
    struct thing thing = thing_of("observations", "a/b", true);
    thing.resource = model_resource(slice_of("observations"));
    check_document(thing, "/v1/observations/a%2Fb.ttl");
}

static void a_structure_is_a_graph_or_explained_on_a_page(void **state)
{
    (void)state;
    check_document(thing_of("structures", "observations", true), "/v1/structures/observations.ttl");
    check_document(thing_of("structures", "observations", false),
                   "/docs/dictionary.html#observations");
    check_document(thing_of("structures", "startups", true), NULL);
    check_document(thing_of("structures", "nothing", true), NULL);
}

static void a_slice_is_a_series(void **state)
{
    (void)state;
    check_document(thing_of("slices", "visits.actual.level._.seat%._", true),
                   "/v1/kpis/visits/series.ttl?value_type=actual&accumulation=level"
                   "&item__isnull=true&segment=seat%25&area__isnull=true");
    check_document(thing_of("slices", "", true), NULL);
    check_document(thing_of("slices", "visits.actual.level._._._._", true), NULL);
    check_document(thing_of("slices", "visits", true), NULL);
}

static void an_unknown_family_has_no_document(void **state)
{
    (void)state;
    check_document(thing_of("nothing", "x", true), NULL);
    check_document(thing_of("concept-schemes", "nothing", true), NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_told_by_its_own_document),
        cmocka_unit_test(a_structure_is_a_graph_or_explained_on_a_page),
        cmocka_unit_test(a_slice_is_a_series),
        cmocka_unit_test(an_unknown_family_has_no_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
