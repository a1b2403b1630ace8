/* A sheet without its rows. */
#include "made_workbook.h"

#include "api/workbook/markup_skip.h"

/* What is read of a sheet, in pieces of `size`. */
static void expect_skipped(const char *sheet, size_t len, size_t size, const char *expected)
{
    struct workbook_limits limits = workbook_limits_default();
    struct package package;
    struct part part;
    struct problem p;
    struct out out;
    zip_int64_t entry, got;
    struct made made = {.parts = {{"xl/worksheets/sheet1.xml", sheet, len}}};
    char *bytes = made_bytes(&made, &len), *piece = malloc(size);
    int fd = made_file(bytes, len);
    struct markup_skip *skip = markup_skip_new();
    out_open_memory(&out, 4 << 20);
    assert_int_equal(package_open(&package, fd, "a", &limits, &p), STATUS_OK);
    assert_int_equal(package_find(&package, "xl/worksheets/sheet1.xml", &entry, &p), STATUS_OK);
    assert_int_equal(part_open(&part, &package, entry, &p), STATUS_OK);
    while ((got = markup_skip_read(skip, &part, piece, size)) > 0)
        out_bytes(&out, piece, (size_t)got);
    assert_int_equal(got, 0);
    out_char(&out, '\0');
    assert_string_equal(out_written(&out).at, expected);
    part_close(&part);
    package_close(&package);
    out_close(&out);
    close(fd);
    free(skip);
    free(piece);
    free(bytes);
}

static void what_is_within_is_left_out(void **state)
{
    static const struct {
        const char *sheet, *expected;
    } cases[] = {
        {"<w><cols/><sheetData><row/></sheetData><m/></w>",
         "<w><cols/><sheetData></sheetData><m/></w>"},
        {"<w><sheetData/><m/></w>", "<w><sheetData/><m/></w>"},
        {"<x:w><x:sheetData a='b'>z</x:sheetData >m</x:w>",
         "<x:w><x:sheetData a='b'></x:sheetData >m</x:w>"},
        {"<w><sheetDataSet>a</sheetDataSet></w>", "<w><sheetDataSet>a</sheetDataSet></w>"},
        {"<w><!-- sheetData --><m/></w>", "<w><!-- sheetData --><m/></w>"},
        {"<w><sheetData>never closed", "<w><sheetData>"},
        {"<w><sheetData", "<w><sheetData"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t size = 1; size < 80; size += 13)
            expect_skipped(cases[i].sheet, 0, size, cases[i].expected);
}

/* Tags at every place against the end of the window. */
static void tags_across_the_window_are_found(void **state)
{
    static const char open[] = "<w><!--", begin[] = "--><sheetData>",
                      end[] = "</sheetData><m/></w>";
    (void)state;
    for (size_t before = SKIP_WINDOW - 40; before < SKIP_WINDOW + 10; before += 3) {
        size_t within = SKIP_WINDOW * 2 - 300 + before % 7;
        char *sheet = calloc(1, before + within + 128),
             *expected = calloc(1, before + within + 128);
        strcpy(sheet, open);
        memset(sheet + strlen(open), '.', before);
        strcat(sheet, begin);
        strcpy(expected, sheet);
        size_t len = strlen(sheet);
        memset(sheet + len, 'r', within);
        strcat(sheet, end);
        strcat(expected, end);
        expect_skipped(sheet, 0, 4000, expected);
        free(sheet);
        free(expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_within_is_left_out),
        cmocka_unit_test(tags_across_the_window_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
