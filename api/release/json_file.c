/* Reading small JSON files: those of a release (manifest, list of derived files), a list of
 * digests. Writes none. */
#include "hiraku/release/json_file.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/durable_file.h"
#include "hiraku/base/in.h"
#include "hiraku/base/json_memory.h"

#include <stdio.h>

struct reading {
    struct in *in;
    enum status status;
    struct problem *p;
};

static size_t json_file_feed(void *buffer, size_t size, void *context)
{
    struct reading *reading = context;
    size_t len = 0;
    if (reading->status == STATUS_OK)
        reading->status = in_read(reading->in, buffer, size, &len, reading->p);
    return reading->status == STATUS_OK ? len : (size_t)-1;
}

enum status json_read(const char *path, json_t **value, json_error_t *error, struct problem *p)
{
    struct reading reading = {.p = p};
    *value = NULL;
    reading.status = in_open(&reading.in, path, IN_PLAIN, p);
    if (reading.status != STATUS_OK)
        return reading.status;
    json_memory_begin();
    *value = json_load_callback(json_file_feed, &reading, JSON_REJECT_DUPLICATES, error);
    /* the parser calls a read that failed the end */
    if (reading.status == STATUS_OK && json_memory_failed())
        reading.status = problem_memory(p);
    in_close(reading.in);
    if (reading.status != STATUS_OK) {
        json_decref(*value);
        *value = NULL;
    }
    return reading.status;
}

enum status json_file(const char *dir, const char *name, json_t **object, struct problem *p)
{
    char path[FILE_PATH_SIZE], reason[300];
    json_error_t error;
    *object = NULL;
    enum status status = file_path(path, dir, name, p);
    if (status == STATUS_OK)
        status = json_read(path, object, &error, p);
    if (status != STATUS_OK || json_is_object(*object))
        return status;
    snprintf(reason, sizeof reason, "line %d: %.200s", *object ? 1 : error.line,
             *object ? "no object" : error.text);
    json_decref(*object);
    *object = NULL;
    return problem_set(p, STATUS_BAD_RELEASE, slice_of(path), SLICE_NONE, reason);
}

enum status json_pass_over(enum status status, const char *dir, const char *name)
{
    char path[FILE_PATH_SIZE];
    if (status == STATUS_NO_MEMORY)
        return status;
    bool there = file_path(path, dir, name, NULL) == STATUS_OK && file_exists(path);
    return status == STATUS_SYSTEM && there ? status : STATUS_OK;
}

void json_member_text(const json_t *object, const char *key, char *text, size_t size, bool *good)
{
    const json_t *member = json_object_get(object, key);
    size_t len = json_string_length(member);
    text[0] = '\0';
    if (!json_is_string(member) || len >= size || memchr(json_string_value(member), 0, len))
        *good = false;
    else
        memcpy(text, json_string_value(member), len + 1);
}

void json_member_number(const json_t *object, const char *key, uint64_t *number, bool *good)
{
    const json_t *member = json_object_get(object, key);
    json_int_t value = json_integer_value(member);
    *number = 0;
    if (!json_is_integer(member) || value < 0)
        *good = false;
    else
        *number = (uint64_t)value;
}

void json_member_time(const json_t *object, const char *key, time_t *when, bool *good)
{
    char text[CLOCK_RFC3339_SIZE];
    *when = 0;
    json_member_text(object, key, text, sizeof text, good);
    if (*good && !clock_parse_rfc3339(slice_of(text), when))
        *good = false;
}
