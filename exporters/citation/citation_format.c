/* The table of formats of citations. */
#include "hiraku/exporters/citation/citation_format.h"

#include <string.h>

const struct citation_format *const citation_formats[] = {
    &citation_json, &citation_text, &citation_bibtex, &citation_ris, &citation_csl, NULL};

const struct citation_format *citation_format_named(const char *name)
{
    for (size_t i = 0; citation_formats[i]; i++)
        if (strcmp(citation_formats[i]->name, name) == 0)
            return citation_formats[i];
    return NULL;
}
