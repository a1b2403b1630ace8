/* See usage_place.h. */
#include "hiraku/usage/usage_place.h"

#include <stdio.h>
#include <string.h>

bool usage_is_on(const struct config *config)
{
    return strcmp(config->usage, "off") != 0;
}

void usage_place(const struct config *config, char path[USAGE_PLACE_SIZE])
{
    size_t len = strlen(config->store);
    while (len > 1 && config->store[len - 1] == '/')
        len--;
    if (config->usage[0] != '\0')
        snprintf(path, USAGE_PLACE_SIZE, "%s", config->usage);
    else
        snprintf(path, USAGE_PLACE_SIZE, "%.*s.usage", (int)len, config->store);
}
