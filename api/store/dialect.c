/* See dialect.h. */
#include "hiraku/store/dialect.h"

#include "hiraku/base/out.h"

void dialect_words(struct out *sql, const char *words, const char *table)
{
    for (const char *c = words; *c; c++) {
        if (*c == '*')
            out_text(sql, table);
        else
            out_char(sql, *c);
    }
}
