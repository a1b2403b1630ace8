/* How an instance looks: logo, icon, colours, a style sheet and links of its own, which are the
 * files of its folder site/ (own_files.h).
 *
 * Reading is lenient: of a release that another program made, what this one does not take is left
 * out. What is wrong with the files of an instance is api/ingest/'s affair, and of site.json this
 * one's, where a report is given. */
#ifndef HIRAKU_RELEASE_SITE_H
#define HIRAKU_RELEASE_SITE_H

#include "hiraku/base/arena.h"
#include "hiraku/base/digest.h"
#include "hiraku/base/status.h"
#include "hiraku/release/site_palette.h"

struct own_file;
struct own_files;
struct problem;
struct report;

enum { SITE_LINKS_MAX = 20, SITE_LABEL_MAX = 200, SITE_URL_MAX = 2000, SITE_HASH_SIZE = 17 };

/* What a file of the folder is. */
enum site_role { SITE_LOGO, SITE_ICON, SITE_STYLE, SITE_KEYS, SITE_ROLES };
enum site_form { SITE_SVG, SITE_PNG, SITE_CSS, SITE_JSON };

struct site_file {
    const char *name; /* in the folder */
    enum site_role role;
    enum site_form form;
    const char *media_type;
};
/* All that there may be; ends with a NULL name. */
extern const struct site_file site_files[];
/* NULL: the folder has no such file. */
const struct site_file *site_file_of(struct slice name);

/* The name of the style sheet that is made of the colours. */
extern const char site_sheet_name[];

struct site_picture {
    const struct own_file *file; /* NULL: there is none */
    const struct site_file *kind;
    unsigned width, height; /* 0: not known */
};

/* A link at the foot of every page. */
struct site_link {
    struct slice labels[2]; /* by enum language; one of them may be empty */
    struct slice url;       /* absolute */
};

struct site {
    struct arena arena;
    struct site_picture logo, icon;
    const struct own_file *style; /* NULL: there is none */
    struct slice sheet;           /* made of the colours; empty: there are none */
    char sheet_sha256[DIGEST_SIZE];
    struct site_palette palette;
    struct site_link links[SITE_LINKS_MAX];
    size_t link_count;
};

/* Without anything. */
void site_init(struct site *site);
/* `files`, which outlive it, have their texts. To be freed in any case. */
enum status site_open(struct site *site, const struct own_files *files, struct problem *p);
void site_free(struct site *site);

/* Reads site.json into a site that is begun. Findings, and colours that are too near to be told
 * apart, go into the report, where there is one, with `place` for their file, which lives as long.
 */
enum status site_read_keys(struct site *site, struct slice text, const char *place,
                           struct report *report, struct problem *p);

/* The style sheet that site.json stands for; in site->arena, empty where it names no colour. */
enum status site_make_sheet(struct site *site, struct problem *p);

/* The digits of a digest that addresses have. */
void site_hash(const char sha256[DIGEST_SIZE], char hash[SITE_HASH_SIZE]);

/* Width and height of a picture, as its head says (PNG: IHDR; SVG: width and height of its first
 * element in numbers or px, else its viewBox); false: it does not. */
bool site_picture_size(struct slice text, enum site_form form, unsigned *width, unsigned *height);

#endif
