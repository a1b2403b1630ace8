/* Which table has which rules. */
#include "rules.h"

#include "hiraku/model/resource.h"

#include <string.h>

static const struct {
    const char *table;
    rules_fn *rules;
} rules_tables[] = {
    {"adoptions", rules_adoptions},       {"corrections", rules_corrections}, {"kpis", rules_kpis},
    {"observations", rules_observations}, {"pilots", rules_pilots},
};

rules_fn *rules_of(const struct resource *resource)
{
    for (size_t i = 0; i < sizeof rules_tables / sizeof *rules_tables; i++)
        if (strcmp(resource->name, rules_tables[i].table) == 0)
            return rules_tables[i].rules;
    return NULL;
}
