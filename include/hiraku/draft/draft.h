/* Drafts: what an officer uploads, mends and has approved before it becomes a release.
 *
 * A state folder (STATE, mode 0700) holds them; the instance's folder is read, and written by
 * draft_publish alone. No HTTP, no sessions: who acts is a name that the caller vouches for.
 *
 *   STATE/mappings.json            mappings of columns that somebody made, by the set of headers
 *   STATE/drafts/ID/draft.json     what is said here as `struct draft`
 *   STATE/drafts/ID/uploads/N      what was uploaded, byte for byte
 *   STATE/drafts/ID/base/…         the instance's files of its tables when the draft took them in
 *   STATE/drafts/ID/data/TABLE.csv the table as it is to be: what is checked and published
 *
 * All is written durably (durable_file.h) and by rename: a process that is killed leaves the draft
 * as it was or as it is to be. A function that writes holds the draft's lock meanwhile. */
#ifndef HIRAKU_DRAFT_DRAFT_H
#define HIRAKU_DRAFT_DRAFT_H

#include "hiraku/base/arena.h"
#include "hiraku/base/durable_file.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/draft/sheet.h"
#include "hiraku/publish/publish.h"

struct json_writer;
struct out;
struct problem;
struct progress;
struct resource;

struct draft_limits {
    uint64_t drafts;       /* open at the same time */
    uint64_t files;        /* of a draft */
    uint64_t bytes;        /* of a file */
    uint64_t unpacked;     /* of all that an archive or a workbook holds */
    uint64_t rows;         /* of a table */
    struct own_limits own; /* of the instance (ingest.h) */
};

/* Where drafts are, and what they are of. */
struct draft_place {
    const char *state, *instance, *store;
    struct draft_limits limits;
    bool two_people; /* who proposes does not approve */
};

enum { DRAFT_ID_SIZE = 24, DRAFT_PATH_SIZE = FILE_PATH_SIZE, DRAFT_NUMBER_SIZE = 56 };

enum draft_status {
    DRAFT_OPEN,       /* being worked on */
    DRAFT_PROPOSED,   /* somebody says that it may be published */
    DRAFT_PUBLISHING, /* begun and not known to have ended: draft_recover decides */
    DRAFT_PUBLISHED,
    DRAFT_DROPPED,
};
/* "open", "proposed" … */
const char *draft_status_name(enum draft_status status);

/* How a file becomes the table. */
enum draft_mode {
    DRAFT_WHOLE, /* it is the table: what it has not is removed */
    DRAFT_ROWS,  /* its rows are added, or take the place of those with their keys */
};
const char *draft_mode_name(enum draft_mode mode);

struct draft_column {
    struct slice header;
    const struct column *column; /* NULL: none */
    enum sheet_match by;
};
/* "name", "title", "synonym", "memory", "hand", "left" or "unknown". */
const char *draft_match_name(enum sheet_match by);

/* A file that was uploaded, or a sheet of one, or a member of one. */
struct draft_file {
    uint64_t upload;                 /* uploads/N */
    struct slice name;               /* what it was called, "" where nobody said */
    struct slice part;               /* the sheet or the member; "" */
    const struct resource *resource; /* NULL: its table is not known */
    enum draft_mode mode;
    bool mode_by_hand;
    uint64_t header_row; /* 0: none was found */
    struct draft_column *columns;
    size_t column_count;
    uint64_t rows, added, changed; /* below the header; of those, with DRAFT_ROWS */
};

/* A table that the draft has. */
struct draft_table {
    const struct resource *resource;
    struct slice path;      /* of the instance's file, relative to its folder */
    char base[DIGEST_SIZE]; /* digest of that file at the time; "" where there was none */
    char made[DIGEST_SIZE]; /* of data/TABLE.csv; "": it is not made yet */
    uint64_t edits;         /* made since the files were taken in */
};

struct draft_reason {
    struct slice table, id, column, decided_on, kind, note_ja, note_en;
};

struct draft {
    struct arena arena;              /* of all that follows */
    const struct draft_place *place; /* where it was opened */
    char id[DRAFT_ID_SIZE];
    enum draft_status status;
    uint64_t base; /* the release that it was begun with, 0: none */
    struct slice owner, created_at, changed_at;
    struct slice proposed_by, proposed_at, approved_by, approved_at; /* "": nobody, never */
    struct slice message, message_en;                                /* of the release */
    uint64_t release; /* that it became; while publishing: the newest before */
    uint64_t uploads; /* so many were taken in: the last is uploads/N */
    struct draft_file *files;
    size_t file_count;
    struct draft_table *tables;
    size_t table_count;
    struct draft_reason *reasons;
    size_t reason_count;
    int lock; /* held while the draft is open for writing; −1 */
};

/* --- the store of drafts (draft_store.c) ------------------------------------------------------ */

/* A new draft of its own id. STATUS_DRAFT_TOO_MANY. All that fill `draft` need draft_close, also
 * after a failure. */
enum status draft_create(const struct draft_place *place, const char *owner, struct draft *draft,
                         struct problem *p);

enum draft_use {
    DRAFT_READ,
    DRAFT_WRITE, /* waits until nobody else writes it; STATUS_DRAFT_CLOSED: it is no longer open */
    DRAFT_LOCK,  /* the same for one in any status */
};
/* STATUS_NO_SUCH_DRAFT names the nearest id. */
enum status draft_open(const struct draft_place *place, const char *id, enum draft_use use,
                       struct draft *draft, struct problem *p);
void draft_close(struct draft *draft);

/* Writes draft.json, with the time. */
enum status draft_save(const struct draft_place *place, struct draft *draft, struct problem *p);

/* It stays as dropped, without its files. */
enum status draft_drop(const struct draft_place *place, struct draft *draft, struct problem *p);

/* All ids, by name: oldest first. `take` may open them. */
enum status draft_list(const struct draft_place *place,
                       enum status (*take)(void *context, const char *id, struct problem *p),
                       void *context, struct problem *p);

/* STATE/drafts/ID, and NAME in it ("": itself). */
enum status draft_path(const struct draft_place *place, const struct draft *draft, const char *name,
                       char path[DRAFT_PATH_SIZE], struct problem *p);

/* Its data/TABLE.csv. */
enum status draft_made_path(const struct draft_place *place, const struct draft *draft,
                            const struct resource *resource, char path[DRAFT_PATH_SIZE],
                            struct problem *p);

struct draft_table *draft_table_of(const struct draft *draft, const struct resource *resource);

/* The draft as members of an object that is open. */
void draft_write_members(const struct draft *draft, struct json_writer *json);

/* --- files (draft_take.c, draft_make.c) ------------------------------------------------------- */

/* Takes a file in: CSV, a workbook (each sheet by itself), or an archive of such. `fd` is read from
 * where it stands to its end and stays the caller's. `name` is what it was called. Adds to
 * draft.files; the tables are made. Where a part of an archive or a workbook is refused, the parts
 * before it stay. STATUS_DRAFT_FILE_TYPE, STATUS_DRAFT_TOO_LARGE,
 * STATUS_DRAFT_TOO_MANY_FILES. */
enum status draft_take(const struct draft_place *place, struct draft *draft, int fd,
                       const char *name, struct problem *p);

/* What an officer decides of the file at `index`. `table` NULL, `mode` NULL: as it is; each of
 * `count` pairs: a header (or the letters of its column) and the name of a column, "-": to be left
 * out. The mapping is remembered. The table is made anew from its files; STATUS_DRAFT_EDITED where
 * edits would be lost and `again` is not set. */
struct draft_choice {
    const char *table, *mode;
    const char *const *headers, *const *columns;
    size_t count;
    bool again;
};
enum status draft_map(const struct draft_place *place, struct draft *draft, size_t index,
                      const struct draft_choice *choice, struct problem *p);

/* --- cells (draft_edit.c) --------------------------------------------------------------------- */

/* A cell is set, or a row removed. `row` as in findings; `column` a name of the model or letters.
 * STATUS_DRAFT_NO_CELL; STATUS_DRAFT_CELL_CHANGED where `old` (NULL: any) is not what it holds. */
struct draft_edit {
    const struct resource *resource;
    uint64_t row, last; /* `last`: of several rows that are removed; 0: the one */
    const char *column; /* NULL: the row is removed, which may be a blank line */
    struct slice value;
    const char *old;
};
/* All of them, or none. */
enum status draft_edit(const struct draft_place *place, struct draft *draft,
                       const struct draft_edit *edits, size_t count, struct problem *p);

/* --- findings (draft_check.c) ----------------------------------------------------------------- */

/* Checks the instance's folder as it would be; findings go into `report`. */
enum status draft_check(const struct draft_place *place, const struct draft *draft,
                        struct report *report, const struct progress *progress, struct problem *p);

/* What the checker proposes for cells and rows of the draft's tables. */
struct draft_proposal {
    enum rule rule;
    const struct resource *resource;
    uint64_t row, last; /* `last`: of the rows that are removed */
    const char *column; /* NULL: rows are removed; lives as long as the report */
    struct slice value, mended;
    bool certain; /* fix would take it */
};
struct draft_proposals {
    struct arena arena;
    struct draft_proposal *items; /* by table, row and column */
    size_t count, cap;
    enum status status;
};
/* As draft_check, with the proposals; draft_proposals_free in any case. */
enum status draft_propose_values(const struct draft_place *place, const struct draft *draft,
                                 struct report *report, struct draft_proposals *proposals,
                                 struct problem *p);
void draft_proposals_free(struct draft_proposals *proposals);

/* Which proposals are taken: all members that are given must fit. */
struct draft_wish {
    const struct resource *resource; /* NULL: any */
    const char *rule, *column;       /* NULL: any */
    uint64_t row;                    /* 0: any */
    bool certain;                    /* only those */
};
/* Takes them; `*taken`: how many. Where two are of one cell, the first. */
enum status draft_accept(const struct draft_place *place, struct draft *draft,
                         const struct draft_wish *wish, uint64_t *taken, struct problem *p);

/* --- what changes (draft_diff.c) -------------------------------------------------------------- */

/* A cell that differs from the current release, or a record that comes or goes (`column` NULL). */
struct draft_change {
    const struct resource *resource;
    struct slice id;
    const struct column *column;
    struct slice old, now;
    bool added, removed;
    char difference[DRAFT_NUMBER_SIZE]; /* now − old, exact, with its sign; "" where one is no
                                           number */
    bool asks_reason;                   /* a published figure changes, or a record goes */
    bool has_reason;                    /* the draft gives one */
};
struct draft_change_sink {
    enum status (*take)(void *context, const struct draft_change *change, struct problem *p);
    void *context;
};
/* Every change; findings of the comparison go into options->report. STATUS_BAD_DATA: there are
 * errors, and no comparison. */
enum status draft_diff(const struct draft_place *place, const struct draft *draft,
                       const struct publish_options *options, const struct draft_change_sink *sink,
                       struct publish_result *result, struct problem *p);

/* Gives a reason for a change; an earlier one of the same table, id and column is replaced, or,
 * where both notes are empty, taken back.
 * STATUS_DRAFT_REASON: a table, column or kind that there is not. */
enum status draft_reason(const struct draft_place *place, struct draft *draft,
                         const struct draft_reason *reason, struct problem *p);

/* Where another release has changed what the draft was begun with. */
struct draft_clash {
    const struct resource *resource;
    struct slice key;            /* of the record */
    const struct column *column; /* NULL: the record itself */
    struct slice base, theirs, mine;
};
struct draft_clash_sink {
    void (*take)(void *context, const struct draft_clash *clash);
    void *context;
};
/* Whether the instance's files are not those that the draft was begun with. */
enum status draft_is_overtaken(const struct draft_place *place, const struct draft *draft,
                               bool *overtaken, struct problem *p);
/* Puts what the draft changes onto the instance's files as they are now. What both have changed, to
 * different values, is a clash: told to `sink`, and settled by `mine`. With `settle` false nothing
 * is written. */
enum status draft_rebase(const struct draft_place *place, struct draft *draft, bool settle,
                         bool mine, const struct draft_clash_sink *sink, struct problem *p);

/* --- publishing (draft_publish.c) ------------------------------------------------------------- */

/* STATUS_DRAFT_NOT_READY: a file has no table, or there is none; STATUS_BAD_DATA: it has errors. */
enum status draft_propose(const struct draft_place *place, struct draft *draft, const char *who,
                          const char *message, const char *message_en, struct problem *p);
/* STATUS_DRAFT_NOT_PROPOSED; STATUS_DRAFT_SAME_PERSON with two_people. */
enum status draft_approve(const struct draft_place *place, struct draft *draft, const char *who,
                          struct problem *p);
/* Publishes what was approved (without two_people: what is open or proposed), then puts the tables
 * into the instance's folder. STATUS_DRAFT_OVERTAKEN, STATUS_DRAFT_NOT_APPROVED,
 * STATUS_DRAFT_CHANGED: not that. Otherwise as publish_run. */
enum status draft_publish(const struct draft_place *place, struct draft *draft,
                          const struct publish_options *options, struct publish_result *result,
                          struct problem *p);
/* Ends what a killed process began: if the release is there, the instance's files are put in place;
 * else the draft is as it was before. To be called at a start; others may be at work. */
enum status draft_recover(const struct draft_place *place, struct problem *p);

/* --- for people (draft_workbook.c) ------------------------------------------------------------ */

/* A workbook of the draft's tables, findings as comments on their cells. */
enum status draft_workbook(const struct draft_place *place, const struct draft *draft,
                           enum language language, const char *path, struct problem *p);

#endif
