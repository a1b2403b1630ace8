/* SQLite's words (dialect.h). */
#include "dialect.h"

const struct dialect sqlite_dialect = {
    .row = "rowid",
    .row_definition = "rowid INTEGER PRIMARY KEY",
    .keyed = " WITHOUT ROWID",
};
