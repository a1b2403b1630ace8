/* Croissant 1.1 (MLCommons, «Croissant Format Specification», 29 January 2026): files, tables
 * and columns for programs that load data sets by such a description. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_CROISSANT_H
#define HIRAKU_EXPORTERS_CATALOGUE_CROISSANT_H

#include "hiraku/base/slice.h"

struct arena;
struct artifact;
struct catalogue;
struct catalogue_table;
struct out;

#define CROISSANT_VERSION    "http://mlcommons.org/croissant/1.1"
#define CROISSANT_MEDIA_TYPE "application/ld+json; profile=\"" CROISSANT_VERSION "\""

struct croissant {
    const struct catalogue *catalogue;
    const struct catalogue_table *table; /* NULL: all tables, with the keys between them */
    struct arena *arena;                 /* the caller's; its overflow is the caller's to see */
    /* The path under which a file never changes. */
    struct slice (*place)(void *context, const struct artifact *file);
    void *context;
};

/* Files that are ready have their digest; where a table has none, its CSV is asked for by release,
 * without a digest, and the data set is called live, as readers want it then (s. «Live Datasets»).
 */
void croissant_write(struct out *out, const struct croissant *croissant);

#endif
