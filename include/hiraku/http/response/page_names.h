/* What the records are called of which a page tells by their ids. */
#ifndef HIRAKU_HTTP_RESPONSE_PAGE_NAMES_H
#define HIRAKU_HTTP_RESPONSE_PAGE_NAMES_H

#include "hiraku/base/status.h"
#include "hiraku/pages/list_page.h"

struct page_context;
struct problem;
struct query;
struct resource;
struct row_set;
struct service;
struct stored_record;

/* For one record after the other; what is made is in the service's arena. */
struct page_naming {
    const struct service *service;
    const struct page_context *context;
    struct stored_record *record;
    struct query *named;
};

enum status page_naming_begin(struct page_naming *naming, const struct service *service,
                              const struct page_context *context, struct problem *p);

/* The name of a record; its text is empty where it has none but its id, or is not in the release.
 */
enum status page_naming_of(struct page_naming *naming, const struct resource *table,
                           struct slice id, struct list_name *name, struct problem *p);

/* As list_page.condition_names. */
enum status page_names_of_conditions(struct page_naming *naming, const struct query *query,
                                     const struct list_name *const **names, struct problem *p);

/* Of rows of changes those of the records that changed, by their cells `table` and `id`; NULL: the
 * rows are of something else. */
enum status page_names_of_changes(struct page_naming *naming, const struct row_set *rows,
                                  const struct list_name **names, struct problem *p);

#endif
