/* What the command line says to people, in Japanese and English side by side (message.def). */
#ifndef HIRAKU_MESSAGE_H
#define HIRAKU_MESSAGE_H

#include "hiraku/out.h"

enum message {
#define MESSAGE(name, ...) MESSAGE_##name,
#include "hiraku/message.def"
#undef MESSAGE
    MESSAGE_COUNT
};

/* The text with its placeholders. Static storage. */
const char *message_text(enum message message, enum language language);

/* Writes the text with {1} {2} … replaced by the texts that follow, a list that ends with NULL. */
__attribute__((sentinel)) void message_write(struct out *out, enum message message,
                                             enum language language, ...);

#endif
