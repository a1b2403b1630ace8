/* Whether something is an e-mail address, and the one that was meant. */
#include "hiraku/release/email.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"

#include <strings.h>

static bool email_is_letter(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Words of these characters with single dots between them. */
static bool is_dotted(struct slice text, const char *others, size_t *dots)
{
    *dots = 0;
    bool word = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '.' && word) {
            ++*dots;
            word = false;
        } else if (c != '\0' && (email_is_letter(c) || strchr(others, c))) {
            word = true;
        } else {
            return false;
        }
    }
    return word;
}

bool email_is(struct slice text)
{
    size_t dots;
    const char *at = text.len ? memchr(text.at, '@', text.len) : NULL;
    if (!at)
        return false;
    struct slice local = {text.at, (size_t)(at - text.at)};
    struct slice domain = {at + 1, text.len - local.len - 1};
    return is_dotted(local, "!#$%&'*+/=?^_`{|}~-", &dots) && is_dotted(domain, "-", &dots) &&
           dots > 0;
}

/* What stands between < and >, else all of it. */
static struct slice in_brackets(struct slice text)
{
    const char *open = text.len ? memchr(text.at, '<', text.len) : NULL;
    const char *close = text.len ? memchr(text.at, '>', text.len) : NULL;
    if (open && close > open)
        return (struct slice){open + 1, (size_t)(close - open) - 1};
    return text;
}

struct slice email_mend(struct arena *arena, struct slice text)
{
    static const char scheme[] = "mailto:";
    if (!utf8_is_valid(text))
        return SLICE_NONE;
    text = in_brackets(text_nfkc(arena, text));
    char *kept = arena_alloc(arena, text.len + 1);
    if (!kept || !text.at)
        return SLICE_NONE;
    struct slice mended = {kept, 0};
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] != ' ' && text.at[i] != '\t')
            kept[mended.len++] = text.at[i];
    if (mended.len >= sizeof scheme && strncasecmp(mended.at, scheme, sizeof scheme - 1) == 0) {
        mended.at += sizeof scheme - 1;
        mended.len -= sizeof scheme - 1;
    }
    const char *query = mended.len ? memchr(mended.at, '?', mended.len) : NULL;
    if (query && query > mended.at)
        mended.len = (size_t)(query - mended.at);
    return email_is(mended) ? mended : SLICE_NONE;
}
