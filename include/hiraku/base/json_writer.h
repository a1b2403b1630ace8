/* A JSON document (RFC 8259) as a stream: names, commas, brackets and white space.
 *
 * Every function takes the name of the member that it writes, or NULL for an item of an array.
 * Names and texts are escaped (json_text.h); of a text that is not UTF-8 the wrong bytes become
 * U+FFFD, so that whatever is written is JSON. Numbers are the digits that they came with, never a
 * double. Nothing fails here: errors stick to the stream. */
#ifndef HIRAKU_BASE_JSON_WRITER_H
#define HIRAKU_BASE_JSON_WRITER_H

#include "hiraku/base/slice.h"

#include <stdint.h>

struct out;

/* What becomes of a text without bytes; a document has one rule. */
enum json_empty {
    JSON_EMPTY_TEXT, /* "" */
    JSON_EMPTY_NULL, /* null: in hiraku empty means "no value" */
    JSON_EMPTY_NONE, /* the member is left out */
};

enum { JSON_DEPTH_MAX = 64, JSON_PRINTF_MAX = 4096 };

struct json_writer {
    struct out *out;
    enum json_empty empty;
    bool numeric;      /* control characters by number, a line feed as \u000a and not as \n */
    unsigned lines;    /* so many outer levels have a line for each member; 0: all is compact */
    unsigned depth;    /* levels that are open */
    uint64_t arrays;   /* bit n: the level n + 1 is an array */
    bool comma;        /* something stands before on this level */
    const char *space; /* white space before what comes next, behind its comma; or NULL */
};

/* A document without white space but that of json_line. */
struct json_writer json_compact(struct out *out, enum json_empty empty);

/* A document for people too: members of the `lines` outer levels on lines of their own, two spaces
 * a level; a space behind colons, and behind commas of inner levels. */
struct json_writer json_indented(struct out *out, unsigned lines);

/* Further members of an object that another writer has begun, each with its comma before it. */
struct json_writer json_members(struct out *out, enum json_empty empty);

void json_begin_object(struct json_writer *json, const char *name);
void json_begin_array(struct json_writer *json, const char *name);
void json_end(struct json_writer *json); /* of the innermost object or array */

/* Ends all that is open, and the line. */
void json_finish(struct json_writer *json);

/* What comes next, a member, an item or an end, begins a line. */
void json_line(struct json_writer *json);

void json_text(struct json_writer *json, const char *name, const char *text);
void json_slice(struct json_writer *json, const char *name, struct slice text);
void json_printf(struct json_writer *json, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4))); /* a text of less than JSON_PRINTF_MAX bytes */
void json_bool(struct json_writer *json, const char *name, bool value);
void json_int(struct json_writer *json, const char *name, int64_t number);
void json_int_or_null(struct json_writer *json, const char *name, int64_t number, bool known);

/* Digits as they are, or true or false; null where there are none. */
void json_number(struct json_writer *json, const char *name, struct slice digits);

/* The comma and the name of a value that the caller writes into the stream that is returned. */
struct out *json_value(struct json_writer *json, const char *name);

#endif
