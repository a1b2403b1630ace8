/* A call of CKAN's Action API as it arrives: the name of an action, and parameters from the URL, a
 * form or a JSON object (CKAN 2.11, ckan/views/api.py, _get_request_data). All values are kept as
 * the JSON that was sent, so that no digit changes; those of URLs and forms are texts. */
#ifndef HIRAKU_CKAN_CALL_H
#define HIRAKU_CKAN_CALL_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct arena;
struct out;
struct parameter;
struct problem;

/* Why a call is refused: a row of refusal.def. */
enum ckan_refusal {
    CKAN_NOT_REFUSED,
#define REFUSAL(name, status, type, ja, en) CKAN_##name,
#include "hiraku/ckan/refusal.def"
#undef REFUSAL
    CKAN_REFUSALS
};

struct ckan_given {
    struct slice name, json; /* the value, valid JSON */
};

struct ckan_call {
    struct slice action;
    struct ckan_given *given; /* of several with one name the last */
    size_t given_count;
    struct arena *arena; /* of all that the call holds */
    enum ckan_refusal refusal;
    const char *field;    /* of the refusal: the parameter, or "" */
    struct slice subject; /* … and what {subject} is */
};

/* What of a request is read. */
struct ckan_input {
    struct slice action, content_type, body;
    const struct parameter *parameters; /* of the URL, decoded */
    size_t parameter_count;
};

enum { CKAN_PARAMETERS_MAX = 256, CKAN_VALUES_MAX = 100, CKAN_DEPTH_MAX = 32 };

/* Reads a call, all zero before. STATUS_OK, or the status of its refusal, or want of memory. */
enum status ckan_call_read(struct ckan_call *call, const struct ckan_input *input,
                           struct arena *arena, struct problem *p);

/* Refuses a call because of a parameter (empty: of none). Returns the status of the refusal. */
enum status ckan_refuse(struct ckan_call *call, enum ckan_refusal refusal, const char *field,
                        struct slice subject, struct problem *p);
/* The body of the refusal; of a call that was not refused, of what `p` says. `call` NULL: none was
 * read. `base_url`: before the path of the help. */
void ckan_refusal_write(const struct ckan_call *call, const struct problem *p,
                        enum language language, const char *base_url, struct out *out);

/* --- parameters ---
 * What is null was not given. Functions with a problem refuse the call and return its status. */

/* The JSON of one; empty: it was not given. */
struct slice ckan_given(const struct ckan_call *call, const char *name);
/* The text of valid JSON: of a string its characters, of all else what was written; `.at` NULL: no
 * memory. */
struct slice ckan_json_text(struct slice json, struct arena *arena);
/* The text of a parameter; empty: it was not given. */
struct slice ckan_text(const struct ckan_call *call, const char *name);
/* A number ≥ 0, or a text of its digits; `value` stays as it is where it was not given. */
enum status ckan_natural(struct ckan_call *call, const char *name, uint64_t *value,
                         struct problem *p);
/* As CKAN's boolean_validator: true, yes, t, y, 1 in any case; all else is false. */
bool ckan_flag(const struct ckan_call *call, const char *name, bool otherwise);
/* A list of texts: an array, or a text that is one in JSON, or one with commas. At most
 * CKAN_VALUES_MAX, in the arena. */
enum status ckan_texts(struct ckan_call *call, const char *name, struct slice **texts,
                       size_t *count, struct problem *p);
/* An object, or a text that is one in JSON; empty: it was not given. */
enum status ckan_object(struct ckan_call *call, const char *name, struct slice *json,
                        struct problem *p);

#endif
