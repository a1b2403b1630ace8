/* GET /docs/{operation}: one operation of the API with a form; where that was filled in, what the
 * call that it asks for gives. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/page_operation.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"

enum status handle_operation(struct request *request, struct representation *answer,
                             struct problem *p)
{
    enum status status = page_take_out_language(request, p);
    if (status != STATUS_OK)
        return status;
    page_drop_empty(request);
    return page_operation_plan(request, request->segments[1], answer, p);
}
