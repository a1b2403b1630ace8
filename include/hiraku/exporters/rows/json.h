/* Rows as JSON. */
#ifndef HIRAKU_EXPORTERS_ROWS_JSON_H
#define HIRAKU_EXPORTERS_ROWS_JSON_H

struct envelope;
struct instance;
struct json_writer;
struct out;
struct row;

/* What JSON says around the rows of any answer: how many, whether they are all, the next page, the
 * release, the terms. */
void json_envelope(struct json_writer *json, const struct instance *instance,
                   const struct envelope *envelope);

/* A row as a JSON object: its columns, embedded records, snippet, members. */
void json_record(struct out *out, const struct instance *instance, const struct row *row);

#endif
