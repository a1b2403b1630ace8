/* Encoding CP932 with iconv, run by run; what does not fit stands between two runs. */
#include "hiraku/base/cp932.h"

#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

enum { BLOCK = 1024 };

#define GETA "\x81\xAC"

struct cp932 {
    iconv_t iconv;
};

enum status cp932_new(struct cp932 **result, struct problem *p)
{
    *result = NULL;
    struct cp932 *cp932 = malloc(sizeof *cp932);
    if (!cp932)
        return problem_memory(p);
    cp932->iconv = iconv_open("CP932", "UTF-8");
    if ((intptr_t)cp932->iconv == -1) {
        free(cp932);
        return problem_errno(p, "iconv CP932");
    }
    *result = cp932;
    return STATUS_OK;
}

void cp932_free(struct cp932 *cp932)
{
    if (!cp932)
        return;
    iconv_close(cp932->iconv);
    free(cp932);
}

/* Whether iconv gives ASCII, or nothing at all, for a character that is not ASCII: U+00A5, U+203E
 * and all beyond the Basic Multilingual Plane, among which are the tags that it swallows. */
static bool is_false_friend(const char *at, size_t len)
{
    return (unsigned char)*at >= 0xF0 || (len >= 2 && memcmp(at, "\xC2\xA5", 2) == 0) ||
           (len >= 3 && memcmp(at, "\xE2\x80\xBE", 3) == 0);
}

/* How much of the text is before the first such character. */
static size_t run_length(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] >= 0xC2 && is_false_friend(text.at + i, text.len - i))
            return i;
    return text.len;
}

/* Converts from the beginning of the text as far as it fits; `out` may be NULL. Returns the number
 * of bytes that fit. */
static size_t cp932_convert(struct cp932 *cp932, struct slice text, struct out *out)
{
    size_t run = run_length(text), left = run;
    char *in = (char *)text.at;
    iconv(cp932->iconv, NULL, NULL, NULL, NULL);
    while (left > 0) {
        char block[BLOCK];
        char *to = block;
        size_t room = sizeof block;
        size_t done = iconv(cp932->iconv, &in, &left, &to, &room);
        if (out)
            out_bytes(out, block, sizeof block - room);
        if (done == (size_t)-1 && errno != E2BIG)
            break;
    }
    return run - left;
}

static bool is_ascii(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] >= 0x80)
            return false;
    return true;
}

int32_t cp932_lacking(struct cp932 *cp932, struct slice text)
{
    if (is_ascii(text))
        return -1;
    size_t at = cp932_convert(cp932, text, NULL);
    return at == text.len ? -1 : utf8_next(text, &at);
}

void cp932_put(struct cp932 *cp932, struct out *out, struct slice text)
{
    if (is_ascii(text)) {
        out_slice(out, text);
        return;
    }
    while (text.len > 0) {
        size_t at = cp932_convert(cp932, text, out);
        if (at < text.len) {
            out_bytes(out, GETA, sizeof GETA - 1);
            if (utf8_next(text, &at) < 0)
                at = text.len;
        }
        text = slice_from(text, at);
    }
}
