/* The database driver: a dozen functions, SQL with $1…$n, text in and out. api/store/sqlite.c is
 * the driver and the only file that knows SQLite; a second one would stand beside it.
 *
 * Beside standard SQL there is one function, nfkc(text) (UAX 15).
 *
 * A connection and its statements belong to one thread at a time. */
#ifndef HIRAKU_STORE_DB_H
#define HIRAKU_STORE_DB_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct problem;

struct db;
struct statement;

enum db_mode {
    DB_READ,    /* an immutable file: no locks, no journal, nothing can be written */
    DB_SCRATCH, /* a new file that is filled once: no journal, no syncing; the caller fsyncs the
                   file */
};

/* From now on no connection of this process creates a file that has a name: before the first one is
 * opened. Files that are there are opened as before. */
enum status db_without_names(struct problem *p);

/* `path` for DB_SCRATCH may be "" (a private temporary database on disk). */
enum status db_open(struct db **db, const char *path, enum db_mode mode, struct problem *p);
void db_close(struct db *db);

/* Statements of this connection fail with STATUS_DEADLINE after `monotonic_ms` (clock.h); 0: never.
 */
void db_deadline(struct db *db, int64_t monotonic_ms);

/* Runs SQL without parameters and results; several statements may be separated by semicolons. */
enum status db_run(struct db *db, const char *sql, struct problem *p);

enum status db_prepare(struct db *db, const char *sql, struct statement **statement,
                       struct problem *p);

/* Binds $`number` (1-based). The bytes are borrowed until db_step has returned "no row" or
 * db_reset. An empty slice is the empty text, never NULL. */
void db_bind(struct statement *statement, int number, struct slice text);

/* Advances; `*row` tells whether there is one. At the end the statement is reset and can be bound
 * anew. */
enum status db_step(struct statement *statement, bool *row, struct problem *p);

/* The value of a result column (0-based) as text, borrowed until the next db_step or db_reset. */
struct slice db_text(const struct statement *statement, int column);
/* The same as a whole number: of counts and row ids, which as text would take memory that may not
 * be there. */
int64_t db_int(const struct statement *statement, int column);

void db_reset(struct statement *statement);
void db_finish(struct statement *statement); /* NULL is allowed */

#endif
