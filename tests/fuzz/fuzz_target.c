/* Request targets: what was decoded and is encoded again is read the same; a path never leads
 * upwards; a refusal is a 4xx. */
#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"
#include "hiraku/http/routing/request_target.h"
#include "hiraku/http/server/routes.h"
#include "hiraku/query/query.h"
#include "hiraku/value/iri.h"

#include "fuzz.h"

enum { PARAMETERS = 64 };

static struct slice write_again(const struct request *request, struct out *out)
{
    for (size_t i = 0; i < request->segment_count; i++) {
        out_char(out, '/');
        iri_segment(out, request->segments[i]);
        if (i + 1 == request->segment_count && request->suffix.len) {
            out_char(out, '.');
            iri_segment(out, request->suffix);
        }
    }
    if (request->segment_count == 0)
        out_char(out, '/');
    for (size_t i = 0; i < request->parameter_count; i++) {
        out_char(out, i ? '&' : '?');
        iri_segment(out, request->parameters[i].name);
        out_char(out, '=');
        iri_segment(out, request->parameters[i].value);
    }
    return out_written(out);
}

static void check(struct request *request)
{
    for (size_t i = 0; i < request->segment_count && i < REQUEST_SEGMENTS_MAX; i++) {
        struct slice segment = request->segments[i];
        bool whole = i + 1 < request->segment_count || request->suffix.len == 0;
        ENSURE(utf8_is_valid(segment));
        ENSURE(!whole || (!slice_is(segment, ".") && !slice_is(segment, "..")));
    }
    if (request->segment_count > REQUEST_SEGMENTS_MAX)
        return;
    struct out out;
    struct request again = {.head = false};
    out_open_memory(&out, 64 << 20);
    arena_init(&again.arena, FUZZ_ARENA);
    again.target = write_again(request, &out);
    ENSURE(request_read_target(&again, PARAMETERS, NULL) == STATUS_OK);
    ENSURE(again.segment_count == request->segment_count);
    ENSURE(again.parameter_count == request->parameter_count);
    ENSURE(slice_equal(again.suffix, request->suffix));
    for (size_t i = 0; i < again.segment_count; i++)
        ENSURE(slice_equal(again.segments[i], request->segments[i]));
    for (size_t i = 0; i < again.parameter_count; i++)
        ENSURE(slice_equal(again.parameters[i].name, request->parameters[i].name) &&
               slice_equal(again.parameters[i].value, request->parameters[i].value));
    ENSURE((route_find(route_table, request, NULL) == STATUS_OK) ==
           (route_find(route_table, &again, NULL) == STATUS_OK));
    arena_free(&again.arena);
    out_close(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct problem p = {.status = STATUS_OK};
    struct request request = {.head = false};
    arena_init(&request.arena, FUZZ_ARENA);
    request.target = fuzz_input(data, size);
    enum status status = request_read_target(&request, PARAMETERS, &p);
    if (status == STATUS_OK)
        check(&request);
    else
        ENSURE(p.status == status && status_info(status)->http < 500);
    arena_free(&request.arena);
    return 0;
}
