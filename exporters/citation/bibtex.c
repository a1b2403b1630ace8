/* A citation for BibTeX and biblatex, as a `misc` entry, in UTF-8.
 *
 * BibTeX counts braces and knows no escape for them (btxdoc, s.3; "Tame the BeaST", s.9): of a
 * text they are written as commands of LaTeX, like the other characters that LaTeX reads otherwise.
 * A second pair of braces keeps capitals, and a publisher's name from being taken apart. The URL
 * stands as it is, which \url and biblatex read verbatim; being percent-encoded it has no brace.
 * The month is a number: names of months are macros, which not every reader knows. */
#include "hiraku/exporters/citation/citation_format.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/citation/citation_words.h"

static const char *bibtex_command(char c)
{
    switch (c) {
    case '\\':
        return "{\\textbackslash}";
    case '{':
        return "{\\textbraceleft}";
    case '}':
        return "{\\textbraceright}";
    case '~':
        return "{\\textasciitilde}";
    case '^':
        return "{\\textasciicircum}";
    case '$':
        return "{\\textdollar}";
    default:
        return NULL;
    }
}

static void bibtex_text(struct out *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        const char *command = bibtex_command(c);
        if (command) {
            out_text(out, command);
            continue;
        }
        if (c == '&' || c == '#' || c == '_' || c == '%')
            out_char(out, '\\');
        out_char(out, (unsigned char)c < 0x20 ? ' ' : c);
    }
}

/* `braces` around the value. */
static void bibtex_field(struct out *out, const char *name, const char *open, struct slice text)
{
    if (text.len == 0)
        return;
    out_text(out, ",\n  ");
    out_text(out, name);
    out_text(out, " = ");
    out_text(out, open);
    bibtex_text(out, text);
    for (size_t i = 0; open[i]; i++)
        out_char(out, '}');
}

static void bibtex_write(const struct citation *citation, enum language language, struct out *out)
{
    enum { YEAR = 4, MONTH = 2, NOTE_BYTES = 4096 };
    const char *month = citation->day + YEAR + 1;
    char key[CITATION_KEY_SIZE], bytes[NOTE_BYTES];
    struct out note;
    out_open_buffer(&note, bytes, sizeof bytes);
    citation_write_note(citation, language, &note);
    citation_key(citation, key);
    out_text(out, "@misc{");
    out_text(out, key);
    bibtex_field(out, "author", "{{", citation->publisher[language]);
    bibtex_field(out, "title", "{{", citation->title[language]);
    bibtex_field(out, "howpublished", "{{", citation->collection[language]);
    bibtex_field(out, "year", "{", (struct slice){citation->day, YEAR});
    month += *month == '0';
    bibtex_field(out, "month", "", (struct slice){month, *month == '1' && month[1] != '-' ? 2 : 1});
    out_text(out, ",\n  url = {");
    out_slice(out, citation->url);
    out_char(out, '}');
    bibtex_field(out, "note", "{", out_written(&note));
    out_text(out, "\n}\n");
}

const struct citation_format citation_bibtex = {.name = "bib", .write = bibtex_write};
