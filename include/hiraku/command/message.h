/* What the command line says to people, in Japanese and English side by side (message.def). */
#ifndef HIRAKU_COMMAND_MESSAGE_H
#define HIRAKU_COMMAND_MESSAGE_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct out;

enum message {
#define MESSAGE(name, ...) MESSAGE_##name,
#include "hiraku/command/message.def"
#undef MESSAGE
    MESSAGE_COUNT
};

/* The text with its placeholders. Static storage. */
const char *message_text(enum message message, enum language language);

/* The list of texts for message_write. */
#define MESSAGE_WITH(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Writes the text with {1} {2} … replaced by the texts of `with`, a list that ends with NULL (NULL:
 * none). */
void message_write(struct out *out, enum message message, enum language language,
                   const char *const *with);

/* A number as text, for message_write. */
const char *message_number(char text[24], uint64_t number);

#endif
