/* Citations as files of programs that keep literature: one row of the table and one small file
 * each. Whatever a title holds, it stays one value of one field. */
#ifndef HIRAKU_EXPORTERS_CITATION_CITATION_FORMAT_H
#define HIRAKU_EXPORTERS_CITATION_CITATION_FORMAT_H

#include "hiraku/exporters/citation/citation.h"

struct out;

struct citation_format {
    const char *name; /* "bib": suffix */
    bool bilingual;   /* has the words of both languages; else those of `language` */
    /* Writes a citation that was composed. */
    void (*write)(const struct citation *citation, enum language language, struct out *out);
};
extern const struct citation_format citation_json, citation_text, citation_bibtex, citation_ris,
    citation_csl;
extern const struct citation_format *const citation_formats[]; /* ends with NULL */
/* NULL: there is none. */
const struct citation_format *citation_format_named(const char *name);

#endif
