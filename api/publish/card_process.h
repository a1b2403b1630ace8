/* Cards as PNG by a process of its own, whose end is not the publisher's. Private to api/publish;
 * what main.c calls is in publish.h. */
#ifndef HIRAKU_API_PUBLISH_CARD_PROCESS_H
#define HIRAKU_API_PUBLISH_CARD_PROCESS_H

#include "hiraku/base/slice.h"

struct out;
struct problem;

enum card_outcome {
    CARD_DRAWN,
    CARD_NO_PROGRAM, /* rsvg-convert is not installed */
    CARD_BROKEN      /* it failed, hung, or wrote what is no picture: see the problem */
};

/* Draws an SVG document with `program` (this one). Opens `picture` in memory; to be closed in any
 * case. */
enum card_outcome card_process_draw(const char *program, struct slice drawing, struct out *picture,
                                    struct problem *p);

/* Whether the bytes begin and end as a PNG of the size of a card. */
bool card_is_picture(struct slice bytes);

#endif
