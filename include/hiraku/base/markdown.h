/* Markdown: CommonMark 0.30 (spec.commonmark.org), read by libcmark and told as events in the order
 * of the text.
 *
 * HTML in it is told as such, so that who writes pages can leave it out. A document holds memory of
 * its own, at most MARKDOWN_MEMORY; want of it is a status and never an abort, as it is where the
 * library allocates by itself. */
#ifndef HIRAKU_BASE_MARKDOWN_H
#define HIRAKU_BASE_MARKDOWN_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct markdown;

enum { MARKDOWN_MEMORY = 64 << 20 };

enum markdown_kind {
    /* blocks, which are entered and left */
    MARKDOWN_HEADING, /* `level` 1 to 6 */
    MARKDOWN_PARAGRAPH,
    MARKDOWN_QUOTE,
    MARKDOWN_LIST, /* `level`: the number of its first item, or MARKDOWN_BULLETS */
    MARKDOWN_ITEM,
    /* blocks without a content of their own, which are only entered */
    MARKDOWN_CODE_BLOCK, /* `text` */
    MARKDOWN_RULE,
    MARKDOWN_HTML_BLOCK, /* `text` */
    /* inlines, which are entered and left */
    MARKDOWN_EMPHASIS,
    MARKDOWN_STRONG,
    MARKDOWN_LINK,  /* `text`: where to */
    MARKDOWN_IMAGE, /* `text`: where it is; inside stands what is said in its place */
    /* inlines that are only entered */
    MARKDOWN_TEXT, /* `text` */
    MARKDOWN_CODE, /* `text` */
    MARKDOWN_HTML, /* `text`: a tag or a comment */
    MARKDOWN_SOFT_BREAK,
    MARKDOWN_HARD_BREAK,
};

/* Whether something of this kind is also left. */
bool markdown_has_end(enum markdown_kind kind);

enum { MARKDOWN_BULLETS = -1 };

struct markdown_event {
    enum markdown_kind kind;
    bool enter;
    bool tight;        /* a paragraph in a list whose items are not set apart */
    int level;         /* of a heading; of a list */
    struct slice text; /* lives as long as the document */
    uint64_t line;     /* where it, or the block that it is in, begins; 1-based */
};

typedef void markdown_visit(void *context, const struct markdown_event *event);

/* `text` is valid UTF-8 and need not last. */
enum status markdown_new(struct markdown **markdown, struct slice text, struct problem *p);
/* Tells all of it. May be called again. */
enum status markdown_walk(struct markdown *markdown, markdown_visit *visit, void *context,
                          struct problem *p);
void markdown_free(struct markdown *markdown); /* NULL is allowed */

#endif
