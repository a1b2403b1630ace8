/* What a person most likely meant by a number that is not canonical. The words before it may be of
 * those that mean about (約); where it is an ordinal or stands for something else, there is no
 * answer. The answer is a proposal, never applied unasked. */
#include "hiraku/value/written_number.h"

/* Whether the words are those that may be left out: 約, 延べ, 計. */
static bool are_prefixes(struct slice words)
{
    static const char *const prefixes[] = {"約",   "およそ", "おおよそ", "概ね", "おおむね",
                                           "ほぼ", "延べ",   "のべ",     "合計", "計"};
    bool taken = true;
    while (words.len > 0 && taken) {
        taken = false;
        for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
            if (slice_starts(words, prefixes[i])) {
                words = slice_from(words, strlen(prefixes[i]));
                taken = true;
            }
    }
    return words.len == 0;
}

bool decimal_mend(struct slice text, char mended[DECIMAL_TEXT_SIZE])
{
    struct written_number number;
    mended[0] = '\0';
    return written_number_read(text, &number) && are_prefixes(number.before) &&
           written_number_write(&number, 0, mended);
}
