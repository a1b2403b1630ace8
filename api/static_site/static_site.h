/* What the files of this folder share: a copy that is being made. */
#ifndef HIRAKU_API_STATIC_SITE_STATIC_SITE_H
#define HIRAKU_API_STATIC_SITE_STATIC_SITE_H

#include "hiraku/base/config.h"
#include "hiraku/http/handlers/monitor.h"
#include "hiraku/http/response/own_call.h"
#include "hiraku/http/response/response.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/static_site/static_files.h"
#include "hiraku/static_site/static_targets.h"

struct static_site {
    struct config config;
    struct snapshots snapshots;
    struct responses responses;
    struct monitor monitor;
    struct limits limits;
    struct request request;            /* whose calls within all answers are */
    struct own_call *looked, *written; /* to see what there is; whose answer is being written */
    struct arena arena;                /* of addresses and names */
    struct static_targets targets;
    struct static_files files;
    struct out text; /* an answer with its links replaced; memory */
    struct slice base;
    size_t at;           /* the target that is being written */
    struct slice place;  /* the file that is being written; empty: links are to be absolute */
    struct out index[2]; /* by enum language: what pages are called; memory */
    enum status status;  /* of what went wrong in a callback, with `problem` */
    struct problem problem;
};

/* Opens the current release, without what only a running service has: the doors for programs and
 * the counts of use. Close it also after errors. */
enum status static_service_open(struct static_site *site, const struct config *config,
                                struct problem *p);
void static_service_close(struct static_site *site);

/* The number of the target of a link; STATIC_NOWHERE where no file can answer it, or
 * site->status tells why that could not be found out. */
size_t static_look(struct static_site *site, struct slice link, bool on_plain);
/* Where a target leads in the end. */
size_t static_look_end(const struct static_site *site, size_t number);
/* Everything that the table of routes names without parameters, in both languages. */
void static_look_routes(struct static_site *site);

/* The file of a target, with its links replaced; nothing where it has none of its own. */
enum status static_page_write(struct static_site *site, size_t number, struct problem *p);
/* 404.html, whose links work from anywhere. */
enum status static_page_missing(struct static_site *site, struct problem *p);

/* A page that has been written, for the search of the script: its title and where it is. */
void static_search_note(struct static_site *site, struct slice file, struct slice html);
/* Puts the search of the script into the page of results; false: it is another page. */
bool static_search_page(const struct static_site *site, struct slice html, struct out *out);
/* The script and its lists. */
enum status static_search_write(struct static_site *site, struct problem *p);

#endif
