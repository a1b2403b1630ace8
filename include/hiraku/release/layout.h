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
extern const char layout_manifest[], layout_instance[], layout_changes[], layout_retired[],
    layout_data[];
/* Can be made anew: the list of what was, the database and the columns of the server, the folder of
 * the files for download. */
extern const char layout_artifact_list[], layout_database[], layout_columns[], layout_artifacts[];
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
/* The copy of a file that is packed with gzip (RFC 1952). */
struct layout_name layout_packed(const char *name);

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
