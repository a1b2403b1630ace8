/* The text of instance.json, whatever its encoding. Private to api/release. */
#ifndef HIRAKU_API_RELEASE_INSTANCE_TEXT_H
#define HIRAKU_API_RELEASE_INSTANCE_TEXT_H

#include "hiraku/base/out.h"
#include "hiraku/csv/encoding.h"

struct problem;

struct instance_text {
    struct out bytes; /* UTF-8 without a byte order mark */
    enum csv_encoding encoding;
    bool doubtful; /* the encoding could not be told, or some bytes are not of it */
};

/* Reads the file, which is UTF-8 in any case where it is `ours`: one of a release. The caller calls
 * instance_text_free in any case. A file of more than INSTANCE_TEXT_MAX bytes is cut there. */
enum { INSTANCE_TEXT_MAX = 1 << 20 };
enum status instance_text_read(struct instance_text *text, const char *path, bool ours,
                               struct problem *p);
void instance_text_free(struct instance_text *text);

#endif
