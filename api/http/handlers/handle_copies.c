/* GET /v1/copies and what is below it: what a node copies (hiraku pull). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/config.h"
#include "hiraku/http/response/copies.h"
#include "hiraku/http/response/elsewhere.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/query/query.h"

enum { COPIES_NUMBER_SEGMENT = 2 };

bool copies_are_offered(const struct config *config)
{
    return config->copies != 0;
}

enum status handle_copies(struct request *request, struct representation *answer, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    answer->content_location = slice_of("/v1/copies.json");
    return status == STATUS_OK ? copies_plan_releases(request, answer, p) : status;
}

static enum status copies_number(struct request *request, uint64_t *number, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    return status == STATUS_OK ? elsewhere_release(request, COPIES_NUMBER_SEGMENT, number, p)
                               : status;
}

enum status handle_copies_release(struct request *request, struct representation *answer,
                                  struct problem *p)
{
    uint64_t number;
    enum status status = copies_number(request, &number, p);
    if (status != STATUS_OK)
        return status;
    answer->content_location =
        arena_printf(&request->arena, "/v1/copies/%llu.json", (unsigned long long)number);
    return copies_plan_files(request, answer, number, p);
}

enum status handle_copies_file(struct request *request, struct representation *answer,
                               struct problem *p)
{
    uint64_t number;
    enum status status = copies_number(request, &number, p);
    return status == STATUS_OK ? copies_plan_file(request, answer, number, false, p) : status;
}

enum status handle_copies_pieces(struct request *request, struct representation *answer,
                                 struct problem *p)
{
    uint64_t number;
    enum status status = copies_number(request, &number, p);
    return status == STATUS_OK ? copies_plan_file(request, answer, number, true, p) : status;
}
