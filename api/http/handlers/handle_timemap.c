/* GET /v1/timemap?url=: the mementos of a URL of this instance (RFC 7089 s.5). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/timemap.h"
#include "hiraku/http/routing/own_url.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/query/query.h"
#include "hiraku/value/decimal.h"

static enum status timemap_number(const struct parameter *given, int64_t most, int64_t *number,
                                  struct problem *p)
{
    return decimal_parse_int(given->value, 1, most, number)
               ? STATUS_OK
               : problem_set(p, STATUS_BAD_PARAMETER, given->name, given->value, NULL);
}

static enum status timemap_parameter(const struct parameter *given, struct timemap_part *part,
                                     struct problem *p)
{
    int64_t number = 0;
    enum status status;
    if (slice_is(given->name, "before")) {
        status = timemap_number(given, INT64_MAX, &number, p);
        part->before = (uint64_t)number;
    } else if (slice_is(given->name, "limit")) {
        status = timemap_number(given, TIMEMAP_MAX, &number, p);
        part->limit = (size_t)number;
    } else {
        status = problem_set(p, STATUS_UNKNOWN_PARAMETER, given->name, SLICE_NONE, NULL);
        problem_allow(p, slice_of("url"));
        problem_allow(p, slice_of("before"));
        problem_allow(p, slice_of("limit"));
    }
    return status;
}

static enum status timemap_parameters_read(const struct request *request,
                                           const struct parameter **url, struct timemap_part *part,
                                           struct problem *p)
{
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct parameter *given = &request->parameters[i];
        for (size_t j = 0; j < i; j++)
            if (slice_equal(request->parameters[j].name, given->name))
                return problem_set(p, STATUS_REPEATED_PARAMETER, given->name, given->value, NULL);
        if (slice_is(given->name, "url")) {
            *url = given;
            continue;
        }
        enum status status = timemap_parameter(given, part, p);
        if (status != STATUS_OK)
            return status;
    }
    return *url ? STATUS_OK
                : problem_set(p, STATUS_MISSING_PARAMETER, slice_of("url"), SLICE_NONE, NULL);
}

enum status handle_timemap(struct request *request, struct representation *answer,
                           struct problem *p)
{
    struct request other;
    struct timemap_part part = {UINT64_MAX, TIMEMAP_DEFAULT};
    const struct parameter *url = NULL;
    enum status status = timemap_parameters_read(request, &url, &part, p);
    if (status == STATUS_OK) {
        status = own_url_read(request, url, &other, p);
        if (status == STATUS_OK)
            status = timemap_plan(request, &other, &part, answer, p);
        own_url_close(&other);
    }
    if (status != STATUS_OK && p && !p->example[0])
        problem_example(p, request->route->example);
    return status;
}
