/* Finds a file among those that are compiled in. */
#include "hiraku/release/template_files.h"

struct slice template_file(const char *folder, const char *name)
{
    size_t len = strlen(folder);
    for (const struct template_file *file = template_files; file->path; file++)
        if (strncmp(file->path, folder, len) == 0 && file->path[len] == '/' &&
            strcmp(file->path + len + 1, name) == 0)
            return file->text;
    return SLICE_NONE;
}
