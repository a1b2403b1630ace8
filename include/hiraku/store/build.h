/* The database and the columns of a release, made once from its canonical CSV. */
#ifndef HIRAKU_STORE_BUILD_H
#define HIRAKU_STORE_BUILD_H

#include "hiraku/base/status.h"

struct instance;
struct problem;

/* Fills DIR/store.sqlite (in which releases each record changed) and writes DIR/store.columns (the
 * tables and their words) from DIR/data (canonical CSV), DIR/changes.csv and those of the releases
 * before. The latter is whole and on disk; the caller syncs the former. */
enum status store_build(const char *dir, const struct instance *instance, struct problem *p);

#endif
