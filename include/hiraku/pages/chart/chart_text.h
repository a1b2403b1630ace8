/* Text in a picture, which does not flow by itself: how wide it is, where its lines end, and
 * numbers with separators. Widths are in hundredths of a pixel and estimated, as the font is the
 * reader's: rather too wide. */
#ifndef HIRAKU_PAGES_CHART_CHART_TEXT_H
#define HIRAKU_PAGES_CHART_CHART_TEXT_H

#include "hiraku/base/slice.h"

enum { CHART_NUMBER_SIZE = 48, CHART_FIT_SIZE = 256 };

/* Of text of this size in pixels. */
long chart_text_width(struct slice text, int size);

/* Takes a line off `*rest`, no wider than `width` unless a character is: at a space, or between
 * characters where one of them is Japanese, but so that no line begins with 、 or ）. Empty: there
 * is no more. */
struct slice chart_text_line(struct slice *rest, int size, long width);
size_t chart_text_lines(struct slice text, int size, long width);

/* The text, or what of it fits with … behind it, in `buffer`. */
struct slice chart_text_fit(struct slice text, int size, long width, char buffer[CHART_FIT_SIZE]);

/* Takes a word off the text from `*at` on; may be empty. Spaces, ASCII punctuation and · are
 * between words. */
struct slice chart_text_word(struct slice text, size_t *at);
/* The first word with kana or kanji in it; empty: there is none. */
struct slice chart_text_japanese(struct slice text);

/* A canonical decimal with a comma before every third digit of its whole part and − (U+2212) for
 * its sign; no digit is lost. */
struct slice chart_number(struct slice value, char text[CHART_NUMBER_SIZE]);

#endif
