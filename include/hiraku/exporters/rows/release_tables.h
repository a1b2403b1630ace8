/* What a release changed, table by table, beside a release in JSON. */
#ifndef HIRAKU_EXPORTERS_ROWS_RELEASE_TABLES_H
#define HIRAKU_EXPORTERS_ROWS_RELEASE_TABLES_H

struct manifest;
struct out;

/* The member `tables`, with its comma: of each table that is not computed its rows, those that
 * came, went and changed, and the release in which it last changed. */
void release_tables_json(struct out *out, const struct manifest *manifest);

#endif
