/* The driver of SQLite (db.h). */
#ifndef HIRAKU_STORE_SQLITE_H
#define HIRAKU_STORE_SQLITE_H

#include "hiraku/store/db.h"

extern const struct db_driver sqlite_driver;

#endif
