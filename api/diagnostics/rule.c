/* The table of rules. */
#include "hiraku/diagnostics/rule.h"

static const struct rule_info infos[RULE_COUNT] = {
#define RULE(name, slug, severity, readability_id, ja, en)                                         \
    [RULE_##name] = {slug, severity, readability_id, {ja, en}},
#include "hiraku/diagnostics/rule.def"
#undef RULE
};

static const bool certain[RULE_COUNT] = {
#define RULE(...)
#define CERTAIN(name) [RULE_##name] = true,
#include "hiraku/diagnostics/rule.def"
#undef RULE
};

bool rule_is_certain(enum rule rule)
{
    return certain[rule];
}

const struct rule_info *rule_info(enum rule rule)
{
    return &infos[rule];
}
