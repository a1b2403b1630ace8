/* Text that an instance brings beside its tables, as it is published: UTF-8 in NFC, lines that end
 * in LF. Private to api/ingest. */
#ifndef HIRAKU_API_INGEST_OWN_CLEAN_H
#define HIRAKU_API_INGEST_OWN_CLEAN_H

#include "hiraku/base/slice.h"

#include <stdint.h>

struct arena;
struct own_check;

/* In the arena; `.at` NULL where it is no text, which is reported for `place`, or there is no
 * memory. */
struct slice own_clean(const struct own_check *check, const char *place, struct arena *arena,
                       struct slice raw);

/* The line, from 1, in which the byte `at` stands. */
uint64_t own_clean_line(struct slice text, size_t at);

#endif
