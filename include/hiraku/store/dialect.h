/* What databases say differently: words of SQL that the history of a release and the checker's ids
 * put into their statements. Everything else in them is standard SQL, of which a driver must know
 * ON CONFLICT and $1…$n. */
#ifndef HIRAKU_STORE_DIALECT_H
#define HIRAKU_STORE_DIALECT_H

struct dialect {
    const char *row;            /* the column that counts a table's rows from 1 in key order */
    const char *row_definition; /* the same in CREATE TABLE */
    const char *keyed; /* behind CREATE TABLE (…): rows lie in the order of the primary key */
};

#endif
