/* sheet.h: the table of a sheet, its header, its columns; rows by their keys. */
#include "rows.h"

#include "hiraku/model/registry.h"

/* «kpi:name period:synonym …» of what is recognised. */
static void expect(const char *text, const char *file, const char *only, const char *table,
                   size_t header, const char *columns)
{
    static const char *const matches[] = {"unknown", "name", "title", "synonym"};
    struct sheet sheet;
    struct recognition found;
    struct problem problem;
    char list[1024] = "";
    const struct resource *resource = only ? model_input_as(slice_of(only)) : NULL;
    rows_of(&sheet, text);
    assert_int_equal(sheet_recognise(&sheet, slice_of(file), resource, &found, &problem),
                     STATUS_OK);
    assert_string_equal(found.resource ? found.resource->name : "", table);
    assert_int_equal(found.header, header);
    for (size_t i = 0; i < found.count; i++)
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s:%s", i ? " " : "",
                 found.columns[i].column ? found.columns[i].column->name : "",
                 matches[found.columns[i].by]);
    assert_string_equal(list, columns);
    sheet_free(&sheet);
}

static void names_titles_and_synonyms_are_known(void **state)
{
    (void)state;
    expect("kpi,period,value,source\n", "x.csv", NULL, "observations", 0,
           "kpi:name period:name value:name source:name");
    expect("指標,期間,値,出典\n", "x.csv", NULL, "observations", 0,
           "kpi:title period:title value:title source:title");
    expect("指標コード,年度,実績値,出典id,あ\n", "x.csv", NULL, "observations", 0,
           "kpi:synonym period:synonym value:synonym source:synonym :unknown");
    expect(" KPI ,ＰＥＲＩＯＤ,Value,source\n", "x.csv", NULL, "observations", 0,
           "kpi:title period:synonym value:synonym source:name");
}

static void the_header_is_below_titles(void **state)
{
    (void)state;
    expect("来訪者数,\n,\n指標,期間,値\nvisitors,FY2020,1\n", "x.csv", NULL, "observations", 2,
           "kpi:title period:title value:title");
}

/* A column that something names is not also the meaning of a synonym. */
static void a_synonym_gives_way_to_a_name(void **state)
{
    (void)state;
    expect("kpi,period,年度,value\n", "x.csv", NULL, "observations", 0,
           "kpi:name period:name :unknown value:name");
}

static void the_name_of_the_file_decides_between_equals(void **state)
{
    (void)state;
    expect("id,name_ja\n", "schemes.csv", NULL, "schemes", 0, "id:name name_ja:name");
    expect("id,name_ja\n", "a/b\\rounds.csv", NULL, "rounds", 0, "id:name name_ja:name");
    expect("あ,い\n", "kpis.csv", NULL, "kpis", 1, "");
}

static void what_is_no_table_is_none(void **state)
{
    (void)state;
    expect("あ,い\n1,2\n", "x.csv", NULL, "", 2, "");
    expect("", "x.csv", NULL, "", 0, "");
    expect("kpi\n", "x.csv", NULL, "", 1, ""); /* one column is too few */
}

static void a_table_that_is_named_is_taken(void **state)
{
    (void)state;
    expect("id,name_ja\n", "kpis.csv", "programs", "programs", 0, "id:name name_ja:name");
}

static void rows_meet_by_the_canonical_form_of_their_keys(void **state)
{
    struct sheet sheet;
    struct recognition found;
    struct sheet_places places;
    struct sheet_keys *keys;
    struct problem problem;
    (void)state;
    rows_of(&sheet, "kpi,period,value_type,accumulation,value\n"
                    "a,令和5年度,actual,level,1\n"
                    "a, FY2023 ,actual,level,2\n"
                    "a,FY2024,actual,level,3\n"
                    ",FY2024,actual,level,4\n");
    assert_int_equal(sheet_recognise(&sheet, SLICE_NONE, NULL, &found, &problem), STATUS_OK);
    sheet_places(&found, &places);
    assert_int_equal(sheet_keys_new(&keys, &sheet, &places, &problem), STATUS_OK);
    assert_true(slice_equal(sheet_keys_of(keys, 1), sheet_keys_of(keys, 2)));
    assert_int_equal(sheet_keys_find(keys, sheet_keys_of(keys, 2)), 1);
    assert_int_equal(sheet_keys_find(keys, sheet_keys_of(keys, 3)), 3);
    assert_int_equal(sheet_keys_of(keys, 4).len, 0);
    assert_int_equal(sheet_keys_find(keys, SLICE_NONE), SIZE_MAX);
    sheet_keys_free(keys);
    sheet_free(&sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_titles_and_synonyms_are_known),
        cmocka_unit_test(the_header_is_below_titles),
        cmocka_unit_test(a_synonym_gives_way_to_a_name),
        cmocka_unit_test(the_name_of_the_file_decides_between_equals),
        cmocka_unit_test(what_is_no_table_is_none),
        cmocka_unit_test(a_table_that_is_named_is_taken),
        cmocka_unit_test(rows_meet_by_the_canonical_form_of_their_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
