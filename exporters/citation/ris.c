/* A citation as RIS (Research Information Systems, 2012): lines of a tag, two spaces, a hyphen, a
 * space and a value, ended by CRLF. There is no escape: a value is what stands in its line, so that
 * nothing but the end of a line has to be kept out of it. */
#include "hiraku/exporters/citation/citation_format.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/citation/citation_words.h"

static void ris_field(struct out *out, const char *tag, struct slice text)
{
    if (text.len == 0)
        return;
    out_text(out, tag);
    out_text(out, "  - ");
    for (size_t i = 0; i < text.len; i++)
        out_char(out, (unsigned char)text.at[i] < 0x20 ? ' ' : text.at[i]);
    out_text(out, "\r\n");
}

static void ris_write(const struct citation *citation, enum language language, struct out *out)
{
    enum { YEAR = 4, MONTH_AT = 5, DAY_AT = 8, NOTE_BYTES = 4096 };
    const char *day = citation->day;
    char bytes[NOTE_BYTES], date[] = "YYYY/MM/DD/"; /* Y1: the fourth part is left empty */
    struct out note;
    out_open_buffer(&note, bytes, sizeof bytes);
    citation_write_note(citation, language, &note);
    memcpy(date, day, YEAR);
    memcpy(date + MONTH_AT, day + MONTH_AT, 2);
    memcpy(date + DAY_AT, day + DAY_AT, 2);
    ris_field(out, "TY", slice_of("DATA"));
    ris_field(out, "AU", citation->publisher[language]);
    ris_field(out, "TI", citation->title[language]);
    ris_field(out, "T2", citation->collection[language]);
    ris_field(out, "PY", (struct slice){day, YEAR});
    ris_field(out, "DA", slice_of(date));
    ris_field(out, "PB", citation->publisher[language]);
    ris_field(out, "UR", citation->url);
    ris_field(out, "LA", slice_of(language == LANGUAGE_EN ? "en" : "ja"));
    ris_field(out, "N1", out_written(&note));
    out_text(out, "ER  - \r\n");
}

const struct citation_format citation_ris = {.name = "ris", .write = ris_write};
