/* What tools and their arguments are looked up by: datasets, arguments and what was given. */
#include "hiraku/mcp/tools.h"

#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"

#include <jansson.h>

struct slice mcp_argument_text(const struct json_t *arguments, const char *name)
{
    const json_t *value = json_object_get(arguments, name);
    return json_is_string(value)
               ? (struct slice){json_string_value(value), json_string_length(value)}
               : SLICE_NONE;
}

const struct mcp_argument *mcp_tool_argument(const struct mcp_tool *tool, struct slice name)
{
    for (const struct mcp_argument *one = tool->arguments; one->name; one++)
        if (slice_is(name, one->name))
            return one;
    return NULL;
}

const struct resource *mcp_dataset(size_t i)
{
    for (size_t at = 0;; at++) {
        const struct resource *list = model_list(at);
        if (!list || (!list->within && i-- == 0))
            return list;
    }
}

const struct resource *mcp_dataset_named(struct slice name)
{
    const struct resource *list = model_list_named(name);
    return list && !list->within ? list : NULL;
}
