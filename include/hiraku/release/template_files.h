/* The files of contrib/instances/template and contrib/instances/init, compiled in (Makefile): what
 * a new instance is made from, and what `check` compares an instance.json with. */
#ifndef HIRAKU_RELEASE_TEMPLATE_FILES_H
#define HIRAKU_RELEASE_TEMPLATE_FILES_H

#include "hiraku/base/slice.h"

struct template_file {
    const char *path; /* below contrib/instances: "template/data/sources.csv" */
    struct slice text;
};

extern const struct template_file template_files[]; /* in byte order; ends with a NULL path */

/* Of a folder, "template" or "init", by the name that it has there; empty if there is none. */
struct slice template_file(const char *folder, const char *name);

#endif
