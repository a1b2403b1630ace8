/* Figures for other sites to show in a frame (pages/embed_page.h). */
#ifndef HIRAKU_HTTP_RESPONSE_EMBEDDING_H
#define HIRAKU_HTTP_RESPONSE_EMBEDDING_H

#include "hiraku/base/status.h"

struct problem;
struct representation;
struct request;

/* Plans the newest figure of the KPI request->id. */
enum status embedding_plan_kpi(struct request *request, struct representation *answer,
                               struct problem *p);
/* Plans the figure request->id. */
enum status embedding_plan_figure(struct request *request, struct representation *answer,
                                  struct problem *p);

#endif
