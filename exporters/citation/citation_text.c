/* A citation as plain text: its line in the language that is asked for, then the other. */
#include "hiraku/exporters/citation/citation_format.h"

#include "hiraku/base/out.h"

static void citation_text_write(const struct citation *citation, enum language language,
                                struct out *out)
{
    out_slice(out, citation->line[language]);
    out_char(out, '\n');
    out_slice(out, citation->line[!language]);
    out_char(out, '\n');
}

const struct citation_format citation_text = {.name = "txt", .write = citation_text_write};
