/* What to do about a problem. */
#ifndef HIRAKU_HTTP_RESPONSE_PROBLEM_HELP_H
#define HIRAKU_HTTP_RESPONSE_PROBLEM_HELP_H

#include "hiraku/base/status.h"

/* By its HTTP status: what is special about one type is in its detail. "" where nothing can be
 * said.
 */
const char *problem_help(const struct status_info *info, enum language language);

#endif
