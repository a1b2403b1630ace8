/* Rows as JSON. */
#ifndef HIRAKU_EXPORTERS_ROWS_JSON_H
#define HIRAKU_EXPORTERS_ROWS_JSON_H

struct instance;
struct out;
struct row;

/* A row as a JSON object: its columns, embedded records, snippet. */
void json_record(struct out *out, const struct instance *instance, const struct row *row);

#endif
