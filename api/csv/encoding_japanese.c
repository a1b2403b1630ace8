/* CP932, EUC-JP and ISO-2022-JP → UTF-8, with iconv.
 *
 * EUC-JP is JIS X 0208, 0201 and 0212 by their own table, and what that has not (NEC's and IBM's
 * characters, as in CP51932 and eucJP-ms) by Microsoft's. ISO-2022-JP (RFC 1468, with half-width
 * kana and JIS X 0212) is EUC-JP in seven bits and becomes that first. Finds nothing out: see
 * encoding_find.c. */
#include "encoding_state.h"

#include <errno.h>
#include <stdlib.h>

enum { EUC_SIZE = 2 * RAW_SIZE, EUC_BAD = 0xFF, ESCAPE = 0x1B };

static enum status japanese_table(iconv_t *table, bool *has, const char *name, struct problem *p)
{
    *table = iconv_open("UTF-8", name);
    *has = (intptr_t)*table != -1;
    return *has ? STATUS_OK : problem_errno(p, name);
}

enum status japanese_open(struct decoder *d, struct problem *p)
{
    if (d->encoding == CSV_CP932)
        return japanese_table(&d->japanese, &d->has_japanese, "CP932", p);
    if (d->encoding != CSV_EUC_JP && d->encoding != CSV_ISO2022_JP)
        return STATUS_OK;
    d->euc = malloc(EUC_SIZE);
    enum status status = d->euc ? STATUS_OK : problem_memory(p);
    if (status == STATUS_OK)
        status = japanese_table(&d->japanese, &d->has_japanese, "EUC-JP", p);
    if (status == STATUS_OK)
        status = japanese_table(&d->microsoft, &d->has_microsoft, "EUC-JP-MS", p);
    return status;
}

void japanese_close(struct decoder *d)
{
    if (d->has_japanese)
        iconv_close(d->japanese);
    if (d->has_microsoft)
        iconv_close(d->microsoft);
    free(d->euc);
}

/* --- ISO-2022-JP ------------------------------------------------------------------------------ */

struct escape {
    const char *sequence;
    enum jis_set set;
};

static const struct escape escapes[] = {
    {"\x1B(B", JIS_ASCII}, {"\x1B(J", JIS_ASCII}, {"\x1B(I", JIS_KANA},
    {"\x1B$@", JIS_KANJI}, {"\x1B$B", JIS_KANJI}, {"\x1B$(D", JIS_KANJI_2},
};

/* The escape sequence at the beginning, its length, or NULL; `*cut` where the end is in it. */
static const struct escape *jis_escape(const unsigned char *at, size_t left, size_t *len, bool *cut)
{
    *cut = false;
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        *len = strlen(escapes[i].sequence);
        size_t have = left < *len ? left : *len;
        if (memcmp(at, escapes[i].sequence, have) != 0)
            continue;
        if (have == *len)
            return &escapes[i];
        *cut = true;
    }
    return NULL;
}

/* One character that is not an escape sequence; returns the bytes that it takes. */
static size_t jis_character(enum jis_set set, const unsigned char *at, size_t left,
                            unsigned char **to)
{
    unsigned char c = at[0];
    if (set == JIS_ASCII || c < 0x21 || c > 0x7E) {
        *(*to)++ = c < 0x80 ? c : EUC_BAD;
        return 1;
    }
    if (set == JIS_KANA) {
        *(*to)++ = 0x8E;
        *(*to)++ = c <= 0x5F ? c | 0x80 : EUC_BAD;
        return 1;
    }
    if (left < 2 || at[1] < 0x21 || at[1] > 0x7E) {
        *(*to)++ = EUC_BAD;
        return 1;
    }
    if (set == JIS_KANJI_2)
        *(*to)++ = 0x8F;
    *(*to)++ = c | 0x80;
    *(*to)++ = at[1] | 0x80;
    return 2;
}

/* `raw` → `euc`. A line ends in ASCII, whatever was chosen before. */
static size_t jis_convert(struct decoder *d)
{
    bool last = d->offset == d->size;
    unsigned char *to = d->euc;
    size_t at = 0;
    while (at < d->raw_len) {
        const unsigned char *from = d->raw + at;
        size_t left = d->raw_len - at, len = 0;
        bool cut = false;
        const struct escape *escape = *from == ESCAPE ? jis_escape(from, left, &len, &cut) : NULL;
        if ((cut || left < 2) && !last)
            break;
        if (escape)
            d->set = escape->set;
        else if (*from == '\n' || *from == '\r')
            d->set = JIS_ASCII;
        at += escape ? len : jis_character(d->set, from, left, &to);
    }
    decoder_drop(d, at);
    return (size_t)(to - d->euc);
}

/* --- iconv ------------------------------------------------------------------------------------ */

static bool encoding_japanese_is_high(unsigned char byte)
{
    return byte >= 0xA1 && byte <= 0xFE;
}

/* The bytes of a bad character: a second byte that is ASCII (perhaps a comma) is no part of it. */
static size_t bad_length(const struct decoder *d, const unsigned char *bytes, size_t len)
{
    if (d->encoding == CSV_CP932) {
        bool is_lead =
            (bytes[0] >= 0x81 && bytes[0] <= 0x9F) || (bytes[0] >= 0xE0 && bytes[0] <= 0xFC);
        return is_lead && len >= 2 && bytes[1] >= 0x80 ? 2 : 1;
    }
    if (bytes[0] == 0x8F && len >= 3 && encoding_japanese_is_high(bytes[1]) &&
        encoding_japanese_is_high(bytes[2]))
        return 3;
    return (encoding_japanese_is_high(bytes[0]) || bytes[0] == 0x8E) && len >= 2 &&
                   encoding_japanese_is_high(bytes[1])
               ? 2
               : 1;
}

/* A character that EUC-JP's own table has not, by Microsoft's. */
static bool by_microsoft(struct decoder *d, char **in, size_t *in_len, char **out, size_t *out_len)
{
    size_t len = bad_length(d, (const unsigned char *)*in, *in_len), left = len;
    if (!d->has_microsoft || len < 2)
        return false;
    iconv(d->microsoft, NULL, NULL, NULL, NULL);
    if (iconv(d->microsoft, in, &left, out, out_len) == (size_t)-1)
        return false;
    *in_len -= len;
    return true;
}

/* Converts bytes and returns how many are left, all of them the beginning of a character. */
static size_t encoding_japanese_convert(struct decoder *d, const unsigned char *bytes, size_t len,
                                        bool last)
{
    char *in = (char *)bytes, *out = (char *)d->wide;
    size_t in_len = len, out_len = WIDE_SIZE;
    while (in_len > 0 && iconv(d->japanese, &in, &in_len, &out, &out_len) == (size_t)-1) {
        if (errno == E2BIG || out_len < 4 || (errno == EINVAL && !last))
            break;
        if (errno == EILSEQ && by_microsoft(d, &in, &in_len, &out, &out_len))
            continue;
        size_t skip = bad_length(d, (const unsigned char *)in, in_len);
        in += skip;
        in_len -= skip;
        *out++ = (char)0xFF;
        out_len--;
    }
    d->text = d->wide;
    d->text_len = (size_t)(out - (char *)d->wide);
    return in_len;
}

void japanese_convert(struct decoder *d)
{
    if (d->encoding == CSV_ISO2022_JP) {
        encoding_japanese_convert(d, d->euc, jis_convert(d), true);
        return;
    }
    size_t left = encoding_japanese_convert(d, d->raw, d->raw_len, d->offset == d->size);
    decoder_drop(d, d->raw_len - left);
}
