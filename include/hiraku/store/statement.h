/* Statements whose text was put together in memory. The text is finished and closed. */
#ifndef HIRAKU_STORE_STATEMENT_H
#define HIRAKU_STORE_STATEMENT_H

#include "hiraku/base/status.h"

struct db;
struct out;
struct problem;
struct statement;

/* db_prepare; `*statement` NULL on failure. */
enum status sql_prepare(struct db *db, struct out *sql, struct statement **statement,
                        struct problem *p);

/* db_run. */
enum status sql_run(struct db *db, struct out *sql, struct problem *p);

#endif
