/* The folders that an instance has beside its tables: pages/ and site/. Private to api/ingest. */
#ifndef HIRAKU_API_INGEST_OWN_FOLDER_H
#define HIRAKU_API_INGEST_OWN_FOLDER_H

#include "hiraku/base/status.h"

struct own_check;
struct own_files;
struct problem;

/* What is done with an entry of the folder. */
typedef enum status own_meet(const struct own_check *check, struct own_files *files,
                             const char *entry, struct problem *p);

/* Every entry that is meant, in the order of names, so that a limit is met by the same file each
 * time; no folder: none. Ends with the first error. */
enum status own_folder_walk(const struct own_check *check, const char *folder,
                            struct own_files *files, own_meet *meet, struct problem *p);

#endif
