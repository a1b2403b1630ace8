/* Which database keeps what. */
#include "hiraku/store/db.h"

#include "hiraku/store/sqlite.h"

const struct db_driver *const db_of_releases = &sqlite_driver;
const struct db_driver *const db_of_staging = &sqlite_driver;
