/* The rules of the checker (rule.def): name, severity, 機械可読性ルール ID (digital-go-jp/
 * machine_readability_rule) or "", and the message in Japanese and English with {value} {mended}
 * {other} {expected} {release}. */
#ifndef HIRAKU_DIAGNOSTICS_RULE_H
#define HIRAKU_DIAGNOSTICS_RULE_H

#include <stdbool.h>

enum rule {
#define RULE(name, ...) RULE_##name,
#include "hiraku/diagnostics/rule.def"
#undef RULE
    RULE_COUNT
};

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };

struct rule_info {
    const char *slug; /* lower-case name with hyphens, stable: programs may test it */
    enum severity severity;
    const char *readability_id; /* "L2-01" or "" */
    const char *message[2];     /* by enum language */
};

/* Whether what the rule proposes can be taken without a person (rule.def, CERTAIN). */
bool rule_is_certain(enum rule rule);

const struct rule_info *rule_info(enum rule rule);

#endif
