/* A part of a workbook as events of XML 1.0 (libxml2, xmlTextReader). Names are those behind the
 * prefix: namespaces are not compared, as transitional and strict files have different ones. A
 * document type and any entity of its own are refused before they mean anything. Private to
 * api/workbook. */
#ifndef HIRAKU_API_WORKBOOK_MARKUP_H
#define HIRAKU_API_WORKBOOK_MARKUP_H

#include "package.h"

#include <libxml/xmlreader.h>

enum markup_event { MARKUP_END, MARKUP_START, MARKUP_CLOSE, MARKUP_TEXT };

struct markup_skip;

struct markup {
    struct part part;
    const char *name; /* of the part */
    xmlTextReaderPtr reader;
    xmlNodePtr node;
    bool empty, closing; /* the element has no content; its end is the next event */
    int depth;           /* of the element or text; the root has 0 */
    const char *element; /* of MARKUP_START and MARKUP_CLOSE */
    struct problem problem;
    char reason[200];
    struct markup_skip *skip; /* NULL: nothing is left out */
};

/* Opens a part; `skips`: the content of its sheetData is left out before it is parsed. STATUS_OK
 * with
 * `*there` false: there is no such part. Closed by markup_close in any case. */
enum status markup_open(struct markup *markup, const struct package *package, const char *part,
                        bool skips, bool *there, struct problem *p);
enum status markup_next(struct markup *markup, enum markup_event *event, struct problem *p);
void markup_close(struct markup *markup);

/* Of MARKUP_TEXT. */
struct slice markup_text(const struct markup *markup);

/* Of MARKUP_START: the value of an attribute, "" in `at` where there is none. Until the next event;
 * values with entities in them (&amp;) are taken with markup_attribute_copy. */
struct slice markup_attribute(const struct markup *markup, const char *name);
/* NULL: none, or no memory (`*failed`). Freed with xmlFree. */
xmlChar *markup_attribute_copy(const struct markup *markup, const char *name, bool *failed);
bool markup_is_true(const struct markup *markup, const char *name);
/* A number without sign; `fallback` where there is none, or what is there is no number ≤ `most`. */
uint64_t markup_number(const struct markup *markup, const char *name, uint64_t most,
                       uint64_t fallback);
bool markup_is(const struct markup *markup, const char *element);

/* STATUS_BAD_WORKBOOK of this part. */
enum status markup_bad(const struct markup *markup, const char *reason, struct problem *p);

#endif
