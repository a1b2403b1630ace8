/* The help of a command, or of the program where there is none. Private to api/command and main.c.
 */
#ifndef HIRAKU_API_COMMAND_HELP_H
#define HIRAKU_API_COMMAND_HELP_H

struct call;
struct out;

void write_help(const struct call *call, struct out *out);

#endif
