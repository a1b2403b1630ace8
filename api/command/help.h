/* The help of a command, or of the program where there is none. Private to api/command and main.c.
 */
#ifndef HIRAKU_HELP_H
#define HIRAKU_HELP_H

#include "command.h"

void write_help(const struct call *call, struct out *out);

#endif
