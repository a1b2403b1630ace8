/* Reading the small JSON files of a release (manifest, list of derived files). Writes none. */
#include "json.h"

#include "file.h"

#include "hiraku/clock.h"

#include <errno.h>
#include <stdio.h>

static const struct slice none;

enum status json_file(const char *dir, const char *name, json_t **object, struct problem *p)
{
    char path[RELEASE_PATH_SIZE], reason[300];
    json_error_t error;
    *object = NULL;
    enum status status = file_path(path, dir, name, p);
    if (status != STATUS_OK)
        return status;
    FILE *file = fopen(path, "rbe");
    if (!file)
        return problem_errno(p, path);
    errno = 0;
    *object = json_loadf(file, JSON_REJECT_DUPLICATES, &error);
    /* the parser calls a read that failed the end, and want of memory a bad token */
    bool failed = ferror(file) || (!*object && errno == ENOMEM);
    if (failed) {
        json_decref(*object);
        *object = NULL;
        status = problem_errno(p, path);
    }
    fclose(file);
    if (failed || json_is_object(*object))
        return status;
    snprintf(reason, sizeof reason, "line %d: %.200s", *object ? 1 : error.line,
             *object ? "no object" : error.text);
    json_decref(*object);
    *object = NULL;
    return problem_set(p, STATUS_BAD_RELEASE, slice_of(path), none, reason);
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
