/* A database: SQL with $1…$n, text in and out. It holds what changed when in a release, ids while
 * they are checked, and the download for SQLite; rows of a release are read from its columns
 * (columns/table_data.h). A driver is a table of functions with the words of
 * its dialect; a second one stands beside api/store/sqlite and in drivers.c.
 *
 * A connection and its statements belong to one thread at a time. */
#ifndef HIRAKU_STORE_DB_H
#define HIRAKU_STORE_DB_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct dialect;
struct problem;

/* A driver's own structs begin with these. */
struct db {
    const struct db_driver *driver;
};
struct statement {
    const struct db_driver *driver;
};

enum db_mode {
    DB_READ,    /* an immutable file: no locks, no journal, nothing can be written */
    DB_SCRATCH, /* a new file that is filled once: no journal, no syncing; the caller fsyncs the
                   file */
};

/* What each does is said of the db_… of its name. */
struct db_driver {
    const struct dialect *dialect;
    enum status (*without_names)(struct problem *p);
    enum status (*open)(struct db **db, const char *path, enum db_mode mode, struct problem *p);
    void (*close)(struct db *db);
    void (*deadline)(struct db *db, int64_t monotonic_ms);
    enum status (*run)(struct db *db, const char *sql, struct problem *p);
    enum status (*prepare)(struct db *db, const char *sql, struct statement **statement,
                           struct problem *p);
    void (*bind)(struct statement *statement, int number, struct slice text);
    enum status (*step)(struct statement *statement, bool *row, struct problem *p);
    struct slice (*text)(const struct statement *statement, int column);
    int64_t (*integer)(const struct statement *statement, int column);
    void (*reset)(struct statement *statement);
    void (*finish)(struct statement *statement);
};

/* The driver of the database of what changed in releases, and that of the checker's ids. */
extern const struct db_driver *const db_of_releases, *const db_of_staging;

/* From now on no connection of this process creates a file that has a name: before the first one is
 * opened. Files that are there are opened as before. */
static inline enum status db_without_names(const struct db_driver *driver, struct problem *p)
{
    return driver->without_names(p);
}

/* `path` for DB_SCRATCH may be "" (a private temporary database on disk). `*db` NULL on failure. */
static inline enum status db_open(struct db **db, const struct db_driver *driver, const char *path,
                                  enum db_mode mode, struct problem *p)
{
    return driver->open(db, path, mode, p);
}

static inline void db_close(struct db *db) /* NULL is allowed */
{
    if (db)
        db->driver->close(db);
}

/* Statements of this connection fail with STATUS_DEADLINE after `monotonic_ms` (clock.h); 0: never.
 */
static inline void db_deadline(struct db *db, int64_t monotonic_ms)
{
    db->driver->deadline(db, monotonic_ms);
}

/* Runs SQL without parameters and results; several statements may be separated by semicolons. */
static inline enum status db_run(struct db *db, const char *sql, struct problem *p)
{
    return db->driver->run(db, sql, p);
}

static inline enum status db_prepare(struct db *db, const char *sql, struct statement **statement,
                                     struct problem *p)
{
    return db->driver->prepare(db, sql, statement, p);
}

/* Binds $`number` (1-based). The bytes are borrowed until db_step has returned "no row" or
 * db_reset. An empty slice is the empty text, never NULL. */
static inline void db_bind(struct statement *statement, int number, struct slice text)
{
    statement->driver->bind(statement, number, text);
}

/* Advances; `*row` tells whether there is one. At the end the statement is reset and can be bound
 * anew. */
static inline enum status db_step(struct statement *statement, bool *row, struct problem *p)
{
    return statement->driver->step(statement, row, p);
}

/* The value of a result column (0-based) as text, borrowed until the next db_step or db_reset. */
static inline struct slice db_text(const struct statement *statement, int column)
{
    return statement->driver->text(statement, column);
}

/* The same as a whole number: of counts and numbers of rows, which as text would take memory that
 * may not be there. */
static inline int64_t db_int(const struct statement *statement, int column)
{
    return statement->driver->integer(statement, column);
}

static inline void db_reset(struct statement *statement)
{
    statement->driver->reset(statement);
}

static inline void db_finish(struct statement *statement) /* NULL is allowed */
{
    if (statement)
        statement->driver->finish(statement);
}

#endif
