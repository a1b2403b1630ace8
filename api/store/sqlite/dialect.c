/* SQLite's words (dialect.h). The index of words is one of FTS5 without a copy of the text: it
 * keeps only where each term stands. Its matches are what search.h writes. */
#include "dialect.h"

const struct dialect sqlite_dialect = {
    .row = "rowid",
    .row_definition = "rowid INTEGER PRIMARY KEY",
    .row_value = "NULL",
    .keyed = " WITHOUT ROWID",
    .nfkc = "nfkc",
    .find = "instr",
    .gather = "group_concat",
    .words_create = "CREATE VIRTUAL TABLE *_text USING fts5(terms, content='', "
                    "tokenize='unicode61 remove_diacritics 0');",
    .words_insert = "INSERT INTO *_text(rowid,terms) VALUES(CAST($1 AS INTEGER),$2)",
    .words_from = "*_text f",
    .words_row = "f.rowid",
    .words_match = "f.*_text MATCH ",
    .words_rank = "f.rank",
};
