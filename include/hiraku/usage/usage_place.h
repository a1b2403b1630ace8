/* Where the counts of use are, by the settings. */
#ifndef HIRAKU_USAGE_USAGE_PLACE_H
#define HIRAKU_USAGE_USAGE_PLACE_H

#include "hiraku/base/config.h"

#include <stdbool.h>

enum { USAGE_PLACE_SIZE = 1024 };

/* Whether use is counted at all. */
bool usage_is_on(const struct config *config);

/* The file: that of the setting, or STORE.usage, beside the folder of releases, which a server does
 * not write to. */
void usage_place(const struct config *config, char path[USAGE_PLACE_SIZE]);

#endif
