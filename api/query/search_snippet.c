/* The part of a text that shows why it was found, with the words marked.
 *
 * Each character of the text is folded by itself and keeps its place, so that a mark stands around
 * what was written and not around what it was folded to. */
#include "hiraku/query/search.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"

#include "search_parts.h"

enum { SNIPPET_MAX = 64 * 1024, BEFORE_MATCH = 12, WORDS_MAX = 2 * SEARCH_WORDS_MAX };

/* A folded text and, for each of its bytes, where in the original it came from: the place where
 * that begins and the one behind it. */
struct traced {
    struct slice folded;
    size_t *places, *ends; /* folded.len + 1 of them */
};

/* Takes the joints out of folded text, and what is traced of them; returns the new length. */
static size_t drop_joints(struct slice folded, char *bytes, size_t *places, size_t *ends)
{
    size_t kept = 0;
    for (size_t at = 0; at < folded.len;) {
        size_t end = at;
        at += search_joint(folded, at);
        if (at > end)
            continue;
        utf8_next(folded, &end);
        for (; at < end; at++, kept++) {
            bytes[kept] = folded.at[at];
            if (!places)
                continue;
            places[kept] = places[at];
            ends[kept] = ends[at];
        }
    }
    return kept;
}

static bool trace(struct arena *arena, struct slice text, struct traced *traced)
{
    struct out folded;
    size_t count = 0, cap = 4 * text.len + 16;
    traced->places = arena_alloc(arena, (cap + 1) * sizeof *traced->places);
    traced->ends = arena_alloc(arena, (cap + 1) * sizeof *traced->ends);
    if (!traced->places || !traced->ends)
        return false;
    out_open_memory(&folded, cap);
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        utf8_next(text, &at);
        /* a base character and the half-width (semi-)voiced sound mark behind it fold together */
        if (text.len - at >= 3 && memcmp(text.at + at, "\xEF\xBE", 2) == 0 &&
            ((unsigned char)text.at[at + 2] == 0x9E || (unsigned char)text.at[at + 2] == 0x9F))
            at += 3;
        struct slice one = search_fold(arena, (struct slice){text.at + start, at - start});
        if (count + one.len > cap)
            break;
        for (size_t i = 0; i < one.len; i++, count++) {
            traced->places[count] = start;
            traced->ends[count] = at;
        }
        out_slice(&folded, one);
    }
    struct slice whole = out_written(&folded);
    char *bytes = arena_alloc(arena, whole.len + 1);
    if (bytes)
        count = drop_joints(whole, bytes, traced->places, traced->ends);
    traced->places[count] = text.len;
    traced->folded = (struct slice){bytes, count};
    bool good = out_finish(&folded, NULL) == STATUS_OK && traced->folded.at;
    if (folded.error == STATUS_NO_MEMORY)
        arena->overflowed = true;
    out_close(&folded);
    return good;
}

/* A word as it stands in text without joints; none where there is no memory. */
static struct slice search_snippet_joined(struct arena *arena, struct slice word)
{
    char *bytes = arena_alloc(arena, word.len + 1);
    return (struct slice){bytes, bytes ? drop_joints(word, bytes, NULL, NULL) : 0};
}

/* The parts of a word that joints hold together. */
static size_t split_parts(struct slice word, struct slice *parts, size_t most)
{
    size_t count = 0, start = 0;
    for (size_t at = 0; at < word.len && count < most;) {
        size_t joint = search_joint(word, at);
        if (joint > 0) {
            parts[count++] = (struct slice){word.at + start, at - start};
            start = at += joint;
        } else {
            utf8_next(word, &at);
        }
    }
    if (start > 0 && count < most)
        parts[count++] = slice_from(word, start);
    return count;
}

/* The words between spaces, and the parts of those that have several. */
static size_t split_words(struct arena *arena, struct slice folded, struct slice *words)
{
    size_t count = 0;
    for (size_t at = 0; at < folded.len && count < WORDS_MAX;) {
        size_t len = 0;
        while (at < folded.len && folded.at[at] == ' ')
            at++;
        while (at + len < folded.len && folded.at[at + len] != ' ')
            len++;
        struct slice word = {folded.at + at, len};
        if (len > 0)
            words[count++] = search_snippet_joined(arena, word);
        count += split_parts(word, words + count, WORDS_MAX - count);
        at += len;
    }
    return count;
}

/* The longest word that stands at this place; 0: none. */
static size_t match_at(struct slice folded, size_t at, const struct slice *words, size_t count)
{
    size_t longest = 0;
    for (size_t i = 0; i < count; i++)
        if (words[i].len > longest && words[i].len <= folded.len - at &&
            memcmp(folded.at + at, words[i].at, words[i].len) == 0)
            longest = words[i].len;
    return longest;
}

/* The byte that stands `characters` before `at`. */
static size_t back(struct slice text, size_t at, size_t characters)
{
    while (at > 0 && characters > 0) {
        at--;
        if (((unsigned char)text.at[at] & 0xC0) != 0x80)
            characters--;
    }
    return at;
}

static size_t forth(struct slice text, size_t at, size_t characters)
{
    while (at < text.len && characters-- > 0)
        utf8_next(text, &at);
    return at;
}

/* Text of HTML: the marks are to be the only elements. */
static void write_escaped(struct out *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        switch (text.at[i]) {
        case '&':
            out_text(out, "&amp;");
            break;
        case '<':
            out_text(out, "&lt;");
            break;
        case '>':
            out_text(out, "&gt;");
            break;
        default:
            out_char(out, text.at[i]);
        }
}

/* The words that are marked in a text, and by what. */
struct marking {
    struct slice text;
    struct traced traced; /* of `text` */
    struct slice words[WORDS_MAX];
    size_t count;
    const char *before, *after;
};

/* The window [from, to) of the original with every word in it marked. */
static void write_window(struct out *out, const struct marking *marking, size_t from, size_t to)
{
    const struct traced *traced = &marking->traced;
    size_t written = from;
    for (size_t at = 0; at < traced->folded.len;) {
        size_t len = match_at(traced->folded, at, marking->words, marking->count);
        size_t start = traced->places[at], end = len > 0 ? traced->ends[at + len - 1] : 0;
        if (len == 0 || start < written || end > to) {
            at++;
            continue;
        }
        write_escaped(out, (struct slice){marking->text.at + written, start - written});
        out_text(out, marking->before);
        write_escaped(out, (struct slice){marking->text.at + start, end - start});
        out_text(out, marking->after);
        written = end;
        at += len;
    }
    write_escaped(out, (struct slice){marking->text.at + written, to - written});
}

struct slice search_snippet(struct arena *arena, struct slice text, struct slice query,
                            size_t width, const char *before, const char *after)
{
    struct marking marking = {.text = text, .before = before, .after = after};
    struct slice snippet = {0}, folded = search_fold(arena, query);
    const struct traced *traced = &marking.traced;
    marking.count = folded.at ? split_words(arena, folded, marking.words) : 0;
    if (marking.count == 0 || !trace(arena, text, &marking.traced))
        return snippet;
    size_t first = 0;
    while (first < traced->folded.len &&
           match_at(traced->folded, first, marking.words, marking.count) == 0)
        first++;
    if (first == traced->folded.len)
        return snippet;
    size_t from = back(text, traced->places[first], BEFORE_MATCH);
    size_t to = forth(text, from, width);
    struct out out;
    out_open_memory(&out, SNIPPET_MAX);
    if (from > 0)
        out_text(&out, "…");
    write_window(&out, &marking, from, to);
    if (to < text.len)
        out_text(&out, "…");
    return out_keep(&out, arena);
}
