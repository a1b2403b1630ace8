/* The texts of a finding for people. Private to base/. */
#ifndef HIRAKU_API_DIAGNOSTICS_FINDING_MESSAGE_H
#define HIRAKU_API_DIAGNOSTICS_FINDING_MESSAGE_H

#include "hiraku/base/status.h"
#include "hiraku/diagnostics/rule.h"

struct finding;
struct out;
struct place;

struct report;

/* «file:line», or what is known of it. */
void finding_put_place(struct out *out, enum language language, const struct place *place);

/* The message of a finding, into `out`, which is a memory stream and is emptied first. */
struct slice finding_message(struct out *out, enum language language,
                             const struct finding *finding);

/* «file:line: column: warning: », as far as it is known. */
void finding_put_head(struct out *out, enum language language, const struct finding *finding);

/* « (rule) [ID]». */
void finding_put_rule(struct out *out, enum rule rule);

/* One line a group, in the order in which people mend them (finding_summary.c). `scratch` is a
 * memory stream. */
void finding_write_groups(const struct report *report, enum language language, struct out *out,
                          struct out *scratch);

#endif
