/* The database and the columns of a release, made once from its canonical CSV. */
#ifndef HIRAKU_STORE_BUILD_H
#define HIRAKU_STORE_BUILD_H

#include "hiraku/base/status.h"

struct instance;
struct problem;

/* Fills DIR/store.sqlite from DIR/data (canonical CSV): tables, derived and hidden columns,
 * indexes. Writes DIR/store.columns, whole and on disk. */
enum status store_build(const char *dir, const struct instance *instance, struct problem *p);

#endif
