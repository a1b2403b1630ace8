/* Text as hiraku accepts it: UTF-8 (RFC 3629), Unicode NFC (UAX 15), legal in XML 1.0 (s.2.2),
 * without bidirectional controls (UAX 9), without leading or trailing white space.
 *
 * Text is checked once, at import; after that no writer can fail on it. Functions over slices read
 * exactly `len` bytes. */
#ifndef HIRAKU_BASE_TEXT_H
#define HIRAKU_BASE_TEXT_H

#include "hiraku/base/slice.h"

#include <stdint.h>

struct arena;

enum text_fault {
    TEXT_GOOD,
    TEXT_NOT_UTF8,     /* not well-formed UTF-8, overlong forms and surrogates included */
    TEXT_CONTROL,      /* U+0000–U+001F but tab, LF, CR; U+007F–U+009F; U+FFFE, U+FFFF */
    TEXT_BIDI_CONTROL, /* U+061C, U+200E–F, U+202A–E, U+2066–9 */
    TEXT_NONCHARACTER, /* U+FDD0–F, U+nFFFE, U+nFFFF, private use (外字) */
    TEXT_REPLACEMENT,  /* U+FFFD: the bytes were lost before they came here */
    TEXT_NOT_NFC,      /* normalise with text_nfc */
    TEXT_UNTRIMMED,    /* white space (Unicode Zs, tab, LF, CR) or U+FEFF at an end */
};

/* The first fault in the text and the byte offset at which it stands (`at` may be NULL). */
enum text_fault text_check(struct slice text, size_t *at);

/* Without white space (Unicode Zs, tab, LF, CR, U+FEFF) at both ends; borrows from `text`. */
struct slice text_trim(struct slice text);

/* Normal forms of valid UTF-8, in the arena; `.at` NULL when there is no memory. */
struct slice text_nfc(struct arena *arena, struct slice text);
struct slice text_nfkc(struct arena *arena, struct slice text);

/* Valid text as words are compared: NFKC, ASCII in lower case, without spaces, hyphens and low
 * lines (unless there is nothing else); in the arena, `.at` NULL when there is no memory, and for
 * more than 1024 bytes, which are no word. */
struct slice text_word(struct arena *arena, struct slice text);

/* Whether the text, spaces at its ends aside, consists of printable ASCII and of characters of
 * three bytes about which nothing here has anything to say, one beside another: it is valid, good,
 * its own NFC, and there is neither 文字化け nor a 機種依存文字 nor anything invisible in it. Most
 * text is ordinary; of other text false tells nothing. */
bool text_is_ordinary(struct slice text);

/* Whether valid text looks like UTF-8 that was read as CP932 or Latin-1 (文字化け): 縺, 繧, ã, Ã …
 * in runs. */
bool text_is_mojibake(struct slice text);

/* The first 機種依存文字 of valid text (NEC row 13, IBM extensions, half-width kana: what JIS X
 * 0208 has not and CP932 has), as code point, or 0. */
int32_t text_machine_dependent(struct slice text);

/* Whether a spreadsheet would take the text for a formula: begins with = + - @ tab CR, and is no
 * number. */
bool text_is_formula(struct slice text);

/* Edit distance (insert, delete, substitute, swap; bytes), at most `limit` + 1. */
size_t text_distance(struct slice a, struct slice b, size_t limit);

/* The candidate nearest to `text`, or empty if none is within a third of its length (at least 2).
 */
struct slice text_nearest(struct slice text, const struct slice *candidates, size_t count);

/* Whether the one is the other mistyped: at most one difference in four bytes and at least one,
 * three or more bytes, and the same digits, at most in another order: what differs in a digit is
 * another thing. */
bool text_is_near(struct slice text, struct slice candidate, size_t *distance);

/* The only candidate that is nearest of those that text_is_near, or empty. */
struct slice text_near(struct slice text, const struct slice *candidates, size_t count);

#endif
