/* What the files of the query parser share. Private to api/model. */
#ifndef HIRAKU_API_QUERY_QUERY_PARTS_H
#define HIRAKU_API_QUERY_QUERY_PARTS_H

#include "hiraku/query/query.h"

struct arena;
struct column;
struct filter;
struct parameter;
struct problem;
struct query;
struct resource;

/* Reads a filter's name: `column`, `reference.column`, `reference.reference.column`, each with
 * `__operator` or not. Sets column, comparison, through, steps. */
enum status query_read_name(const struct resource *resource, struct slice name,
                            enum query_form form, struct filter *filter, struct problem *p);

/* Reads the raw value of a filter into its value or values, canonical and sorted. Several values
 * make EQ an IN. */
enum status query_read_values(struct arena *arena, struct filter *filter, struct slice raw,
                              int first_month, struct problem *p);

/* Whether the form has an option of this name that is a list. */
bool query_option_is_list(struct slice name, enum query_form form);

/* Whether values of this type can be listed with commas between them. */
bool comparison_takes_list(const struct column *column);

/* Reads a parameter that is not a filter; `*known` tells whether `form` has it. */
enum status query_read_option(struct query *query, struct arena *arena,
                              const struct parameter *parameter, enum query_form form, bool *known,
                              struct problem *p);

/* How rows are shown: profile, headers, substitute, lang. */
typedef enum status query_reader(struct query *query, struct arena *arena,
                                 const struct parameter *parameter, struct problem *p);
query_reader query_read_profile, query_read_headers, query_read_substitute, query_read_lang;

/* What of this cannot be meant together: STATUS_BAD_PARAMETER. */
enum status query_check_presentation(const struct query *query, struct problem *p);

/* The value of `profile` as it is written: "excel". */
const char *query_profile_name(enum profile profile);

/* What a parameter that there is not may mean as a whole: `value>=5` or `value>5` is value__ge=5 or
 * value__gt=5, order=desc is sort=-name_ja. */
void query_propose(const struct resource *resource, const struct parameter *parameter,
                   struct problem *p);

/* What an empty value may mean: the filter's column with __isnull=true. */
void query_propose_null(struct slice name, struct problem *p);

/* Adds the names of the options that lists of the resource have to the allowed ones of a problem.
 */
void query_allow_options(const struct resource *resource, enum query_form form, struct problem *p);

/* One parameter of the canonical form. */
struct query_part {
    struct slice name, value;
};

enum { QUERY_OPTIONS_MAX = 12 };

/* The options that differ from their defaults (but for the cursor); returns their number, at most
 * QUERY_OPTIONS_MAX. */
size_t query_option_parts(const struct query *query, struct arena *arena, struct query_part *parts);

#endif
