/* IRIs and percent-encoding. */
#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"
#include "hiraku/value/iri.h"

#include "fuzz.h"

#include <ctype.h>
#include <strings.h>

static void check(struct slice text)
{
    size_t at = 0;
    enum iri_fault fault = iri_check(text, &at);
    ENSURE(fault == iri_check(text, NULL));
    if (fault != IRI_GOOD) {
        ENSURE(at <= text.len);
        return;
    }
    ENSURE(text.len > 7 && strncasecmp(text.at, "http", 4) == 0);
    for (size_t i = 0; i < text.len; i++)
        ENSURE((unsigned char)text.at[i] > 0x20 && text.at[i] != 0x7F &&
               !strchr("<>\"{}|\\^`", text.at[i]));
}

static bool is_plain(struct slice text)
{
    for (size_t at = 0; at < text.len;) {
        int32_t c = utf8_next(text, &at);
        if (c < 0x20 || (c >= 0x7F && c < 0xA0))
            return false;
    }
    return true;
}

/* Every text is a segment that is decoded to the same text, and nothing else is written. */
static void segment(struct arena *arena, struct slice text)
{
    struct out out;
    out_open_memory(&out, 64 << 20);
    iri_segment(&out, text);
    struct slice written = out_written(&out);
    for (size_t i = 0; i < written.len; i++) {
        unsigned char c = (unsigned char)written.at[i];
        ENSURE(c < 0x7F && (isalnum(c) || strchr("-._~%", c)));
    }
    struct slice back = iri_decode(arena, written, false);
    bool plain = utf8_is_valid(text) && is_plain(text);
    ENSURE(!back.at || slice_equal(back, text));
    ENSURE(!plain || text.len == 0 || back.at);
    ENSURE(!back.at || utf8_is_valid(back));
    out_close(&out);
}

static void decode(struct arena *arena, struct slice text)
{
    struct slice one = iri_decode(arena, text, false), other = iri_decode(arena, text, true);
    ENSURE(!one.at == !other.at);
    if (!one.at)
        return;
    ENSURE(utf8_is_valid(one) && !memchr(one.at, '\0', one.len) && one.len <= text.len);
    ENSURE(one.at[one.len] == '\0' && one.len == other.len);
    segment(arena, one);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = fuzz_input(data, size);
    struct arena arena;
    arena_init(&arena, FUZZ_ARENA);
    check(text);
    segment(&arena, text);
    decode(&arena, text);
    ENSURE(!arena_overflowed(&arena));
    arena_free(&arena);
    return 0;
}
