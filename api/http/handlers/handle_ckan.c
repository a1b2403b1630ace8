/* GET and POST /api/3/action/{action}, /api/action/{action}: the Action API of CKAN, for its
 * clients (http/response/ckan_body.c). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/config.h"
#include "hiraku/http/response/ckan_body.h"

bool ckan_is_offered(const struct config *config)
{
    return config->ckan;
}

enum status handle_ckan(struct request *request, struct representation *answer, struct problem *p)
{
    return ckan_body_plan(request, answer, p);
}
