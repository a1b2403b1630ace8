/* The SQLite driver of db.h. It knows SQL text and nothing of the model.
 *
 * A read connection keeps the last few statements: preparing one costs more than a short query. Its
 * statements must be finished before it is closed.
 * Read connections are opened on immutable files without memory mapping (measured: no faster here,
 * and it costs resident memory). Scratch connections have neither journal nor syncing: a crash
 * leaves a file that nobody uses.
 * SQLite makes a temporary file with a name and then removes the name. A server has no right to do
 * either (sandbox.c); its temporary files have none from the beginning. */
#include "hiraku/store/sqlite.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/clock.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/value/iri.h"

#include "dialect.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { OPCODES_PER_CHECK = 2000, STATEMENTS_KEPT = 8, KEPT_LENGTH = 4096, FOLDER_SIZE = 1024 };

struct connection {
    struct db db;
    sqlite3 *handle;
    int64_t deadline_ms;
    bool reading;                        /* a release: keeps statements, for the same query again */
    sqlite3_stmt *kept[STATEMENTS_KEPT]; /* finished ones, the newest first; NULL: none */
};

struct prepared {
    struct statement statement;
    struct connection *connection;
    sqlite3_stmt *handle;
};

static struct connection *connection_of(struct db *db)
{
    return (struct connection *)db;
}

static const struct prepared *prepared_of(const struct statement *statement)
{
    return (const struct prepared *)statement;
}

/* A release that is read never changes: what is not as SQLite wrote it is damage. Too many open
 * files or too little memory is none. */
static bool driver_is_damage(const struct connection *db, int code)
{
    if (!db || !db->reading || !db->handle)
        return false;
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
        return true;
    int error = sqlite3_system_errno(db->handle);
    return (code == SQLITE_CANTOPEN && error == ENOENT) || (code == SQLITE_IOERR && error == 0);
}

/* The error of a disk that does not give what is in the database's file, or 0. SQLite calls these
 * damage (SQLITE_IOERR_CORRUPTFS, which becomes SQLITE_CORRUPT) but keeps the number. */
static int disk_error(const struct connection *db, int code)
{
    int error = 0;
    if (!db || !db->handle || (code != SQLITE_CORRUPT && code != SQLITE_IOERR))
        return 0;
    sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_LAST_ERRNO, &error);
    return error == EIO || error == ENXIO || error == ERANGE ? error : 0;
}

/* What the system refuses, of which SQLite does not keep the number before its file is open; or 0.
 */
static int system_error(int code)
{
    return code == SQLITE_FULL       ? ENOSPC
           : code == SQLITE_IOERR    ? EIO
           : code == SQLITE_READONLY ? EROFS
                                     : 0;
}

static enum status disk_problem(struct problem *p, const struct connection *db, int error)
{
    errno = error;
    enum status status = problem_errno(p, sqlite3_db_filename(db->handle, "main"));
    if (db->reading)
        status = STATUS_UNREADABLE;
    if (p)
        p->status = status;
    return status;
}

static enum status database_problem(struct problem *p, struct connection *db, const char *subject,
                                    int code)
{
    const char *reason = db && db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);
    enum status status = STATUS_DATABASE;
    if (code == SQLITE_NOMEM)
        return problem_memory(p);
    int error = disk_error(db, code);
    if (error != 0)
        return disk_problem(p, db, error);
    if (code == SQLITE_INTERRUPT)
        status = STATUS_DEADLINE;
    else if (driver_is_damage(db, code))
        status = STATUS_BAD_RELEASE;
    else if (system_error(code) != 0)
        status = STATUS_SYSTEM;
    problem_set(p, status, slice_of(subject), (struct slice){0}, reason);
    if (p && status == STATUS_SYSTEM)
        p->error = system_error(code);
    return status;
}

static int check_deadline(void *context)
{
    const struct connection *db = context;
    return db->deadline_ms != 0 && clock_monotonic_ms() > db->deadline_ms;
}

/* A file: URI (RFC 8089) of `path`, as SQLite wants it for immutable files. NULL: no memory. */
static char *immutable_uri(const char *path)
{
    struct out uri;
    out_open_memory(&uri, 8192);
    out_text(&uri, "file:");
    for (const char *at = path; *at;) {
        size_t name = strcspn(at, "/");
        iri_segment(&uri, (struct slice){at, name});
        at += name;
        if (*at == '/') {
            out_char(&uri, '/');
            at++;
        }
    }
    out_text(&uri, "?immutable=1");
    out_char(&uri, '\0');
    size_t len;
    char *text = out_finish(&uri, NULL) == STATUS_OK ? out_take(&uri, &len) : NULL;
    out_close(&uri);
    return text;
}

static enum status sqlite_run(struct db *db, const char *sql, struct problem *p)
{
    struct connection *connection = connection_of(db);
    int code = sqlite3_exec(connection->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? STATUS_OK : database_problem(p, connection, "SQL", code & 0xff);
}

static enum status configure(struct connection *db, enum db_mode mode, struct problem *p)
{
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, 0);
    if (mode == DB_SCRATCH)
        return sqlite_run(&db->db,
                          "PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
                          "PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-8192;"
                          "PRAGMA temp_store=FILE",
                          p);
    return sqlite_run(&db->db,
                      "PRAGMA query_only=1; PRAGMA cache_size=-256; PRAGMA temp_store=FILE", p);
}

static void sqlite_close(struct db *base)
{
    struct connection *db = connection_of(base);
    for (size_t i = 0; i < STATEMENTS_KEPT; i++)
        sqlite3_finalize(db->kept[i]);
    sqlite3_close_v2(db->handle);
    free(db);
}

static enum status sqlite_open(struct db **result, const char *path, enum db_mode mode,
                               struct problem *p)
{
    *result = NULL;
    struct connection *db = calloc(1, sizeof *db);
    char *uri = mode == DB_READ ? immutable_uri(path) : NULL;
    enum status status = STATUS_OK;
    if (!db || (mode == DB_READ && !uri)) {
        status = problem_memory(p);
        goto done;
    }
    db->db.driver = &sqlite_driver;
    db->reading = mode == DB_READ;
    int flags = mode == DB_READ ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
                                : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int code = sqlite3_open_v2(uri ? uri : path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        status = database_problem(p, db, path, code);
        goto done;
    }
    sqlite3_progress_handler(db->handle, OPCODES_PER_CHECK, check_deadline, db);
    status = configure(db, mode, p);
done:
    free(uri);
    if (status == STATUS_OK)
        *result = &db->db;
    else if (db)
        sqlite_close(&db->db);
    return status;
}

static void sqlite_deadline(struct db *db, int64_t monotonic_ms)
{
    connection_of(db)->deadline_ms = monotonic_ms;
}

/* A kept statement of this text, taken out. */
static sqlite3_stmt *take_kept(struct connection *db, const char *sql)
{
    for (size_t i = 0; i < STATEMENTS_KEPT; i++) {
        sqlite3_stmt *statement = db->kept[i];
        if (!statement || strcmp(sqlite3_sql(statement), sql) != 0)
            continue;
        db->kept[i] = NULL;
        return statement;
    }
    return NULL;
}

/* Keeps it in front of the others; the last one or a gap goes. */
static void driver_keep(struct connection *db, sqlite3_stmt *statement)
{
    size_t at = 0;
    while (at + 1 < STATEMENTS_KEPT && db->kept[at])
        at++;
    sqlite3_finalize(db->kept[at]);
    memmove(db->kept + 1, db->kept, at * sizeof *db->kept);
    db->kept[0] = statement;
}

static enum status sqlite_prepare(struct db *base, const char *sql, struct statement **statement,
                                  struct problem *p)
{
    struct connection *db = connection_of(base);
    struct prepared *made = calloc(1, sizeof *made);
    *statement = NULL;
    if (!made)
        return problem_memory(p);
    made->statement.driver = &sqlite_driver;
    made->connection = db;
    made->handle = take_kept(db, sql);
    int code =
        made->handle ? SQLITE_OK : sqlite3_prepare_v2(db->handle, sql, -1, &made->handle, NULL);
    if (code != SQLITE_OK) {
        free(made);
        return database_problem(p, db, sql, code & 0xff);
    }
    *statement = &made->statement;
    return STATUS_OK;
}

static void sqlite_bind(struct statement *statement, int number, struct slice text)
{
    sqlite3_bind_text(prepared_of(statement)->handle, number, text.len ? text.at : "",
                      (int)text.len, SQLITE_STATIC);
}

static enum status sqlite_step(struct statement *statement, bool *row, struct problem *p)
{
    const struct prepared *at = prepared_of(statement);
    int code = sqlite3_step(at->handle);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW)
        return STATUS_OK;
    enum status status =
        code == SQLITE_DONE ? STATUS_OK : database_problem(p, at->connection, "SQL", code & 0xff);
    sqlite3_reset(at->handle);
    return status;
}

static struct slice sqlite_text(const struct statement *statement, int column)
{
    sqlite3_stmt *handle = prepared_of(statement)->handle;
    const unsigned char *text = sqlite3_column_text(handle, column);
    int len = sqlite3_column_bytes(handle, column);
    return (struct slice){(const char *)text, text && len > 0 ? (size_t)len : 0};
}

static int64_t sqlite_integer(const struct statement *statement, int column)
{
    return sqlite3_column_int64(prepared_of(statement)->handle, column);
}

static void sqlite_reset(struct statement *statement)
{
    sqlite3_reset(prepared_of(statement)->handle);
}

static void sqlite_finish(struct statement *statement)
{
    const struct prepared *done = prepared_of(statement);
    if (done->connection->reading && strlen(sqlite3_sql(done->handle)) <= KEPT_LENGTH) {
        sqlite3_reset(done->handle);
        sqlite3_clear_bindings(done->handle);
        driver_keep(done->connection, done->handle);
    } else {
        sqlite3_finalize(done->handle);
    }
    free(statement);
}

/* open(2) for SQLite. Where a file system has no files without names, the file lives in memory. */
static int open_unnamed(const char *path, int flags, int mode)
{
    if (!(flags & O_CREAT))
        return open(path, flags);
    if (!(flags & O_EXCL)) {
        errno = EACCES;
        return -1;
    }
    char folder[FOLDER_SIZE];
    const char *slash = strrchr(path, '/');
    int len = slash ? snprintf(folder, sizeof folder, "%.*s", (int)(slash - path + 1), path)
                    : snprintf(folder, sizeof folder, "./");
    int fd = -1;
    if (len > 0 && (size_t)len < sizeof folder)
        fd = open(folder, O_RDWR | O_TMPFILE | O_CLOEXEC, mode);
    return fd >= 0 ? fd : memfd_create("hiraku", MFD_CLOEXEC);
}

static enum status sqlite_without_names(struct problem *p)
{
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    if (vfs && vfs->iVersion >= 3 &&
        vfs->xSetSystemCall(vfs, "open", (sqlite3_syscall_ptr)open_unnamed) == SQLITE_OK)
        return STATUS_OK;
    return problem_set(p, STATUS_INTERNAL, slice_of("SQLite"), SLICE_NONE,
                       "system calls cannot be set");
}

const struct db_driver sqlite_driver = {
    .dialect = &sqlite_dialect,
    .without_names = sqlite_without_names,
    .open = sqlite_open,
    .close = sqlite_close,
    .deadline = sqlite_deadline,
    .run = sqlite_run,
    .prepare = sqlite_prepare,
    .bind = sqlite_bind,
    .step = sqlite_step,
    .text = sqlite_text,
    .integer = sqlite_integer,
    .reset = sqlite_reset,
    .finish = sqlite_finish,
};
