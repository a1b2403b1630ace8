/* Whole tables through a writer, and what cannot be written. */
#ifndef HIRAKU_EXPORTERS_EXPORT_H
#define HIRAKU_EXPORTERS_EXPORT_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct instance;
struct out;
struct presentation;
struct problem;
struct query;
struct resource;
struct store;
struct view;
struct writer;

/* Writes a whole table of an open store (the caller closes `out`). */
enum status export_table(struct store *store, const struct instance *instance,
                         const struct resource *resource, const struct writer *writer,
                         const struct presentation *shown, uint64_t total, uint64_t changed_in,
                         struct out *out, struct problem *p);

/* Whether what the query selects and the view shows can be written as query->shown wants it, to be
 * asked before the first byte: STATUS_UNENCODABLE names row, column and character. */
enum status export_check(struct store *store, const struct query *query, const struct view *view,
                         struct problem *p);

#endif
