/* An index of words that is not as it was written: it is refused, or what it says is wrong; nothing
 * outside of it is read. Run with memcheck or AddressSanitizer this test sees the latter. */
#include "hiraku/base/arena.h"
#include "hiraku/query/search.h"

#include "api/store/words/words_file.h"
#include "store/words/words_index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { DIFFERENT = 400, REPEATED = 100, ROWS = DIFFERENT + REPEATED };

static char cells[DIFFERENT][64];

static int begin(void **state)
{
    static struct words_index index;
    static struct words_index_row rows[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        size_t same = i % DIFFERENT;
        snprintf(cells[same], sizeof cells[same], "避難所%zu 避難所避難 所", same % 37);
        rows[i] = (struct words_index_row){cells[same], same % 3 ? "list of shelters" : ""};
    }
    *state = &index;
    return words_index_open(&index, rows, ROWS) == STATUS_OK ? 0 : -1;
}

static int end(void **state)
{
    words_index_close(*state);
    return 0;
}

/* Asks all that can be asked, of sections that have no byte too many. */
static enum status ask(const struct words *words, const char *match)
{
    const struct words_question question = {slice_of(match), 0};
    struct words_found *found;
    uint64_t *bits = NULL;
    uint32_t best[ROWS];
    enum status status = words_find(&found, words, &question, NULL);
    if (status != STATUS_OK)
        return status;
    status = words_found_rows(found, &bits, NULL);
    if (status == STATUS_OK)
        status = words_found_rank(found, bits, NULL);
    if (status == STATUS_OK)
        assert_true(words_found_best(found, 1, ROWS, best, NULL) < ROWS);
    free(bits);
    words_found_free(found);
    return status;
}

/* STATUS_OK if all answers are. */
static enum status ask_all(const struct section_file *file)
{
    static const char *const matches[] = {"\"避難 難所\"", "\"所\"*", "\"避難\"",
                                          "((\"list\"* AND \"of\"*) OR \"listof\"*)",
                                          "\"難所 所避 避難\""};
    struct words words;
    enum status status = words_open(&words, file, &words_index_resource, NULL);
    for (size_t i = 0; i < sizeof matches / sizeof *matches && status == STATUS_OK; i++)
        status = ask(&words, matches[i]);
    return status;
}

/* A copy whose last byte is the last of the sections; to be freed. */
static char *copy_sections(const struct section_file *file, struct section_file *copy)
{
    size_t end = (size_t)((const char *)file->records - file->bytes);
    char *bytes = malloc(end);
    assert_non_null(bytes);
    memcpy(bytes, file->bytes, end);
    *copy = *file;
    copy->bytes = bytes;
    return bytes;
}

static void a_whole_index_answers(void **state)
{
    struct words_index *index = *state;
    struct section_file copy;
    char *bytes = copy_sections(&index->file, &copy);
    assert_int_equal(ask_all(&copy), STATUS_OK);
    free(bytes);
}

static void a_byte_that_is_wrong_leads_nowhere_outside(void **state)
{
    struct words_index *index = *state;
    struct section_file copy;
    char *bytes = copy_sections(&index->file, &copy);
    size_t end = (size_t)((const char *)index->file.records - index->file.bytes), refused = 0;
    static const char wrong[] = {'\x01', '\x7F', '\x80', '\xFF'};
    for (size_t at = SECTION_ALIGNMENT; at < end; at++) {
        bytes[at] = (char)(bytes[at] ^ wrong[at % sizeof wrong]);
        enum status status = ask_all(&copy);
        assert_true(status == STATUS_OK || status == STATUS_BAD_RELEASE);
        refused += status == STATUS_BAD_RELEASE;
        bytes[at] = index->file.bytes[at];
    }
    assert_true(refused > end / 100);
    free(bytes);
}

static void a_section_that_is_missing_or_of_another_size_is_refused(void **state)
{
    struct words_index *index = *state;
    size_t size = index->file.count * sizeof *index->file.records;
    struct section_record *records = malloc(size);
    struct section_file copy = index->file;
    assert_non_null(records);
    copy.records = records;
    for (size_t i = 0; i < index->file.count; i++) {
        memcpy(records, index->file.records, size);
        records[i].kind = 99;
        assert_int_equal(ask_all(&copy), STATUS_BAD_RELEASE);
        memcpy(records, index->file.records, size);
        records[i].width = 7;
        assert_int_equal(ask_all(&copy), STATUS_BAD_RELEASE);
    }
    free(records);
}

static void another_table_has_no_index(void **state)
{
    struct words_index *index = *state;
    struct resource other = words_index_resource;
    struct words words;
    other.name = "others";
    assert_int_equal(words_open(&words, &index->file, &other, NULL), STATUS_BAD_RELEASE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_index_answers),
        cmocka_unit_test(a_byte_that_is_wrong_leads_nowhere_outside),
        cmocka_unit_test(a_section_that_is_missing_or_of_another_size_is_refused),
        cmocka_unit_test(another_table_has_no_index),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
