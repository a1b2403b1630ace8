/* See json_check.h. */
#include "json_check.h"

#include "hiraku/base/json_memory.h"

#include <jansson.h>

enum json_kind json_check(struct slice text)
{
    json_memory_begin();
    json_t *value = json_loadb(text.len ? text.at : "", text.len,
                               JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, NULL);
    enum json_kind kind = json_memory_failed()    ? JSON_NO_MEMORY
                          : !value                ? JSON_WRONG
                          : json_is_object(value) ? JSON_AN_OBJECT
                          : json_is_array(value)  ? JSON_AN_ARRAY
                          : json_is_string(value) ? JSON_A_TEXT
                                                  : JSON_ANOTHER;
    json_decref(value);
    return kind;
}
