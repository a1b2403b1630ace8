/* What the files of the full text share. Private to api/query. */
#ifndef HIRAKU_API_QUERY_SEARCH_PARTS_H
#define HIRAKU_API_QUERY_SEARCH_PARTS_H

#include "hiraku/base/slice.h"

/* The length of the joint at `at` of folded text: what parts one word and is left out by whoever
 * types it. Between Japanese characters these are middle dots, dashes and spaces (みほん・ラボ,
 * みほん ラボ), between others dots and dashes (wi-fi). 0: there is none. */
size_t search_joint(struct slice folded, size_t at);

#endif
