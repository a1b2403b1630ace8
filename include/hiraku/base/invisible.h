/* Characters that nobody sees, or that look like a plain space: they come along when text is copied
 * from web pages and word processors, and make two names that look the same be different.
 *
 * Unicode 15: default ignorable code points (DerivedCoreProperties), spaces other than U+0020 and
 * U+3000, line and paragraph separators. */
#ifndef HIRAKU_BASE_INVISIBLE_H
#define HIRAKU_BASE_INVISIBLE_H

#include "hiraku/base/slice.h"

#include <stdint.h>

struct arena;

enum { INVISIBLE_SHOWN = 16 };

bool invisible_is(int32_t c);

/* What stands for a code point behind `before` (0: none) where text is shown to people, on one
 * line: «<U+200B>» for what is invisible or a control character, «\n» for a line end, itself else;
 * joiners and variation selectors of emoji stay. Returns the length; NUL ends it. */
size_t invisible_show(int32_t before, int32_t c, char shown[INVISIBLE_SHOWN]);

/* The text without what is invisible, in the arena, or the text itself where there is nothing;
 * `*first` is the first such character, else 0. In text for people (`prose`) joiners and variation
 * selectors stay where they make emoji or letters what they are, and spaces and direction controls
 * stay; elsewhere nothing of it has a meaning, and a space of any width stays one to be judged.
 * `.at` NULL: no memory. */
struct slice invisible_strip(struct arena *arena, struct slice text, bool prose, int32_t *first);

#endif
