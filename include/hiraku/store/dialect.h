/* What databases say differently: words of SQL that the store puts into its statements. Everything
 * else in them is standard SQL, of which a driver must know: row values in comparisons, nulls in
 * outer joins, ON CONFLICT, MATERIALIZED, and $1…$n.
 *
 * In the statements of the index of words `*` stands for the table's name. The index has an entry,
 * with the alias `f`, for each row that has words. */
#ifndef HIRAKU_STORE_DIALECT_H
#define HIRAKU_STORE_DIALECT_H

struct out;

struct dialect {
    const char *row;            /* the column that counts a table's rows from 1 in key order */
    const char *row_definition; /* the same in CREATE TABLE */
    const char *row_value;      /* in INSERT: the next number */
    const char *keyed; /* behind CREATE TABLE (…): rows lie in the order of the primary key */
    const char *nfkc;  /* function of a text: UAX 15 */
    const char *find; /* function of a text and a part of it: where it begins, from 1; 0: nowhere */
    const char *gather;       /* aggregate of texts, with a text between them */
    const char *words_create; /* the index of words of a table */
    const char *words_insert; /* $1 number of the row, $2 its terms (search.h), between spaces */
    const char *words_from;   /* the index in FROM */
    const char *words_row;    /* the number of the row of an entry */
    const char *words_match;  /* condition on an entry, up to the parameter: a match of search.h */
    const char *words_rank;   /* of an entry that matches: the best first */
};

/* Writes one of the words_… for a table. */
void dialect_words(struct out *sql, const char *words, const char *table);

#endif
