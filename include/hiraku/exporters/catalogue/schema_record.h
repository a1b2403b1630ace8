/* A record as search engines read it: schema.org (https only). */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_SCHEMA_RECORD_H
#define HIRAKU_EXPORTERS_CATALOGUE_SCHEMA_RECORD_H

#include "hiraku/base/slice.h"

struct instance;
struct json_writer;
struct row;

/* Whether schema.org has a type for what the record is: its classes tell. */
bool schema_record_is_known(const struct row *row);

/* The record as an object, by its terms in RDF: only what the row says. Its references are named
 * (view_name_references). Nothing where schema.org has no type for it. */
void schema_record_write(struct json_writer *json, const struct instance *instance,
                         const struct row *row);

#endif
