/* Where and why a text is no JSON (RFC 8259), for people. Private to api/release.
 *
 * A library's parser says where it stopped, in its own words; this says what was probably meant. */
#ifndef HIRAKU_API_RELEASE_JSON_FAULT_H
#define HIRAKU_API_RELEASE_JSON_FAULT_H

#include "hiraku/diagnostics/finding.h"

struct json_fault {
    enum rule rule;        /* RULE_JSON_…; RULE_BAD_JSON: nothing was found */
    uint64_t line, column; /* 1-based, in characters */
    struct slice value;    /* what stands there, borrowed from the text */
    const char *mended;    /* what should stand there; NULL: not known */
    uint64_t other_line;   /* of the first of two keys; 0: none */
};

/* The first fault of valid UTF-8 without a byte order mark. */
struct json_fault json_fault_find(struct slice text);

/* Reports why the text of `file`, which lives as long as the report, could not be parsed, in the
 * reader's language. `line`: where the parser stopped, or not above 0; of what is not found here.
 */
void json_fault_report(struct report *report, const char *file, struct slice text, int line);

#endif
