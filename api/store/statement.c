/* See statement.h. */
#include "hiraku/store/statement.h"

#include "hiraku/base/out.h"
#include "hiraku/store/db.h"

enum status sql_prepare(struct db *db, struct out *sql, struct statement **statement,
                        struct problem *p)
{
    *statement = NULL;
    out_char(sql, '\0');
    enum status status = out_finish(sql, p);
    if (status == STATUS_OK)
        status = db_prepare(db, sql->bytes, statement, p);
    out_close(sql);
    return status;
}

enum status sql_run(struct db *db, struct out *sql, struct problem *p)
{
    out_char(sql, '\0');
    enum status status = out_finish(sql, p);
    if (status == STATUS_OK)
        status = db_run(db, sql->bytes, p);
    out_close(sql);
    return status;
}
