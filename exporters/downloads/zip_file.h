/* A file as libzip takes it. Private to exporters. */
#ifndef HIRAKU_EXPORTERS_DOWNLOADS_ZIP_FILE_H
#define HIRAKU_EXPORTERS_DOWNLOADS_ZIP_FILE_H

#include <zip.h>

/* The file of this name, to be read or to be written as a new one; NULL: no memory. The library's
 * own files are those of stdio, which a signal ends. A file that is written has its name from the
 * start; one that was given up is removed. */
zip_source_t *zip_file_source(const char *path, zip_error_t *error);

#endif
