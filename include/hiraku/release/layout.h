/* Where things are in a store and in a release of it (design.md «A release on disk»). Nothing else
 * spells these names.
 *
 * Names are relative to the release, or to the store, and are joined to it with file_path. The
 * folder of an instance, from which releases are made, has the names of what it holds, too. */
#ifndef HIRAKU_RELEASE_LAYOUT_H
#define HIRAKU_RELEASE_LAYOUT_H

#include "hiraku/base/durable_file.h"

struct problem;
struct resource;

enum { RELEASE_PATH_SIZE = FILE_PATH_SIZE };

/* --- in a release ------------------------------------------------------------------------------
 */

/* Kept for ever. layout_data is the folder of the canonical CSV files. */
extern const char layout_manifest[], layout_instance[], layout_changes[], layout_reasons[],
    layout_retired[], layout_data[];
/* Kept for ever, of an instance that has pages or a look of its own (own_files.h): the list of its
 * files, by whose names they lie beside it; the folder of the pages; that of logo, colours and
 * style (site.h). */
extern const char layout_own_list[], layout_pages[], layout_site[];
/* Kept for ever of a release that was signed. */
extern const char layout_checkpoint[], layout_manifest_signature[], layout_file_digests[],
    layout_file_digests_signature[];
enum { LAYOUT_SIGNATURES = 4 };
extern const char *const layout_signatures[LAYOUT_SIGNATURES + 1]; /* all of them; ends with NULL */
/* Kept, too, where there is one: it is written beside a release that was published long ago. */
extern const char layout_withdrawal[];
/* Can be made anew: the list of what was, the database and the columns of the server, the folder of
 * the files for download. */
extern const char layout_artifact_list[], layout_database[], layout_columns[], layout_artifacts[];
/* The folder of pictures of records, which are made anew, too. */
extern const char layout_cards[];
/* What a server opens before it answers: the database and the columns. Ends with NULL. */
enum { LAYOUT_OPENED = 2 };
extern const char *const layout_opened[LAYOUT_OPENED + 1];
bool layout_is_opened(const char *name);

/* A name that is made; it lives in the expression that asks for it, or in a copy. */
enum { LAYOUT_NAME_SIZE = 160 };
struct layout_name {
    char text[LAYOUT_NAME_SIZE];
};

/* The canonical CSV of a table. */
struct layout_name layout_table_csv(const struct resource *table);
/* A file for download by its own name; of an empty one the folder itself, with its slash. */
struct layout_name layout_artifact(struct slice file);
/* That of a table: TABLE.SUFFIX. */
struct layout_name layout_table_artifact(const char *table, const char *suffix);
/* The picture of a record, and a picture by its own name. */
struct layout_name layout_card(const char *table, struct slice id);
struct layout_name layout_card_file(struct slice file);
/* The copy of a file that is packed with gzip (RFC 1952). */
struct layout_name layout_packed(const char *name);

/* A page that the instance writes itself, in one language: pages/NAME.ja.md. */
struct layout_name layout_page(struct slice name, enum language language);
/* What such a name says; false: it is none. A name has small letters, digits and hyphens, and at
 * most LAYOUT_PAGE_NAME_MAX of them. `name` borrows. */
enum { LAYOUT_PAGE_NAME_MAX = 60 };
bool layout_page_read(struct slice path, struct slice *name, enum language *language);

/* A file of the folder of logo, colours and style by its own name; and that own name, borrowed;
 * NULL: it is not in that folder. */
struct layout_name layout_site_file(const char *file);
const char *layout_site_file_name(const char *name);

/* The file's own name, borrowed from a name in a release; NULL: it is not in the folder of files
 * for download. */
const char *layout_artifact_file(const char *name);
/* Takes the ending of packed copies away; false: there is none. */
bool layout_cut_packed(struct slice *name);

/* --- in a store --------------------------------------------------------------------------------
 */

/* The folder of releases, the link to the current one, what becomes that link by rename(2), and the
 * file that a publisher locks. */
extern const char layout_releases[], layout_current[], layout_current_next[], layout_lock[];

/* The folder in which files are gathered that come from another machine, and in it that of a
 * release; the file that says how that machine is (origin.h). */
extern const char layout_pull[], layout_origin[];
enum status layout_pulled(const char *store, uint64_t number, char dir[FILE_PATH_SIZE],
                          struct problem *p);

/* A release, as the link to the current one names it. */
struct layout_name layout_release(uint64_t number);

/* The folder of a release. */
void layout_release_dir(const char *store, uint64_t number, char dir[FILE_PATH_SIZE]);
/* The same while it is being built, and when another one has taken its place. */
enum status layout_unfinished(const char *store, uint64_t number, char dir[FILE_PATH_SIZE],
                              struct problem *p);
enum status layout_replaced(const char *store, uint64_t number, char dir[FILE_PATH_SIZE],
                            struct problem *p);
/* Another release of the same store. */
void layout_sibling(const char *dir, uint64_t number, char sibling[FILE_PATH_SIZE]);

/* The number of a release by the name or path of its folder; 0: it is none. `*whole` is false of
 * one that is being built or was replaced. */
uint64_t layout_number(const char *dir, bool *whole);

#endif
