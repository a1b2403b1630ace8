/* See sent.h. */
#include "hiraku/desk/face/sent.h"

#include "hiraku/base/json_memory.h"
#include "hiraku/value/iri.h"

#include <jansson.h>
#include <stdio.h>

enum status sent_add(struct sent_fields *fields, struct slice name, struct slice value,
                     struct problem *p)
{
    char most[24];
    for (size_t i = 0; i < fields->count; i++)
        if (slice_equal(fields->list[i].name, name))
            return problem_set(p, STATUS_REPEATED_PARAMETER, name, SLICE_NONE, NULL);
    if (fields->count == SENT_FIELDS) {
        snprintf(most, sizeof most, "%d", SENT_FIELDS);
        return problem_set(p, STATUS_DESK_FIELDS, SLICE_NONE, slice_of(most), NULL);
    }
    fields->list[fields->count++] = (struct sent_field){name, value};
    return STATUS_OK;
}

enum status sent_read(struct sent_fields *fields, struct arena *arena, struct slice text,
                      struct problem *p)
{
    for (size_t at = 0; at < text.len;) {
        const char *end = memchr(text.at + at, '&', text.len - at);
        struct slice pair = {text.at + at, (end ? (size_t)(end - text.at) : text.len) - at};
        at += pair.len + 1;
        if (!pair.len)
            continue;
        const char *equals = memchr(pair.at, '=', pair.len);
        size_t name_len = equals ? (size_t)(equals - pair.at) : pair.len;
        struct slice name = iri_decode(arena, (struct slice){pair.at, name_len}, true);
        struct slice value =
            iri_decode(arena, equals ? slice_from(pair, name_len + 1) : slice_of(""), true);
        if (!name.at || !value.at)
            return arena_overflowed(arena)
                       ? problem_memory(p)
                       : problem_set(p, STATUS_BAD_TARGET, SLICE_NONE, pair, NULL);
        enum status status = sent_add(fields, name, value, p);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status sent_add_member(struct sent_fields *fields, struct arena *arena,
                                   const char *name, const json_t *value, struct problem *p)
{
    struct slice text = SLICE_NONE;
    struct slice kept = arena_copy(arena, slice_of(name));
    if (json_is_string(value))
        text =
            arena_copy(arena, (struct slice){json_string_value(value), json_string_length(value)});
    else if (json_is_integer(value))
        text = arena_printf(arena, "%lld", (long long)json_integer_value(value));
    else
        return problem_set(p, STATUS_DESK_JSON, slice_of(name), SLICE_NONE, NULL);
    return text.at && kept.at ? sent_add(fields, kept, text, p) : problem_memory(p);
}

enum status sent_read_json(struct sent_fields *fields, struct arena *arena, struct slice text,
                           struct problem *p)
{
    enum status status = STATUS_OK;
    const char *name;
    json_t *value;
    json_memory_begin();
    json_t *object = json_loadb(text.at, text.len, JSON_REJECT_DUPLICATES, NULL);
    if (json_memory_failed()) {
        json_decref(object);
        return problem_memory(p);
    }
    if (!json_is_object(object))
        status = problem_set(p, STATUS_DESK_JSON, SLICE_NONE, SLICE_NONE, NULL);
    json_object_foreach(object, name, value)
    {
        if (status == STATUS_OK)
            status = sent_add_member(fields, arena, name, value, p);
    }
    json_decref(object);
    return status;
}

static size_t sent_find(const struct sent_fields *fields, const char *name)
{
    size_t at = 0;
    while (at < fields->count && !slice_is(fields->list[at].name, name))
        at++;
    return at;
}

struct slice sent_value(const struct sent_fields *fields, const char *name)
{
    size_t at = sent_find(fields, name);
    return at < fields->count ? fields->list[at].value : SLICE_NONE;
}

struct slice sent_take(struct sent_fields *fields, const char *name)
{
    size_t at = sent_find(fields, name);
    if (at == fields->count)
        return SLICE_NONE;
    struct slice value = fields->list[at].value;
    fields->count--;
    memmove(&fields->list[at], &fields->list[at + 1], (fields->count - at) * sizeof *fields->list);
    return value;
}
