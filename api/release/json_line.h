/* In which line of a JSON text something stands, which parsers do not tell. Private to api/release.
 */
#ifndef HIRAKU_API_RELEASE_JSON_LINE_H
#define HIRAKU_API_RELEASE_JSON_LINE_H

#include "hiraku/base/slice.h"

#include <stdint.h>

/* The line, from 1, of what `path` names: keys, and numbers of elements from 0, with full stops
 * between them ("colours.dark.link", "footer_links.1.url"); where it is not there, of what holds
 * it. `text` is JSON that was parsed; keys that are written with escapes are not found. */
uint64_t json_line_of(struct slice text, const char *path);

#endif
