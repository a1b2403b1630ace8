/* How what a URL of this instance is answered with is quoted. Nothing is fetched. */
#ifndef HIRAKU_HTTP_RESPONSE_CITING_URL_H
#define HIRAKU_HTTP_RESPONSE_CITING_URL_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct citation;
struct parameter;
struct problem;
struct request;

/* What is asked: whose citation, and in which language, where the form is of one. */
struct citing_question {
    const struct parameter *url;
    enum language language;
    bool bilingual; /* the form has both: it takes no `lang` */
};

/* Reads the request's parameters, `url` and `lang`, into a question whose language is the default
 * one. STATUS_MISSING_PARAMETER, STATUS_UNKNOWN_PARAMETER, STATUS_PARAMETER_ELSEWHERE,
 * STATUS_REPEATED_PARAMETER, STATUS_BAD_PARAMETER. */
enum status citing_url_read(const struct request *request, struct citing_question *question,
                            struct problem *p);

/* The parameters in the canonical form; in the request's arena, want of memory latches it. */
struct slice citing_url_canonical(struct request *request, const struct citing_question *question);

/* Finds the citation of what the URL, read into `other` (own_url_open), selects in the release of
 * the request: its handler plans, and nothing is written. The citation lives as long as `other`:
 * own_url_close, also after errors. STATUS_NOT_CITABLE: it has no permanent form; else what the URL
 * itself would be refused with. */
enum status citing_url(struct request *request, const struct parameter *url, struct request *other,
                       const struct citation **citation, struct problem *p);

#endif
