/* The formats of the files that publish makes ready for download (artifacts): a row for each,
 * beside what makes it. Names and titles of files, what catalogues say of them and the jobs of a
 * publish follow from the rows.
 *
 * A new format is a file with one `const struct artifact_format` and its line in
 * exporters/downloads/artifact_formats.c. */
#ifndef HIRAKU_EXPORTERS_ARTIFACT_FORMAT_H
#define HIRAKU_EXPORTERS_ARTIFACT_FORMAT_H

#include "hiraku/query/query.h"

struct artifacts;
struct instance;
struct manifest;
struct problem;
struct resource;
struct store;
struct writer;

enum artifact_scope {
    ARTIFACT_TABLE,     /* a file of each table: TABLE.SUFFIX */
    ARTIFACT_ALL,       /* one of all tables: hiraku-{publisher_code}-{release}.SUFFIX */
    ARTIFACT_ON_REQUEST /* no file: the writer writes it when it is asked for */
};

/* What a file is made of. */
struct artifact_input {
    const struct instance *instance;
    const struct manifest *manifest;
    const char *dir;                     /* the release's folder, also for temporary files */
    const char *path;                    /* of the file, which must not exist */
    const struct resource *table;        /* NULL: all */
    const struct artifacts *artifacts;   /* those that the format comes after; NULL: not known */
    struct artifacts *members;           /* takes notes of what an archive has beside files */
    const struct artifact_format *packs; /* that of the format */
    uint64_t zstd_bytes; /* a smaller file has no copy that is packed with zstd; 0: none has */
};

struct artifact_format {
    const char *suffix;     /* "excel.csv"; a longer one is found before a shorter */
    const char *media_type; /* "text/csv" (IANA), without parameters */
    const char *file_type;  /* "CSV": http://publications.europa.eu/resource/authority/file-type/ */
    const char *title_ja, *title_en;
    enum artifact_scope scope;
    /* A format of which all files are made before one of this is begun; NULL: none is waited for.
     */
    const struct artifact_format *after;
    /* The format of a copy that is packed with zstd; `media_type` and `file_type` are those of what
     * it holds, and `make` may make no file. NULL: it is no such copy. */
    const struct artifact_format *packs;
    unsigned weight; /* how long a row takes beside one of other formats: what takes longest is
                        begun first */
    bool workbook;   /* kept to a workbook's rows, and made in a process of its own: workbook.c */
    /* What makes it: a writer of tables, of whose file a copy is kept that is packed with gzip, or
     * a function. */
    const struct writer *writer;
    enum profile profile;
    enum status (*make)(struct store *store, const struct artifact_input *input, struct problem *p);
};

extern const struct artifact_format artifact_csv, artifact_excel_csv, artifact_json,
    artifact_ndjson, artifact_rdfxml, artifact_turtle, artifact_ntriples, artifact_jsonld,
    artifact_workbook, artifact_archive, artifact_sqlite, artifact_csv_zstd, artifact_ndjson_zstd,
    artifact_turtle_zstd;
/* All, in the order in which they are listed; ends with NULL. */
extern const struct artifact_format *const artifact_formats[];

/* Content-Type, parameters included; of a file, or of its packed copy. */
const char *artifact_media_type(const struct artifact_format *format, bool packed);
/* The media type of how it is packed; NULL: not at all. */
const char *artifact_packing(const struct artifact_format *format, bool packed);
/* What writes it, or what it is a copy of; NULL: no writer does. */
const struct writer *artifact_writer(const struct artifact_format *format);
/* Whether the bytes are the same under every base URL. */
bool artifact_is_neutral(const struct artifact_format *format);

/* The format that a writer writes so; NULL: none of the list. */
const struct artifact_format *artifact_of_writer(const struct artifact_format *const *formats,
                                                 const struct writer *writer, enum profile profile);

/* --- names --------------------------------------------------------------------------------------
 */

enum { ARTIFACT_NAME_SIZE = 128 };

/* `table` is NULL for ARTIFACT_ALL. */
void artifact_name(char name[ARTIFACT_NAME_SIZE], const struct artifact_format *format,
                   const struct resource *table, const struct instance *instance, uint64_t release);

/* What a file's name tells. */
struct artifact_name {
    const struct artifact_format *format;
    struct slice stem; /* "programs" of "programs.csv.gz", borrowed */
    bool packed;       /* the packed copy (.gz) */
    uint64_t release;  /* in the name of a file of all tables; 0: there is none */
};
/* False: no file has such a name. */
bool artifact_name_read(const struct artifact_format *const *formats, struct slice name,
                        struct artifact_name *read);

#endif
