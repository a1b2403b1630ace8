/* Characters that need no second look: kana, kanji and signs that every rule about text passes.
 *
 * Which they are is asked of the rules themselves, once for each character that has three bytes in
 * UTF-8 from U+2000 on; a bit remains of the answer. */
#include "hiraku/base/text.h"

#include "hiraku/base/invisible.h"
#include "hiraku/base/utf8.h"

#include "normal.h"

#include <pthread.h>

enum { ORDINARY_FIRST = 0x2000, ORDINARY_END = 0x10000, ORDINARY_WORD = 64 };

static uint64_t ordinary_ready[(ORDINARY_END - ORDINARY_FIRST) / ORDINARY_WORD];
static pthread_once_t ordinary_once_ready = PTHREAD_ONCE_INIT;

/* Whether the rules find nothing in the character by itself. What two of them make together is
 * 文字化け of leads; one such lead shows itself twice around a letter. */
static bool ordinary_alone(int32_t c)
{
    char bytes[16];
    size_t len = utf8_put(c, bytes);
    struct slice one = {bytes, len};
    if (!normal_is_stable(c) || invisible_is(c) || text_check(one, NULL) != TEXT_GOOD ||
        text_machine_dependent(one))
        return false;
    bytes[len] = 'a';
    utf8_put(c, bytes + len + 1);
    return !text_is_mojibake((struct slice){bytes, len + 1 + len});
}

static void ordinary_make(void)
{
    for (int32_t c = ORDINARY_FIRST; c < ORDINARY_END; c++)
        if (ordinary_alone(c))
            ordinary_ready[(c - ORDINARY_FIRST) / ORDINARY_WORD] |= UINT64_C(1)
                                                                    << c % ORDINARY_WORD;
}

/* Of three bytes that are UTF-8. */
static bool ordinary_has(const unsigned char *at)
{
    int32_t c = (at[0] & 0x0F) << 12 | (at[1] & 0x3F) << 6 | (at[2] & 0x3F);
    if ((at[1] & 0xC0) != 0x80 || (at[2] & 0xC0) != 0x80 || c < ORDINARY_FIRST)
        return false;
    return ordinary_ready[(c - ORDINARY_FIRST) / ORDINARY_WORD] >> c % ORDINARY_WORD & 1;
}

bool text_is_ordinary(struct slice text)
{
    if (text.len == 0)
        return true;
    const unsigned char *at = (const unsigned char *)text.at, *end = at + text.len;
    while (at < end && *at >= 0x20 && *at < 0x7F)
        at++;
    if (at == end)
        return true;
    pthread_once(&ordinary_once_ready, ordinary_make);
    while (at < end) {
        if (*at >= 0x20 && *at < 0x7F)
            at++;
        else if ((*at & 0xF0) == 0xE0 && end - at >= 3 && ordinary_has(at))
            at += 3;
        else
            return false;
    }
    return true;
}
