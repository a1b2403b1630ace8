/* model.h: the tables are sound and can be looked up. */
#include "hiraku/model/model.h"
#include "hiraku/model/model_check.h"
#include "hiraku/model/namespaces.h"
#include "hiraku/model/registry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_registered_tables_are_sound(void **state)
{
    (void)state;
    struct problem p = {0};
    enum status status = model_check(&p);
    if (status != STATUS_OK)
        print_error("%s: %s\n", p.subject, p.reason);
    assert_int_equal(status, STATUS_OK);
}

static void speaks_japanese(const char *name, const char *sentence)
{
    size_t len = sentence ? strlen(sentence) : 0;
    if (len < 4 || strcmp(sentence + len - 3, "。") != 0)
        fail_msg("%s: no Japanese sentence", name);
}

static void every_meaning_is_a_sentence_in_japanese_too(void **state)
{
    (void)state;
    for (size_t i = 0; i <= model_resource_count; i++) {
        const struct resource *resource =
            i < model_resource_count ? model_resources[i] : &instance_resource;
        speaks_japanese(resource->name, resource->doc_ja);
        for (const struct column *c = resource->columns; c->name; c++)
            if (column_is_published(c))
                speaks_japanese(c->name, c->doc_ja);
    }
}

static void a_table_is_found_by_its_whole_name_only(void **state)
{
    (void)state;
    assert_non_null(model_resource(slice_of("programs")));
    assert_null(model_resource(slice_of("program")));
    assert_null(model_resource(slice_of("programsx")));
    assert_null(model_resource(slice_of("")));
}

static void every_text_in_japanese_has_a_twin_in_english(void **state)
{
    (void)state;
    for (size_t i = 0; i < model_resource_count; i++)
        for (const struct column *c = model_resources[i]->columns; c->name; c++) {
            size_t len = strlen(c->name);
            if (len < 3 || strcmp(c->name + len - 3, "_ja") != 0)
                continue;
            char twin[64];
            memcpy(twin, c->name, len - 2);
            memcpy(twin + len - 2, "en", 3);
            assert_non_null(model_column(model_resources[i], slice_of(twin)));
        }
}

static void a_joined_id_writes_empty_keys_and_periods_as_the_model_says(void **state)
{
    (void)state;
    const struct resource *observations = model_resource(slice_of("observations"));
    const struct slice keys[] = {
        slice_of("k1"), slice_of("2023-04-01/.."), slice_of("target"), slice_of("level"),
        slice_of(""),   slice_of("young"),         slice_of("131024")};
    char id[256];
    assert_int_equal(model_join_id(observations, keys, id, sizeof id),
                     strlen("k1.2023-04-01_~.target.level._.young.131024"));
    assert_string_equal(id, "k1.2023-04-01_~.target.level._.young.131024");
}

static void a_joined_id_that_does_not_fit_has_no_length(void **state)
{
    (void)state;
    const struct resource *table = model_resource(slice_of("participations"));
    const struct slice keys[] = {slice_of("programme"), slice_of("body"), slice_of("host")};
    char id[10];
    assert_int_equal(model_join_id(table, keys, id, sizeof id), 0);
}

static void key_cells_are_those_of_the_key_in_the_order_of_columns(void **state)
{
    (void)state;
    const struct resource *table = model_resource(slice_of("participations"));
    struct slice cells[COLUMNS_MAX] = {SLICE_NONE}, keys[KEY_MAX], others[KEY_MAX];
    static const char *const key[] = {"program", "organization", "role"};
    static const char *const text[] = {"a", "b", "c"};
    cells[model_index(table, model_column(table, slice_of("note_ja")))] = slice_of("x");
    for (size_t i = 0; i < 3; i++)
        cells[model_index(table, model_column(table, slice_of(key[i])))] = slice_of(text[i]);
    assert_int_equal(model_key_cells(table, cells, keys), 3);
    for (size_t i = 0; i < 3; i++)
        assert_true(slice_is(keys[i], text[i]));
    assert_int_equal(keys[KEY_MAX - 1].len, 0);
    cells[model_index(table, model_column(table, slice_of("note_ja")))] = slice_of("y");
    model_key_cells(table, cells, others);
    assert_int_equal(model_key_compare(keys, others), 0);
    cells[model_index(table, model_column(table, slice_of("role")))] = slice_of("cc");
    model_key_cells(table, cells, others);
    assert_true(model_key_compare(keys, others) < 0);
}

static void the_nearest_name_mends_a_slip(void **state)
{
    (void)state;
    assert_true(slice_is(model_nearest_resource(slice_of("programmes")), "programs"));
    const struct resource *programs = model_resource(slice_of("programs"));
    assert_true(slice_is(model_nearest_column(programs, slice_of("nmae_ja")), "name_ja"));
}

static void hidden_columns_are_not_suggested(void **state)
{
    (void)state;
    const struct resource *programs = model_resource(slice_of("programs"));
    assert_false(slice_is(model_nearest_column(programs, slice_of("_public")), "_public"));
}

static void a_curie_expands_to_its_iri(void **state)
{
    (void)state;
    char iri[128];
    assert_true(model_expand(slice_of("dct:title"), iri, sizeof iri));
    assert_string_equal(iri, "http://purl.org/dc/terms/title");
    assert_false(model_expand(slice_of("nosuch:title"), iri, sizeof iri));
    assert_false(model_expand(slice_of("title"), iri, sizeof iri));
}

static void reserved_names_are_known(void **state)
{
    (void)state;
    assert_true(model_is_reserved(slice_of("limit")));
    assert_true(model_is_reserved(slice_of("url")));
    assert_false(model_is_reserved(slice_of("programs")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_registered_tables_are_sound),
        cmocka_unit_test(every_meaning_is_a_sentence_in_japanese_too),
        cmocka_unit_test(a_table_is_found_by_its_whole_name_only),
        cmocka_unit_test(every_text_in_japanese_has_a_twin_in_english),
        cmocka_unit_test(a_joined_id_writes_empty_keys_and_periods_as_the_model_says),
        cmocka_unit_test(a_joined_id_that_does_not_fit_has_no_length),
        cmocka_unit_test(the_nearest_name_mends_a_slip),
        cmocka_unit_test(hidden_columns_are_not_suggested),
        cmocka_unit_test(a_curie_expands_to_its_iri),
        cmocka_unit_test(key_cells_are_those_of_the_key_in_the_order_of_columns),
        cmocka_unit_test(reserved_names_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
