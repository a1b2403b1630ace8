/* See markup_skip.h. Looks for the tags in UTF-8 only; in another encoding nothing is left out,
 * which is only slower. A file that has such a tag where none can be (in a comment) is not
 * well-formed then, and refused. */
#include "markup_skip.h"

#include <stdlib.h>

enum { TAG_MAX = 256 };

struct markup_skip *markup_skip_new(void)
{
    return calloc(1, sizeof(struct markup_skip));
}

static bool skip_is_behind_name(char c)
{
    return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Whether a tag begins directly before a name at `at`, in front of its prefix, if any. */
static const char *skip_tag_before(const char *text, const char *at, bool close)
{
    if (at > text && at[-1] == ':')
        for (at--; at > text && !strchr("</ \t\r\n>", at[-1]);)
            at--;
    if (close)
        return at - text >= 2 && at[-1] == '/' && at[-2] == '<' ? at - 2 : NULL;
    return at > text && at[-1] == '<' ? at - 1 : NULL;
}

/* Where the tag of sheetData, or `close` its end, begins; NULL where there is none. */
static const char *skip_find_tag(const struct markup_skip *skip, bool close)
{
    static const char name[] = "sheetData";
    const size_t len = sizeof name - 1;
    const char *text = skip->window + skip->begin, *end = skip->window + skip->end, *at = text;
    while ((at = memmem(at, (size_t)(end - at), name, len))) {
        const char *tag = skip_tag_before(text, at, close);
        if (tag && at + len < end && skip_is_behind_name(at[len]))
            return tag;
        at += len;
    }
    return NULL;
}

/* All that is there may be given, and all that follows. */
static void skip_stop(struct markup_skip *skip)
{
    skip->state = SKIP_BEHIND;
    skip->free = skip->end - skip->begin;
}

/* How much of what was searched in vain cannot be the beginning of a tag. */
static size_t skip_settled(const struct markup_skip *skip)
{
    size_t held = skip->end - skip->begin;
    return held > TAG_MAX ? held - TAG_MAX : 0;
}

static void skip_before(struct markup_skip *skip)
{
    const char *from = skip->window + skip->begin;
    const char *tag = skip_find_tag(skip, false);
    const char *end = tag ? memchr(tag, '>', (size_t)(skip->window + skip->end - tag)) : NULL;
    if (end && end[-1] != '/') {
        skip->free = (size_t)(end + 1 - from);
        skip->state = SKIP_WITHIN;
    } else if (end || skip->ended) {
        skip_stop(skip);
    } else if (!tag) {
        skip->free = skip_settled(skip);
    } else if (tag > from) {
        skip->free = (size_t)(tag - from);
    } else if (skip->end - skip->begin > TAG_MAX) {
        skip_stop(skip); /* no tag that a spreadsheet writes */
    }
}

static void skip_within(struct markup_skip *skip)
{
    const char *tag = skip_find_tag(skip, true);
    if (tag)
        skip->begin = (size_t)(tag - skip->window);
    else
        skip->begin += skip->ended ? skip->end - skip->begin : skip_settled(skip);
    if (tag || skip->ended)
        skip_stop(skip);
}

/* false: the part cannot be read. */
static bool skip_fill(struct markup_skip *skip, struct part *part)
{
    size_t held = skip->end - skip->begin;
    memmove(skip->window, skip->window + skip->begin, held);
    skip->begin = 0;
    skip->end = held;
    zip_int64_t got = part_read(part, skip->window + held, SKIP_WINDOW - held);
    if (got < 0)
        return false;
    skip->ended = got == 0;
    skip->end += (size_t)got;
    return true;
}

zip_int64_t markup_skip_read(struct markup_skip *skip, struct part *part, char *to, size_t size)
{
    for (;;) {
        if (skip->free > 0) {
            size_t now = skip->free < size ? skip->free : size;
            memcpy(to, skip->window + skip->begin, now);
            skip->begin += now;
            skip->free -= now;
            return (zip_int64_t)now;
        }
        if (skip->state == SKIP_BEHIND)
            return part_read(part, to, size);
        if (!skip_fill(skip, part))
            return -1;
        if (skip->state == SKIP_BEFORE)
            skip_before(skip);
        else
            skip_within(skip);
    }
}
