/* The files of contrib/instances/template and contrib/instances/init, compiled in (Makefile): what
 * a new instance is made from, and what `check` compares an instance.json with; and those of
 * contrib/forms, the layouts of reports. */
#ifndef HIRAKU_RELEASE_TEMPLATE_FILES_H
#define HIRAKU_RELEASE_TEMPLATE_FILES_H

#include "hiraku/base/slice.h"

struct template_file {
    const char *path; /* "template/data/sources.csv", "forms/july.json" */
    struct slice text;
};

extern const struct template_file
    template_files[]; /* by the path in the tree; ends with a NULL path */

/* Of a folder, "template", "init" or "forms", by the name that it has there; empty if there is
 * none. */
struct slice template_file(const char *folder, const char *name);

#endif
