/* Whether a text is JSON (RFC 8259), and of which kind. Numbers are not read: their digits are
 * nobody's here. */
#ifndef HIRAKU_API_CKAN_JSON_CHECK_H
#define HIRAKU_API_CKAN_JSON_CHECK_H

#include "hiraku/base/slice.h"

enum json_kind {
    JSON_WRONG,
    JSON_NO_MEMORY,
    JSON_AN_OBJECT,
    JSON_AN_ARRAY,
    JSON_A_TEXT,
    JSON_ANOTHER
};

enum json_kind json_check(struct slice text);

#endif
