/* What answers with a chart share (pages/chart/chart.h). They are made whole and in memory, as SVG.
 */
#ifndef HIRAKU_HTTP_RESPONSE_PICTURE_H
#define HIRAKU_HTTP_RESPONSE_PICTURE_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/pages/chart/kpi_chart.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/service.h"

struct arena;
struct chart;
struct problem;
struct query;
struct representation;
struct request;

struct picture {
    /* Answers the question and makes the chart, in an arena that lives until `close`; NULL where
     * that has overflowed. */
    enum status (*make)(struct picture *picture, const struct chart **chart, struct problem *p);
    void (*close)(struct picture *picture);
    void *question;
    const struct query *query; /* whose references must exist, or NULL */
    struct inputs inputs;      /* read for the answer */
    int width;
    bool wide, spoken; /* width and language were asked for */
    bool shaped;       /* takes `shape`, too: set before picture_parameters */
    bool shares;       /* shape=shares was asked for */
    /* while it is made */
    struct service service;
    struct chart_context context; /* all but its arena is set */
};

/* Takes `width`, `lang` and, where that is taken, `shape` out of the request's parameters; `lang`
 * becomes request->language. */
enum status picture_parameters(struct picture *picture, struct request *request, struct problem *p);
/* Names them among what is allowed, in a problem about an unknown parameter. */
void picture_allow(const struct picture *picture, struct problem *p);

/* Plans an answer of `picture`, which lives in the request's arena: type, place, validators. */
enum status picture_plan(struct picture *picture, struct request *request,
                         struct representation *answer, struct slice path, struct slice parameters);

#endif
