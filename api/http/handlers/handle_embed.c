/* GET /embed/kpis/{kpi}, /embed/figures/{observation}: a figure for another site to show in a frame
 * (response/embedding.h). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/http/response/embedding.h"

enum status handle_embed_kpi(struct request *request, struct representation *answer,
                             struct problem *p)
{
    return embedding_plan_kpi(request, answer, p);
}

enum status handle_embed_figure(struct request *request, struct representation *answer,
                                struct problem *p)
{
    return embedding_plan_figure(request, answer, p);
}
