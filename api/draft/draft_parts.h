/* What the files of api/draft share. Private to it. */
#ifndef HIRAKU_API_DRAFT_DRAFT_PARTS_H
#define HIRAKU_API_DRAFT_DRAFT_PARTS_H

#include "hiraku/draft/draft.h"

enum { DRAFT_MEMORY = 64 << 20, DRAFT_NAME_SIZE = 96 };

extern const char draft_file_name[], draft_uploads[], draft_base_folder[], draft_data_folder[];

/* draft.json (draft_json.c). `draft->id` is set before it is read. */
void draft_write_json(const struct draft *draft, struct out *out);
enum status draft_read_json(struct draft *draft, const char *dir, struct problem *p);

/* A text kept as long as the draft; "" for NULL. */
struct slice draft_keep(struct draft *draft, struct slice text);
/* The time, kept. */
struct slice draft_now(struct draft *draft);
/* STATUS_NO_MEMORY where something could not be kept. */
enum status draft_memory(const struct draft *draft, struct problem *p);

/* STATE/drafts/ID; "": the folder of all. */
enum status draft_dir(const struct draft_place *place, const char *id, char path[DRAFT_PATH_SIZE],
                      struct problem *p);

/* TABLE.csv in `name`. */
void draft_table_name(const struct resource *resource, char name[DRAFT_NAME_SIZE]);

/* DIR/FOLDER/TABLE.csv of the draft, or of the instance. */
enum status draft_table_path(const struct draft_place *place, const struct draft *draft,
                             const char *folder, const struct resource *resource,
                             char path[DRAFT_PATH_SIZE], struct problem *p);
enum status draft_instance_path(const struct draft_place *place, const struct draft_table *table,
                                char path[DRAFT_PATH_SIZE], struct problem *p);

/* What a workbook may hold (workbook.h). */
struct workbook_limits draft_workbook_limits(const struct draft_place *place);
/* The rows of a file of the draft (draft_rows.c). */
enum status draft_read_rows(const struct draft_place *place, const struct draft *draft,
                            const struct draft_file *file, struct sheet *sheet, struct problem *p);

/* The table that the draft has of it, registered where it is new: base/TABLE.csv is copied then.
 * STATUS_DRAFT_TABLE_SPLIT: the instance has it in several files. */
enum status draft_add_table(const struct draft_place *place, struct draft *draft,
                            const struct resource *resource, struct draft_table **table,
                            struct problem *p);

/* Copies the instance's file of the table beside data/, and notes its digest. */
enum status draft_copy_base(const struct draft_place *place, const struct draft *draft,
                            struct draft_table *table, struct problem *p);

/* Writes data/TABLE.csv from `sheet`, or from the file at `copy`, and draft.json with its digest,
 * which is open again: both or neither, whenever the process ends. */
enum status draft_put(const struct draft_place *place, struct draft *draft,
                      struct draft_table *table, const struct sheet *sheet, const char *copy,
                      struct problem *p);
/* Its last step: TABLE.csv.next takes the place of TABLE.csv in the folder. */
enum { DRAFT_NEXT_SIZE = DRAFT_NAME_SIZE + 8 };
void draft_next_name(const struct resource *resource, char name[DRAFT_NEXT_SIZE]);
enum status draft_take_next(const char *dir, const struct resource *resource, struct problem *p);
/* Ends what a killed process left of that. */
enum status draft_settle(const struct draft_place *place, struct draft *draft, struct problem *p);
/* What was proposed or approved is so no longer; to be saved. */
void draft_reopen(struct draft *draft);

/* STATUS_DRAFT_LOSSY: the rows could not be read to their end, so that nothing may be written from
 * them. */
enum status draft_lossy(const struct draft_table *table, struct problem *p);

/* A copy on disk, whole or not at all, with its digest. */
enum status draft_copy(const char *from, const char *dir, const char *name,
                       char digest[DIGEST_SIZE], struct problem *p);

/* data/TABLE.csv of the draft, base/TABLE.csv, or the instance's file of it, with its columns. */
enum draft_version { DRAFT_BASE, DRAFT_MINE, DRAFT_THEIRS };
enum status draft_read_table(const struct draft *draft, const struct draft_table *table,
                             enum draft_version version, struct sheet *sheet,
                             struct recognition *recognition, struct problem *p);

/* Puts rows onto those of a sheet by key (merge.c). */
struct merge_counts {
    uint64_t rows, added, changed;
};
enum status merge_rows(struct sheet *sheet, struct recognition *onto, struct sheet *from,
                       const struct recognition *what, struct merge_counts *counts,
                       struct problem *p);
/* Where the cells of `what` go in `sheet`: its columns, new ones behind its header; SIZE_MAX: they
 * are left out. `targets` has what->count. */
enum status merge_targets(struct sheet *sheet, const struct recognition *onto,
                          const struct recognition *what, size_t *targets, struct problem *p);
/* Writes names of columns into the header, and leaves out what is to be left out. */
enum status merge_rename(struct sheet *sheet, const struct recognition *recognition,
                         struct problem *p);
/* Whether the checker reads the header as it is mapped. */
bool merge_is_plain(const struct recognition *recognition);
/* Whether every key of `base` is in `sheet`. */
enum status merge_has_all(struct sheet *base, const struct recognition *base_columns,
                          struct sheet *sheet, const struct recognition *columns, bool *all,
                          struct problem *p);

/* data/TABLE.csv anew, from base/TABLE.csv and the files of the table (draft_make.c). */
enum status draft_make(const struct draft_place *place, struct draft *draft,
                       const struct resource *resource, struct problem *p);

/* The rows of the last file onto a table that was edited since: edits stay. */
enum status draft_make_more(const struct draft_place *place, struct draft *draft,
                            struct problem *p);

/* The instance's folder with the draft's tables in place of its own (overlay.c): a new folder of
 * links, `path`, to be removed with folder_remove in any case (where it is no longer ""). */
enum status overlay_make(const struct draft_place *place, const struct draft *draft,
                         char path[DRAFT_PATH_SIZE], struct problem *p);
/* Writes the reasons of the draft behind those of the instance, to drafts/ID/reasons.csv; there is
 * none without reasons. */
enum status overlay_reasons(const struct draft_place *place, const struct draft *draft,
                            struct problem *p);
extern const char draft_reasons_file[];

/* Remembered mappings (mappings.c). */
enum status mappings_recall(const char *state, const struct resource *only,
                            struct recognition *recognition, struct sheet *sheet,
                            struct problem *p);
enum status mappings_keep(const char *state, const struct draft_file *file, struct problem *p);

/* Table, header and columns of a file whose upload is there; `only`: that table. */
enum status draft_look(const struct draft_place *place, struct draft *draft,
                       struct draft_file *file, const struct resource *only, struct problem *p);
/* Sets `columns` of the file from what was recognised. */
enum status draft_file_columns(struct draft *draft, struct draft_file *file,
                               const struct recognition *recognition, struct problem *p);

/* The file's mapping as recognition of its rows. */
enum status draft_file_recognition(const struct draft_file *file, struct sheet *sheet,
                                   struct recognition *recognition, struct problem *p);

/* flock(2) of DIR/lock, waiting; −1 in `*fd` where it failed. */
enum status draft_lock(const char *dir, int *fd, struct problem *p);
/* The same of what belongs to no one draft: STATE/drafts.lock, for the lock of STATE is that of the
 * desk as long as it runs. */
enum status draft_lock_all(const char *state, int *fd, struct problem *p);
void draft_unlock(int fd); /* −1 is allowed */

#endif
