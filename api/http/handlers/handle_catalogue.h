/* What the handlers of the catalogue share. Private to api/http. */
#ifndef HIRAKU_API_HTTP_HANDLERS_HANDLE_CATALOGUE_H
#define HIRAKU_API_HTTP_HANDLERS_HANDLE_CATALOGUE_H

#include "hiraku/base/status.h"

struct catalogue;
struct catalogue_table;
struct out;
struct problem;
struct request;

/* The catalogue of the request's release, in its arena. */
enum status catalogue_read(struct request *request, struct catalogue **result, struct problem *p);

/* The pages: all datasets; one of them with its columns, files and schema.org description. */
void page_catalogue(struct request *request, struct out *out, const struct catalogue *catalogue);
void page_dataset(struct request *request, struct out *out, const struct catalogue *catalogue,
                  const struct catalogue_table *table);

#endif
