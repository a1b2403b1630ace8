/* The table of messages and the filling of their placeholders. */
#include "hiraku/command/message.h"

#include "hiraku/base/out.h"

#include <stdio.h>

static const char *const texts[MESSAGE_COUNT][2] = {
#define MESSAGE(name, ja, en) [MESSAGE_##name] = {ja, en},
#include "hiraku/command/message.def"
#undef MESSAGE
};

const char *message_text(enum message message, enum language language)
{
    return texts[message][language];
}

void message_write(struct out *out, enum message message, enum language language,
                   const char *const *with)
{
    size_t count = 0;
    while (with && with[count])
        count++;
    for (const char *at = texts[message][language]; *at;) {
        size_t run = strcspn(at, "{");
        out_bytes(out, at, run);
        at += run;
        if (*at == '\0')
            break;
        size_t number = (size_t)(at[1] - '1');
        bool filled = with && at[1] != '\0' && at[2] == '}' && number < count;
        if (filled)
            out_text(out, with[number]);
        else
            out_char(out, '{');
        at += filled ? 3 : 1;
    }
}

const char *message_number(char text[24], uint64_t number)
{
    snprintf(text, 24, "%llu", (unsigned long long)number);
    return text;
}
