/* Parameters of a list of changes. */
#ifndef HIRAKU_SERVICE_CHANGE_QUERY_H
#define HIRAKU_SERVICE_CHANGE_QUERY_H

#include "hiraku/query/query.h"

/* query_parse of changes_resource, with `since` and `until`, each of which names a release by its
 * number or, as `as_of` does, by a day or a moment (request_pin.h): releases behind that number,
 * or published from the beginning of that day on, or after that moment; that release and those
 * before, or what was published when that day ended, or in that second. They are conditions on
 * `release` or `published_at`, which the canonical form has. A table that there is not is
 * STATUS_BAD_PARAMETER. */
enum status change_query_parse(struct query *query, struct arena *arena,
                               const struct parameter *parameters, size_t count,
                               struct query_rules rules, struct problem *p);

/* The condition `column=value`, which the path says, in front of all others. */
void change_query_fix(struct query *query, const char *column, struct slice value);

#endif
