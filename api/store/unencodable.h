/* What of a record does not fit into CP932: `column U+1F600`, for each stored column with such a
 * character the first of them, separated by spaces; empty for most records. Private to api/store.
 */
#ifndef HIRAKU_API_STORE_UNENCODABLE_H
#define HIRAKU_API_STORE_UNENCODABLE_H

struct out;
struct resource;
struct slice;

struct cp932;

/* Appends that text; `cells` are parallel to the resource's columns. */
void unencodable_write(struct out *out, struct cp932 *cp932, const struct resource *resource,
                       const struct slice *cells);

#endif
