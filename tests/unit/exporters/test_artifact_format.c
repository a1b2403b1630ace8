/* artifact_format.h: the rows are whole, names, what a name tells. */
#include "hiraku/exporters/artifact_format.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* --- the rows --- */

static void every_row_is_whole(void **state)
{
    (void)state;
    for (size_t i = 0; artifact_formats[i]; i++) {
        const struct artifact_format *one = artifact_formats[i];
        assert_true(one->suffix && one->media_type && one->file_type);
        assert_true(one->title_ja && one->title_en);
        assert_true(!one->writer != !one->make); /* one maker */
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(one->suffix, artifact_formats[j]->suffix);
    }
}

static void nothing_comes_after_itself(void **state)
{
    (void)state;
    for (size_t i = 0; artifact_formats[i]; i++) {
        size_t steps = 0;
        for (const struct artifact_format *at = artifact_formats[i]; at; at = at->after)
            assert_true(steps++ < 8);
    }
    assert_ptr_equal(artifact_archive.after, &artifact_csv);
}

static void the_row_of_a_writer_has_its_name(void **state)
{
    (void)state;
    assert_ptr_equal(artifact_of_writer(artifact_formats, &writer_json, PROFILE_PLAIN),
                     &artifact_json);
    for (size_t i = 0; writers[i]; i++) {
        const struct artifact_format *one =
            artifact_of_writer(artifact_formats, writers[i], PROFILE_PLAIN);
        if (!one)
            continue; /* rows on request, and no file */
        assert_string_equal(one->suffix, writers[i]->name);
        assert_string_equal(artifact_media_type(one, false), writers[i]->media_type);
    }
    assert_ptr_equal(artifact_of_writer(artifact_formats, &writer_csv, PROFILE_EXCEL),
                     &artifact_excel_csv);
    assert_null(artifact_of_writer(artifact_formats, &writer_csv, PROFILE_CP932));
}

static void a_packed_copy_is_gzip(void **state)
{
    (void)state;
    assert_string_equal(artifact_media_type(&artifact_csv, true), "application/gzip");
    assert_string_equal(artifact_media_type(&artifact_archive, false), "application/zip");
}

/* Whose types are those of what it holds. */
static void a_copy_with_zstd_is_as_what_it_is_a_copy_of(void **state)
{
    (void)state;
    assert_string_equal(artifact_media_type(&artifact_csv_zstd, false), "application/zstd");
    assert_string_equal(artifact_packing(&artifact_csv, true), "application/gzip");
    assert_null(artifact_packing(&artifact_csv, false));
    for (size_t i = 0; artifact_formats[i]; i++) {
        const struct artifact_format *one = artifact_formats[i];
        if (!one->packs)
            continue;
        assert_ptr_equal(one->after, one->packs);
        assert_string_equal(one->media_type, one->packs->media_type);
        assert_string_equal(one->file_type, one->packs->file_type);
        assert_ptr_equal(artifact_writer(one), one->packs->writer);
        assert_int_equal(artifact_is_neutral(one), artifact_is_neutral(one->packs));
    }
}

/* --- names --- */

static const char *suffix_of(const char *name)
{
    struct artifact_name read;
    return artifact_name_read(artifact_formats, slice_of(name), &read) ? read.format->suffix : "";
}

static void the_longest_suffix_counts(void **state)
{
    (void)state;
    assert_string_equal(suffix_of("a.csv"), "csv");
    assert_string_equal(suffix_of("a.csv.gz"), "csv");
    assert_string_equal(suffix_of("a.excel.csv"), "excel.csv");
    assert_string_equal(suffix_of("a.csv.zst"), "csv.zst");
    assert_string_equal(suffix_of("hiraku-1.zip"), "zip");
}

static void what_no_file_is_called_is_refused(void **state)
{
    (void)state;
    static const char *const names[] = {".csv",    "csv", "a.txt", "",          "a.csv.gz.gz",
                                        ".csv.gz", "a",   "a.zst", "a.xlsx.zst"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_string_equal(suffix_of(names[i]), "");
    assert_string_equal(suffix_of("a.nt"), ""); /* written when it is asked for */
}

static void a_name_tells_stem_and_copy(void **state)
{
    (void)state;
    struct artifact_name read;
    assert_true(artifact_name_read(artifact_formats, slice_of("kpis.rdf.gz"), &read));
    assert_true(slice_is(read.stem, "kpis"));
    assert_true(read.packed);
    assert_int_equal(read.release, 0);
    assert_true(artifact_name_read(artifact_formats, slice_of("kpis.excel.csv"), &read));
    assert_true(slice_is(read.stem, "kpis"));
    assert_false(read.packed);
}

static uint64_t release_of(const char *name)
{
    struct artifact_name read;
    return artifact_name_read(artifact_formats, slice_of(name), &read) ? read.release : 0;
}

static void what_is_named_is_read(void **state)
{
    (void)state;
    char name[ARTIFACT_NAME_SIZE];
    struct instance instance = {.publisher_code = "141003"};
    artifact_name(name, &artifact_csv, model_resource(slice_of("programs")), &instance, 7);
    assert_string_equal(name, "programs.csv");
    artifact_name(name, &artifact_archive, NULL, &instance, 7);
    assert_string_equal(name, "hiraku-141003-7.zip");
    assert_int_equal(release_of(name), 7);
    instance.publisher_code = "";
    artifact_name(name, &artifact_archive, NULL, &instance, 12);
    assert_string_equal(name, "hiraku-12.zip");
    assert_int_equal(release_of(name), 12);
}

static void other_names_hold_no_release(void **state)
{
    (void)state;
    static const char *const none[] = {"hiraku-.zip",
                                       "hiraku-1-0.zip",
                                       "hiraku-1-01.zip",
                                       "hiraku-1-7.csv",
                                       "x-7.zip",
                                       "hiraku-1-x.zip",
                                       "hiraku-1-.zip",
                                       "7.zip",
                                       "",
                                       "hiraku-1-1234567890123456789.zip"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(release_of(none[i]), 0);
}

/* --- a list with a format more --- */

static enum status make_nothing(struct store *store, const struct artifact_input *input,
                                struct problem *p)
{
    (void)store, (void)input, (void)p;
    return STATUS_OK;
}

static void a_further_row_is_read_like_the_others(void **state)
{
    (void)state;
    static const struct artifact_format things = {
        .suffix = "csv.things", .scope = ARTIFACT_ALL, .make = make_nothing};
    static const struct artifact_format *const formats[] = {&artifact_csv, &things, NULL};
    struct artifact_name read;
    assert_true(artifact_name_read(formats, slice_of("hiraku-3.csv.things"), &read));
    assert_ptr_equal(read.format, &things);
    assert_int_equal(read.release, 3);
    assert_false(artifact_name_read(formats, slice_of("hiraku-3.zip"), &read));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_whole),
        cmocka_unit_test(nothing_comes_after_itself),
        cmocka_unit_test(the_row_of_a_writer_has_its_name),
        cmocka_unit_test(a_packed_copy_is_gzip),
        cmocka_unit_test(a_copy_with_zstd_is_as_what_it_is_a_copy_of),
        cmocka_unit_test(the_longest_suffix_counts),
        cmocka_unit_test(what_no_file_is_called_is_refused),
        cmocka_unit_test(a_name_tells_stem_and_copy),
        cmocka_unit_test(what_is_named_is_read),
        cmocka_unit_test(other_names_hold_no_release),
        cmocka_unit_test(a_further_row_is_read_like_the_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
