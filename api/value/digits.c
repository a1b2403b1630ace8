/* Check digits of 全国地方公共団体コード and 法人番号. Does not know which codes are in use. */
#include "hiraku/value/digits.h"

#include "hiraku/base/text.h"

enum { MUNICIPALITY_LENGTH = 6, CORPORATE_LENGTH = 13, WRITTEN_MAX = 1024 };

static bool all_digits(struct slice text, size_t length)
{
    if (text.len != length)
        return false;
    for (size_t i = 0; i < length; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return true;
}

/* Compares the digit at `place` with `check`, and writes the text with `check` there. */
static enum digits_fault verdict(struct slice text, size_t place, unsigned check, char *mended)
{
    char right = (char)('0' + check);
    if (mended) {
        memcpy(mended, text.at, text.len);
        mended[place] = right;
        mended[text.len] = '\0';
    }
    return text.at[place] == right ? DIGITS_GOOD : DIGITS_BAD_CHECK;
}

enum digits_fault digits_municipality(struct slice code, char mended[7])
{
    unsigned sum = 0;
    if (mended)
        mended[0] = '\0';
    if (!all_digits(code, MUNICIPALITY_LENGTH))
        return DIGITS_NOT_DIGITS;
    for (unsigned i = 0; i < MUNICIPALITY_LENGTH - 1; i++)
        sum += (MUNICIPALITY_LENGTH - i) * (unsigned)(code.at[i] - '0');
    return verdict(code, MUNICIPALITY_LENGTH - 1, (11 - sum % 11) % 10, mended);
}

enum digits_fault digits_corporate(struct slice number, char mended[14])
{
    unsigned sum = 0;
    if (mended)
        mended[0] = '\0';
    if (!all_digits(number, CORPORATE_LENGTH))
        return DIGITS_NOT_DIGITS;
    for (unsigned place = 1; place < CORPORATE_LENGTH; place++) {
        unsigned digit = (unsigned)(number.at[CORPORATE_LENGTH - place] - '0');
        sum += digit * (place % 2 ? 1 : 2);
    }
    return verdict(number, 0, 9 - sum % 9, mended);
}

/* Whether the first five digits can be those of a place. */
static bool digits_may_be_place(const char *code)
{
    return code[2] != '0' || memcmp(code + 2, "000", 3) == 0;
}

/* Appends the check digit to five digits, and takes the code if it can be one that is not yet
 * there. */
static void digits_complete(const char five[5], char codes[MUNICIPALITY_CODES_MEANT][7],
                            size_t *count)
{
    char code[7] = "", mended[7];
    memcpy(code, five, 5);
    code[5] = '0';
    if (!digits_may_be_place(code) || *count == MUNICIPALITY_CODES_MEANT)
        return;
    digits_municipality((struct slice){code, 6}, mended);
    memcpy(codes[(*count)++], mended, sizeof mended);
}

size_t digits_municipality_meant(struct slice digits, char codes[MUNICIPALITY_CODES_MEANT][7])
{
    char padded[7] = "0";
    size_t count = 0;
    if (!all_digits(digits, digits.len) || digits.len == 0 || digits.len > 6)
        return 0;
    switch (digits.len) {
    case 6:
        digits_complete(digits.at, codes, &count);
        break;
    case 5:
        digits_complete(digits.at, codes, &count);
        memcpy(padded + 1, digits.at, 5);
        if (digits_may_be_place(padded) &&
            digits_municipality((struct slice){padded, 6}, NULL) == DIGITS_GOOD)
            memcpy(codes[count++], padded, sizeof padded);
        break;
    case 4:
        memcpy(padded + 1, digits.at, 4);
        digits_complete(padded, codes, &count);
        break;
    case 2:
        memcpy(padded, digits.at, 2);
        memcpy(padded + 2, "000", 3);
        digits_complete(padded, codes, &count);
        break;
    default:
        break;
    }
    return count;
}

size_t digits_municipality_written(struct arena *arena, struct slice text,
                                   char codes[MUNICIPALITY_CODES_MEANT][7])
{
    char digits[8];
    size_t len = 0;
    if (text.len > WRITTEN_MAX)
        return 0;
    struct slice plain = text_nfkc(arena, text);
    if (plain.len > 2 && memcmp(plain.at + plain.len - 2, ".0", 2) == 0)
        plain.len -= 2;
    for (size_t i = 0; i < plain.len; i++) {
        char c = plain.at[i];
        if (c == ' ' || c == '-')
            continue;
        if (c < '0' || c > '9' || len == 7)
            return 0;
        digits[len++] = c;
    }
    return digits_municipality_meant((struct slice){digits, len}, codes);
}
