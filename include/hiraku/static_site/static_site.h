/* A static copy of what is served: every page, record, table and file of the current release as
 * a file, for hosts that have nothing but files. The answers are those of the routes; the program
 * asks itself (http/response/own_call.h), and follows the links of what it is told.
 *
 * Which address has which file is static_name.h. Links of pages are relative, so the copy works
 * below any path; absolute addresses are those of the setting base_url. What no file can answer
 * (searching by the service, ordering, an earlier release) leads to /problems/needs-service.html.
 */
#ifndef HIRAKU_STATIC_SITE_STATIC_SITE_H
#define HIRAKU_STATIC_SITE_STATIC_SITE_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct config;
struct problem;

struct static_site_result {
    uint64_t release, files, bytes;
    char base_url[512]; /* that absolute addresses begin with; cut where it is longer */
};

/* The list of the files, one a line: path below the folder, tab, what the service is asked for the
 * same bytes (but for links). It is also how a copy of ours is known. */
#define STATIC_SITE_LIST "hiraku-site.tsv"

/* Writes FOLDER whole or not at all: beside it as FOLDER.tmp, which then takes its place.
 * STATUS_SITE_TARGET: something is there that is no copy of ours. STATUS_NO_RELEASE. */
enum status static_site_write(const struct config *config, const char *folder,
                              struct static_site_result *result, struct problem *p);

#endif
