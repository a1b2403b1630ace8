/* The pages of what changed and of what was published (lists on demand: list_page.h). */
#ifndef HIRAKU_PAGES_HISTORY_PAGES_H
#define HIRAKU_PAGES_HISTORY_PAGES_H

#include "hiraku/pages/list_page.h"

/* /changes: rows of changes_resource. */
extern const struct list_look changes_look;
/* /releases: rows of releases_resource. */
extern const struct list_look releases_look;

/* /releases/{release}: that release is the lead, and the rows are its changes. `title` by enum
 * language. */
struct list_look release_look(const char *const title[2]);

#endif
