/* See own_folder.h. */
#include "own_folder.h"

#include "hiraku/base/durable_file.h"
#include "hiraku/ingest/ingest.h"

#include "file_name.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

enum status own_folder_walk(const struct own_check *check, const char *folder,
                            struct own_files *files, own_meet *meet, struct problem *p)
{
    char path[FILE_PATH_SIZE];
    struct dirent **entries;
    enum status status = file_path(path, check->dir, folder, p);
    if (status != STATUS_OK)
        return status;
    int count = scandir(path, &entries, NULL, alphasort);
    if (count < 0)
        return errno == ENOENT ? STATUS_OK : problem_errno(p, path);
    for (int i = 0; i < count; i++) {
        const char *entry = entries[i]->d_name;
        if (status == STATUS_OK && entry[0] != '.' && file_name_read(entry).class != FILE_PASSED)
            status = meet(check, files, entry, p);
        free(entries[i]);
    }
    free(entries);
    return status;
}
