/* GET /v1/releases/{release}/proof: that the release stands in the log (RFC 6962 s.2.1.1) of `size`
 * releases, and that this log begins with all of the log of `from` releases (s.2.1.2). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/proof_body.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/query/query.h"
#include "hiraku/release/manifest.h"
#include "hiraku/value/decimal.h"

enum { PROOF_NUMBER = 2 };

static enum status proof_number(const struct parameter *given, uint64_t low, uint64_t high,
                                uint64_t *number, struct problem *p)
{
    int64_t value;
    if (!decimal_parse_int(given->value, (int64_t)low, (int64_t)high, &value))
        return problem_set(p, STATUS_BAD_PARAMETER, given->name, given->value, NULL);
    *number = (uint64_t)value;
    return STATUS_OK;
}

static enum status proof_parameters(const struct request *request, struct proof_wanted *wanted,
                                    struct problem *p)
{
    uint64_t last = wanted->size;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < request->parameter_count && status == STATUS_OK; i++) {
        const struct parameter *given = &request->parameters[i];
        uint64_t *number = slice_is(given->name, "from")   ? &wanted->from
                           : slice_is(given->name, "size") ? &wanted->size
                                                           : NULL;
        for (size_t j = 0; j < i; j++)
            if (slice_equal(request->parameters[j].name, given->name))
                return problem_set(p, STATUS_REPEATED_PARAMETER, given->name, given->value, NULL);
        if (!number) {
            problem_set(p, STATUS_UNKNOWN_PARAMETER, given->name, SLICE_NONE, NULL);
            problem_allow(p, slice_of("from"));
            problem_allow(p, slice_of("size"));
            return STATUS_UNKNOWN_PARAMETER;
        }
        status = proof_number(given, number == &wanted->size ? wanted->number : 1, last, number, p);
    }
    if (status == STATUS_OK && wanted->from > wanted->size)
        status =
            problem_set(p, STATUS_EXCLUSIVE_PARAMETERS, slice_of("from"), slice_of("size"), NULL);
    return status;
}

enum status handle_release_proof(struct request *request, struct representation *answer,
                                 struct problem *p)
{
    struct proof_wanted *wanted = arena_alloc(&request->arena, sizeof *wanted);
    int64_t number;
    if (!wanted)
        return problem_memory(p);
    wanted->size = snapshot_manifest(request->snapshot)->number;
    if (!decimal_parse_int(request->segments[PROOF_NUMBER], 1, (int64_t)wanted->size, &number))
        return problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    wanted->number = (uint64_t)number;
    enum status status = proof_parameters(request, wanted, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    answer->content_location = proof_body_place(request, wanted);
    etag_of_tables(answer, request, NULL, 0, answer->content_location);
    answer->changed_in = wanted->size;
    answer->modified = snapshot_time(request->snapshot, wanted->size);
    answer->write = proof_body_write;
    answer->context = wanted;
    return STATUS_OK;
}
