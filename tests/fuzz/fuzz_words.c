/* An index of words in which every number is the input's: what is found lies within the table, and
 * nothing outside the index is read. The first line is the match; then a byte each for the numbers
 * of rows, texts, terms and of bytes of terms, and for the width of codes; then the sections,
 * filled up with zeros, with the places last. */
#include "hiraku/store/words/words.h"

#include "api/store/words/words_file.h"

#include "fuzz.h"

/* The next bytes in memory of their own. */
static void *take(struct slice *input, size_t len)
{
    size_t there = len < input->len ? len : input->len;
    char *bytes = calloc(len + !len, 1);
    ENSURE(bytes);
    if (there > 0)
        memcpy(bytes, input->at, there);
    *input = slice_from(*input, there);
    return bytes;
}

static void count_bits(const struct words *words, const uint64_t *bits)
{
    for (uint32_t row = words->rows; row < (words->rows / 64 + 1) * 64; row++)
        ENSURE((bits[row / 64] >> (row % 64) & 1) == 0);
}

static void rank(struct words_found *found, const struct words *words, const uint64_t *bits)
{
    uint32_t rows[256];
    uint64_t relevance[256], ranked;
    enum status status = words_found_rank(found, bits, NULL);
    ENSURE(status == STATUS_OK || status == STATUS_BAD_RELEASE);
    if (status != STATUS_OK)
        return;
    ranked = words_found_ranked(found);
    ENSURE(ranked <= words->rows);
    size_t count = words_found_best(found, 0, 256, rows, relevance);
    ENSURE(count == ranked);
    for (size_t i = 0; i < count; i++) {
        ENSURE(rows[i] < words->rows);
        ENSURE(i == 0 || relevance[i - 1] > relevance[i] ||
               (relevance[i - 1] == relevance[i] && rows[i - 1] < rows[i]));
    }
    if (count > 0)
        ENSURE(words_found_best(found, count - 1, 1, rows, NULL) == 1);
}

static void ask(const struct words *words, struct slice match)
{
    const struct words_question question = {match, 0};
    struct words_found *found;
    uint64_t *bits;
    enum status status = words_find(&found, words, &question, NULL);
    ENSURE(status == STATUS_OK || status == STATUS_BAD_RELEASE || status == STATUS_INTERNAL);
    if (status != STATUS_OK)
        return;
    ENSURE(words_found_rows(found, &bits, NULL) == STATUS_OK);
    count_bits(words, bits);
    rank(found, words, bits);
    free(bits);
    words_found_free(found);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const unsigned widths[] = {0, 1, 2, 4};
    struct slice input = fuzz_input(data, size), match = fuzz_line(&input);
    struct words words = {.rows = fuzz_byte(&input)};
    unsigned texts = fuzz_byte(&input);
    words.term_count = fuzz_byte(&input);
    words.spelled_size = fuzz_byte(&input);
    words.width = widths[fuzz_byte(&input) % 4];
    words.texts = words.width == 0 || texts > words.rows ? words.rows : texts;
    words.texts_rows = words.rows;
    words.texts_terms = fuzz_byte(&input);
    void *codes = take(&input, (size_t)words.rows * words.width);
    void *about = take(&input, words.texts * sizeof(struct words_text));
    void *terms = take(&input, words.term_count * sizeof(struct words_term));
    char *spelled = take(&input, words.spelled_size);
    words.places_size = input.len;
    unsigned char *places = take(&input, input.len);
    words.codes = words.width > 0 ? codes : NULL;
    words.about = about;
    words.terms = terms;
    words.spelled = spelled;
    words.places = places;
    ask(&words, match);
    free(codes);
    free(about);
    free(terms);
    free(spelled);
    free(places);
    return 0;
}
