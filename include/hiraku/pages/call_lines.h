/* Lines to copy that ask a URL, in the languages that readers use: a shell with curl, Python, R and
 * JavaScript (Node.js, or a browser's console but for files). */
#ifndef HIRAKU_PAGES_CALL_LINES_H
#define HIRAKU_PAGES_CALL_LINES_H

#include "hiraku/base/slice.h"

struct out;
struct page;

enum call_language { CALL_CURL, CALL_PYTHON, CALL_R, CALL_JAVASCRIPT, CALL_LANGUAGES };

/* What is read: a value of JSON, rows of which all cells are text, or a file that is kept. */
enum call_form { CALL_JSON, CALL_CSV, CALL_FILE };

/* The form of an answer by its media type. */
enum call_form call_form_of(const char *media_type);

/* The name of a language. Static. */
const char *call_title(enum call_language language);

/* The text as one word of a POSIX shell (POSIX.1-2017 s.2.2.2), in single quotes. */
void call_quote_word(struct out *out, struct slice text);
/* The text as a string literal that Python, R and JavaScript read alike: in double quotes, with
 * control characters and the separators that end a line of JavaScript as \uXXXX. */
void call_quote_string(struct out *out, struct slice text);

/* The lines, without an end of the last one. `url` is absolute; of a file the last segment of its
 * path becomes its name. */
void call_lines(struct out *out, enum call_language language, enum call_form form,
                struct slice url);

/* One of them to be copied, below the name of its language. */
void call_lines_show(struct page *page, enum call_language language, enum call_form form,
                     struct slice url);
/* All of them. */
void call_lines_show_all(struct page *page, enum call_form form, struct slice url);

/* Any other line to be copied, below what it is; `heading` is the name of an element. */
void call_lines_copy(struct page *page, const char *heading, const char *title, struct slice line);

#endif
