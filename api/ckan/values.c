/* See call.h: what the values of parameters are, as CKAN's validators read them. */
#include "hiraku/ckan/call.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/json_memory.h"
#include "hiraku/base/json_pieces.h"
#include "hiraku/base/text.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <strings.h>

#include "json_check.h"

enum { DIGITS_MAX = 18 };

struct slice ckan_given(const struct ckan_call *call, const char *name)
{
    for (size_t i = 0; i < call->given_count; i++)
        if (slice_is(call->given[i].name, name))
            return slice_is(call->given[i].json, "null") ? SLICE_NONE : call->given[i].json;
    return SLICE_NONE;
}

struct slice ckan_json_text(struct slice json, struct arena *arena)
{
    if (json.len == 0 || *json.at != '"')
        return json;
    json_memory_begin();
    json_t *value = json_loadb(json.at, json.len, JSON_DECODE_ANY, NULL);
    struct slice text = {json_string_value(value), json_string_length(value)};
    struct slice kept = text.at && !json_memory_failed() ? arena_copy(arena, text) : SLICE_NONE;
    json_decref(value);
    if (!kept.at)
        arena->overflowed = true;
    return kept;
}

struct slice ckan_text(const struct ckan_call *call, const char *name)
{
    return ckan_json_text(ckan_given(call, name), call->arena);
}

static bool is_digits(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!isdigit((unsigned char)text.at[i]))
            return false;
    return text.len > 0;
}

enum status ckan_natural(struct ckan_call *call, const char *name, uint64_t *value,
                         struct problem *p)
{
    static const char most[DIGITS_MAX + 1] = "999999999999999999";
    struct slice text = text_trim(ckan_text(call, name));
    bool negative = text.len && *text.at == '-';
    struct slice digits = negative ? slice_from(text, 1) : text;
    char number[DIGITS_MAX + 1];
    if (text.len == 0)
        return STATUS_OK;
    while (digits.len > 1 && *digits.at == '0')
        digits = slice_from(digits, 1);
    if (!is_digits(digits))
        return ckan_refuse(call, CKAN_NO_INTEGER, name, text, p);
    if (negative && !slice_is(digits, "0"))
        return ckan_refuse(call, CKAN_NO_NATURAL, name, text, p);
    if (digits.len > DIGITS_MAX) /* more than there can be of anything; with CKAN no error */
        digits = slice_of(most);
    memcpy(number, digits.at, digits.len);
    number[digits.len] = '\0';
    *value = strtoull(number, NULL, 10);
    return STATUS_OK;
}

bool ckan_flag(const struct ckan_call *call, const char *name, bool otherwise)
{
    static const char *const yes[] = {"true", "yes", "t", "y", "1", "on"};
    struct slice text = ckan_text(call, name);
    if (text.len == 0)
        return otherwise;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (text.len == strlen(yes[i]) && strncasecmp(text.at, yes[i], text.len) == 0)
            return true;
    return false;
}

static enum status values_of_array(struct ckan_call *call, const char *name, struct slice json,
                                   struct slice *texts, size_t *count, struct problem *p)
{
    struct slice rest = pieces_open(json), item;
    while (pieces_next(&rest, NULL, &item)) {
        if (*item.at == '{' || *item.at == '[')
            return ckan_refuse(call, CKAN_NO_LIST, name, SLICE_NONE, p);
        if (*count == CKAN_VALUES_MAX)
            return ckan_refuse(call, CKAN_TOO_MANY, name, slice_of("100"), p);
        texts[(*count)++] = ckan_json_text(item, call->arena);
    }
    return STATUS_OK;
}

static enum status values_of_text(struct ckan_call *call, const char *name, struct slice text,
                                  struct slice *texts, size_t *count, struct problem *p)
{
    while (text.len) {
        const char *comma = memchr(text.at, ',', text.len);
        size_t len = comma ? (size_t)(comma - text.at) : text.len;
        struct slice one = text_trim((struct slice){text.at, len});
        if (*count == CKAN_VALUES_MAX)
            return ckan_refuse(call, CKAN_TOO_MANY, name, slice_of("100"), p);
        if (one.len)
            texts[(*count)++] = one;
        text = slice_from(text, comma ? len + 1 : len);
    }
    return STATUS_OK;
}

enum status ckan_texts(struct ckan_call *call, const char *name, struct slice **texts,
                       size_t *count, struct problem *p)
{
    struct slice json = ckan_given(call, name);
    struct slice text = ckan_json_text(json, call->arena);
    *count = 0;
    *texts = arena_alloc(call->arena, CKAN_VALUES_MAX * sizeof **texts);
    if (!*texts || arena_overflowed(call->arena))
        return problem_memory(p);
    enum status status;
    if (json.len && *json.at == '[')
        status = values_of_array(call, name, json, *texts, count, p);
    else if (text.len && *text.at == '[' && json_check(text) == JSON_AN_ARRAY)
        status = values_of_array(call, name, text, *texts, count, p);
    else if (json.len && *json.at == '{')
        status = ckan_refuse(call, CKAN_NO_LIST, name, SLICE_NONE, p);
    else
        status = values_of_text(call, name, text, *texts, count, p);
    return arena_overflowed(call->arena) ? problem_memory(p) : status;
}

enum status ckan_object(struct ckan_call *call, const char *name, struct slice *json,
                        struct problem *p)
{
    struct slice given = ckan_given(call, name);
    struct slice text = text_trim(ckan_json_text(given, call->arena));
    *json = SLICE_NONE;
    if (arena_overflowed(call->arena))
        return problem_memory(p);
    if (text.len == 0)
        return STATUS_OK;
    enum json_kind kind = json_check(text);
    if (kind == JSON_NO_MEMORY)
        return problem_memory(p);
    if (kind != JSON_AN_OBJECT)
        return ckan_refuse(call, CKAN_NO_OBJECT, name, text, p);
    *json = text;
    return STATUS_OK;
}
