/* From a folder of CSV files to a release: check, build, switch (design.md «A release on disk»). */
#ifndef HIRAKU_PUBLISH_PUBLISH_H
#define HIRAKU_PUBLISH_PUBLISH_H

#include "hiraku/base/digest.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/ingest/ingest.h"

struct problem;
struct progress;
struct release_keys;
struct resource;

struct report;

struct publish_options {
    struct report *report;           /* takes what is found */
    const struct progress *progress; /* NULL: nobody watches */
    int64_t keep;                    /* releases kept whole */
    bool downloads;                  /* whether files/ is filled */
    uint64_t plain_bytes;            /* above it RDF, JSON and the like are kept as .gz only */
    uint64_t sheet_rows;             /* above it there is no workbook */
    uint64_t zstd_bytes;             /* a smaller file has no copy packed with zstd; 0: none has */
    struct own_limits own;           /* of what the instance brings beside its tables */
    size_t threads;                  /* that make files; 0: one per processor */
    size_t cards;                    /* pictures of records at most; 0: none */
    /* This program, which is started again for each workbook and picture: `program
     * workbook_command …` must call workbook_process, `program card_command …` card_process. NULL:
     * workbooks are made in this process, pictures not at all. */
    const char *program;
    /* Kept with the release: each one line of good text (text.h) of at most RELEASE_MESSAGE_MAX
     * bytes, or NULL. */
    const char *message, *message_en;
    const struct release_keys *keys; /* that sign the release (release/tree.h); NULL: none */
};

/* The command that main leaves to workbook_process, with the arguments behind it; gives the exit
 * code.
 */
enum { WORKBOOK_ARGUMENTS = 4 };
extern const char workbook_command[];
int workbook_process(char *const arguments[WORKBOOK_ARGUMENTS]);
/* The same of the one that takes its limits and becomes the program that draws pictures. */
enum { CARD_ARGUMENTS = 1 };
extern const char card_command[];
int card_process(char *const arguments[CARD_ARGUMENTS]);

struct publish_result {
    uint64_t base;   /* the release before, 0: none */
    uint64_t number; /* the new release, or the current one if nothing changed */
    bool changed;
    bool rebuilt; /* nothing changed but derived files were made anew (model or program version
                     differ) */
    uint64_t rows, added, removed, modified;
    char base_url[2049]; /* of the instance; "" where it is not known */
};

/* A record that a release and what is to follow it have not alike. Slices and names live until the
 * next one. */
struct difference {
    const struct resource *resource; /* a table, or instance_resource */
    struct slice id;
    const struct slice *old, *now; /* cells parallel to the columns; NULL: it is new, or gone */
    struct place place;            /* of the new one */
};

/* The first written column from `at` on in which they differ, by its position; COLUMNS_MAX: there
 * is no more, or the record is new or gone. */
size_t difference_next(const struct difference *difference, size_t at);

/* Whether a published figure changes in the column: a number that is no part of a key and no year,
 * to another one. It should have a reason. */
bool difference_is_figure(const struct difference *difference, size_t column);

struct difference_sink {
    enum status (*take)(void *context, const struct difference *difference, struct problem *p);
    void *context;
};

/* check, then release. With errors in the report: STATUS_BAD_DATA, nothing is made. STATUS_LOCKED
 * names the holder. */
enum status publish_run(const char *store, const char *dir, const struct publish_options *options,
                        struct publish_result *result, struct problem *p);

/* Publishes the data and the instance.json of an earlier release again, whole or not at all; ids
 * that were retired since come back without a warning. STATUS_BAD_DATA as publish_run, where an
 * older program allowed what this one does not. STATUS_NO_SUCH_RELEASE, STATUS_RELEASE_CURRENT,
 * STATUS_RELEASE_WITHDRAWN, STATUS_OTHER_TABLES: not this one. STATUS_BAD_RELEASE: it is damaged.
 */
enum status publish_rollback(const char *store, uint64_t number,
                             const struct publish_options *options, struct publish_result *result,
                             struct problem *p);

/* Says of an earlier release that it is withdrawn, or why it was: each reason one line of good text
 * of at most WITHDRAWAL_REASON_MAX bytes, that in English may be "". STATUS_NO_SUCH_RELEASE,
 * STATUS_WITHDRAW_CURRENT: not this one. */
enum status publish_withdraw(const char *store, uint64_t number, const char *reason,
                             const char *reason_en, struct problem *p);

/* What publish_run would do, compared with the newest release of the store, which need not be
 * there: findings, result, and (`sink` may be NULL) every difference: tables in model order,
 * records by key, instance.json last. Without a release every record is new. Writes nothing and
 * takes no lock. STATUS_BAD_DATA as there: differences are not looked for. */
enum status publish_preview(const char *store, const char *dir,
                            const struct publish_options *options,
                            const struct difference_sink *sink, struct publish_result *result,
                            struct problem *p);

/* Makes derived files of the current release anew, in a copy that is switched like a release. */
enum status publish_rebuild(const char *store, const struct publish_options *options,
                            struct problem *p);

/* Re-reads every release against its digests and the chain. Calls `bad` for each difference;
 * STATUS_BAD_RELEASE if there was any. */
enum status publish_verify(const char *store, void (*bad)(void *context, const struct problem *p),
                           void *context, uint64_t *files, struct problem *p);

/* What a file turned out to be. */
struct publish_identity {
    uint64_t release; /* the newest that published it, 0: none did */
    uint64_t current;
    char file[160]; /* its path in that release, or its name in the list */
    bool named;     /* its name is one that releases give */
    uint64_t bytes;
    char sha256[DIGEST_SIZE];
};
/* Looks for the file at `path`, plain or packed, among what the releases of the store published.
 * STATUS_NOT_PUBLISHED: none did. */
enum status publish_identify(const char *store, const char *path, struct publish_identity *identity,
                             struct problem *p);
/* The same with a saved /v1/downloads.json for a store, which has the downloads of one release and
 * nothing else; that release counts as the current one. */
enum status publish_identify_in(const char *list, const char *path,
                                struct publish_identity *identity, struct problem *p);

#endif
