/* Reading the small JSON files with jansson. */
#ifndef HIRAKU_RELEASE_JSON_FILE_H
#define HIRAKU_RELEASE_JSON_FILE_H

#include "hiraku/base/status.h"

#include <jansson.h>
#include <stdint.h>

struct problem;

/* The value that a file holds, to be released; NULL with `error` where it is no JSON, which is no
 * failure here. */
enum status json_read(const char *path, json_t **value, json_error_t *error, struct problem *p);

/* DIR/NAME as an object, to be released; STATUS_BAD_RELEASE if it is none. */
enum status json_file(const char *dir, const char *name, json_t **object, struct problem *p);

/* For those who can do without DIR/NAME, whose reading gave `status`: STATUS_OK where it is not
 * there, damaged or another program's; a failure where it is there and cannot be read. */
enum status json_pass_over(enum status status, const char *dir, const char *name);

/* Members. Each clears `*good` where the member is missing or of another kind. */
void json_member_text(const json_t *object, const char *key, char *text, size_t size, bool *good);
void json_member_number(const json_t *object, const char *key, uint64_t *number, bool *good);
void json_member_time(const json_t *object, const char *key, time_t *when, bool *good);

#endif
