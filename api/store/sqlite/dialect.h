/* Private to api/store/sqlite. */
#ifndef HIRAKU_API_STORE_SQLITE_DIALECT_H
#define HIRAKU_API_STORE_SQLITE_DIALECT_H

#include "hiraku/store/dialect.h"

extern const struct dialect sqlite_dialect;

#endif
