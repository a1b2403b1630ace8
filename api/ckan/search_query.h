/* Queries of package_search: what clients write of Solr's language. Words, "phrases", field:value,
 * AND, OR, NOT, + and -, brackets, a* and [a TO b]; words one beside the other are all asked for.
 */
#ifndef HIRAKU_API_CKAN_SEARCH_QUERY_H
#define HIRAKU_API_CKAN_SEARCH_QUERY_H

#include "hiraku/base/slice.h"

struct arena;

struct search_term {
    struct slice field;        /* empty: any text */
    struct slice value, until; /* without escapes; `until`: of a range */
    bool range, prefix;        /* `prefix`: it ends with a star, which is taken off */
};

/* Whether what is looked at has the term. */
typedef bool search_holds(void *context, const struct search_term *term);

enum { SEARCH_TERMS_MAX = 200, SEARCH_DEPTH_MAX = 16 };

/* Whether the query holds; false, and nothing in `*matches`, where it cannot be read. Texts of
 * terms are in the arena. An empty one always holds. */
bool search_query(struct slice query, search_holds *holds, void *context, struct arena *arena,
                  bool *matches);

#endif
