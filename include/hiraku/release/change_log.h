/* The changes of a release with the reasons for them, one after the other, as changes.csv
 * (releases.h) and reasons.csv have them.
 *
 * reasons.csv has the columns table,id,column,kind,note_ja,note_en,decided_on: what was given as
 * reasons for changes of this release, record by record in the order of changes.csv. An empty
 * column explains the whole record: that it came or went, or all its changes. A release without
 * reasons has no such file. In the first release, which has no changes, the file holds what its
 * folder gave, so that it is not asked for a change later. */
#ifndef HIRAKU_RELEASE_CHANGE_LOG_H
#define HIRAKU_RELEASE_CHANGE_LOG_H

#include "hiraku/release/change_reader.h"

#include <stdint.h>

struct problem;

/* The cells of a row of reasons.csv, in the order of its columns. */
enum reason_cell {
    REASON_TABLE,
    REASON_ID,
    REASON_COLUMN,
    REASON_KIND,
    REASON_NOTE_JA,
    REASON_NOTE_EN,
    REASON_DECIDED_ON,
    REASON_CELLS
};
extern const char *const reason_columns[REASON_CELLS];

/* A change and why. Slices live until the next one. */
struct logged_change {
    struct change change;
    uint64_t release;
    uint64_t row; /* its place in changes.csv, from 1 */
    /* The reason, all empty: none was given. That of the column comes before that of the record,
     * the later decision before the earlier. */
    struct slice kind, note_ja, note_en, decided_on;
};

/* Whether the cells of a reason say more of a change than those of another about it, NULL: none. */
bool reason_is_better(const struct slice *cells, const struct slice *best);

struct change_log;

/* `dir`: the folder of release `number`. Ends at once where it has no changes.csv.
 * STATUS_BAD_RELEASE where the files are not what they should be. */
enum status change_log_open(struct change_log **log, const char *dir, uint64_t number,
                            struct problem *p);
enum status change_log_next(struct change_log *log, struct logged_change *change, bool *more,
                            struct problem *p);
void change_log_close(struct change_log *log); /* NULL is allowed */

/* Every row of the reasons of a release, `cells` in the order of reason_columns. */
enum status change_log_reasons(const char *dir,
                               enum status (*take)(void *context, const struct slice *cells,
                                                   struct problem *p),
                               void *context, struct problem *p);

#endif
