/* The distributions of a table (DCAT 3, s.6.8): artifacts, and URLs that make a form when it
 * is asked for. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_DISTRIBUTION_H
#define HIRAKU_EXPORTERS_CATALOGUE_DISTRIBUTION_H

#include "hiraku/base/slice.h"

#include <stdint.h>

struct catalogue;
struct artifact;
struct artifact_format;
struct out;
struct resource;

/* One distribution of a table: an artifact, or a URL that makes the form when it is asked for. */
struct distribution {
    struct slice name; /* "programs.csv": in its IRI */
    const struct artifact_format *format;
    const struct artifact *file; /* NULL: made when asked for */
    bool packed;
};

/* Calls `found` for each distribution of a table, artifacts first; NULL: files of all tables. */
void catalogue_distributions(const struct catalogue *catalogue, const struct resource *resource,
                             void (*found)(void *context, const struct distribution *one),
                             void *context);

/* A bit of its own for each format of the list. */
uint64_t distribution_bit(const struct artifact_format *const *formats,
                          const struct artifact_format *format);

/* Whether any file holds all tables. */
bool catalogue_has_all(const struct catalogue *catalogue);

/* Where it is fetched, as a path: /v1/downloads/{name} or /v1/{name}. */
void distribution_path(struct out *out, const struct distribution *one);

/* The last segment of its IRI: the name with hyphens for full stops, because a known suffix of a
 * path is always a suffix. Files of all tables have the release in their name and not in their
 * IRI, which stays: "all-zip". */
enum { DISTRIBUTION_NAME_SIZE = 192 };
void distribution_name(const struct distribution *one, char name[DISTRIBUTION_NAME_SIZE]);

#endif
