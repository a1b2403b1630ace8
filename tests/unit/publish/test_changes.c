/* changes.csv as publishing writes it (api/publish/parts.h): which rows a difference makes, and
 * which ids are retired. */
#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/publish/publish.h"
#include "hiraku/staging/stage.h"

#include "api/publish/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Cells of a record: names and cells in turn, ends with NULL. */
static const struct slice *record(struct slice *cells, const struct resource *resource,
                                  const char *const *texts)
{
    for (size_t i = 0; i < COLUMNS_MAX; i++)
        cells[i] = SLICE_NONE;
    for (size_t i = 0; texts[i]; i += 2)
        cells[model_index(resource, model_column(resource, slice_of(texts[i])))] =
            slice_of(texts[i + 1]);
    return cells;
}

static struct slice old_cells[COLUMNS_MAX], new_cells[COLUMNS_MAX];

#define OLD(...) record(old_cells, resource, (const char *const[]){__VA_ARGS__, NULL})
#define NOW(...) record(new_cells, resource, (const char *const[]){__VA_ARGS__, NULL})

static const struct resource *table(const char *name)
{
    const struct resource *resource = model_resource(slice_of(name));
    assert_non_null(resource);
    return resource;
}

static void writes(const struct difference *difference, const char *expected)
{
    struct out out;
    out_open_memory(&out, 4096);
    changes_write(&out, difference);
    out_char(&out, '\0');
    assert_string_equal(out.bytes, expected);
    out_close(&out);
}

static void a_new_record_is_one_row(void **state)
{
    (void)state;
    const struct resource *resource = table("sources");
    writes(&(struct difference){.resource = resource,
                                .id = slice_of("s"),
                                .now = NOW("id", "s", "title_ja", "題")},
           "sources,s,*,,added\r\n");
}

static void a_record_that_goes_leaves_its_cells(void **state)
{
    (void)state;
    const struct resource *resource = table("sources");
    writes(&(struct difference){.resource = resource,
                                .id = slice_of("s"),
                                .old = OLD("id", "s", "title_ja", "a, \"b\"", "kind", "plan")},
           "sources,s,*,,removed\r\nsources,s,id,s,\r\n"
           "sources,s,title_ja,\"a, \"\"b\"\"\",\r\nsources,s,kind,plan,\r\n");
}

static void each_cell_that_differs_is_one_row(void **state)
{
    (void)state;
    const struct resource *resource = table("sources");
    writes(&(struct difference){.resource = resource,
                                .id = slice_of("s"),
                                .old = OLD("id", "s", "title_ja", "x", "kind", "plan"),
                                .now = NOW("id", "s", "title_ja", "y", "title_en", "z")},
           "sources,s,title_ja,x,y\r\nsources,s,title_en,,z\r\nsources,s,kind,plan,\r\n");
}

/* --- retired ids ------------------------------------------------------------------------------ */

static enum status retired_join(void *context, struct slice of, struct slice id,
                                struct slice release, struct problem *p)
{
    char *text = context;
    size_t len = strlen(text);
    (void)p;
    snprintf(text + len, 256 - len, "%.*s %.*s %.*s;", (int)of.len, of.at, (int)id.len, id.at,
             (int)release.len, release.at);
    return STATUS_OK;
}

/* The retired ids after the differences, each of release 7. */
static void retires(const struct difference *differences, size_t count, const char *expected)
{
    char text[256] = "";
    struct stage *stage;
    struct out out;
    out_open_memory(&out, 4096);
    assert_int_equal(stage_new(&stage, NULL), STATUS_OK);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(changes_take(&out, &differences[i], stage, slice_of("7"), NULL),
                         STATUS_OK);
    assert_int_equal(stage_retired(stage, retired_join, text, NULL), STATUS_OK);
    assert_string_equal(text, expected);
    stage_free(stage);
    out_close(&out);
}

static void an_id_that_goes_is_retired_and_one_that_comes_back_is_not(void **state)
{
    (void)state;
    const struct resource *resource = table("sources");
    const struct slice *old = OLD("id", "x"), *now = NOW("id", "x");
    const struct difference differences[] = {
        {.resource = resource, .id = slice_of("a"), .old = old},
        {.resource = resource, .id = slice_of("b"), .old = old},
        {.resource = resource, .id = slice_of("a"), .now = now},
        {.resource = resource, .id = slice_of("c"), .old = old, .now = now},
    };
    retires(differences, 2, "sources a 7;sources b 7;");
    retires(differences, 4, "sources b 7;");
}

static void nobody_refers_to_ids_of_computed_tables(void **state)
{
    (void)state;
    const struct resource *resource = table("periods");
    assert_non_null(resource->computed);
    const struct difference gone = {
        .resource = resource, .id = slice_of("FY2020"), .old = OLD("period", "FY2020")};
    retires(&gone, 1, "");
}

static void an_output_that_failed_ends_it(void **state)
{
    (void)state;
    const struct resource *resource = table("sources");
    const struct difference gone = {
        .resource = resource, .id = slice_of("a"), .old = OLD("id", "a")};
    char bytes[8];
    struct out out;
    struct problem p;
    out_open_buffer(&out, bytes, sizeof bytes);
    assert_int_equal(changes_take(&out, &gone, NULL, slice_of("7"), &p), STATUS_TOO_LARGE);
    assert_int_equal(p.status, STATUS_TOO_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_record_is_one_row),
        cmocka_unit_test(a_record_that_goes_leaves_its_cells),
        cmocka_unit_test(each_cell_that_differs_is_one_row),
        cmocka_unit_test(an_id_that_goes_is_retired_and_one_that_comes_back_is_not),
        cmocka_unit_test(nobody_refers_to_ids_of_computed_tables),
        cmocka_unit_test(an_output_that_failed_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
