/* A password from who sits at the terminal, or from standard input. */
#include "command.h"

#include "hiraku/base/in.h"

#include <errno.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

/* Up to the end of the line, which is left out; what does not fit is read and lost. */
static enum status password_line(char *text, size_t size, struct problem *p)
{
    size_t len = 0, whole = 0;
    for (char c;;) {
        ssize_t got = in_bytes(STDIN_FILENO, &c, 1);
        if (got < 0)
            return problem_errno(p, "stdin");
        if (got == 0 || c == '\n')
            break;
        whole++;
        if (len + 1 < size)
            text[len++] = c;
    }
    text[len] = '\0';
    if (whole == len)
        return STATUS_OK;
    errno = EMSGSIZE;
    return problem_errno(p, "stdin");
}

static enum status password_asked(enum language language, enum message question, char *text,
                                  size_t size, struct problem *p)
{
    struct termios before, unseen;
    fputs(message_text(question, language), stderr);
    bool terminal = tcgetattr(STDIN_FILENO, &before) == 0;
    if (terminal) {
        unseen = before;
        unseen.c_lflag &= ~(tcflag_t)ECHO;
        terminal = tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen) == 0;
    }
    enum status status = password_line(text, size, p);
    if (terminal)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    fputc('\n', stderr);
    return status;
}

enum status password_input(enum language language, char *text, size_t size, struct problem *p)
{
    char again[1024];
    if (!isatty(STDIN_FILENO))
        return password_line(text, size, p);
    enum status status = password_asked(language, MESSAGE_DESK_PASSWORD, text, size, p);
    if (status == STATUS_OK)
        status = password_asked(language, MESSAGE_DESK_PASSWORD_AGAIN, again,
                                size < sizeof again ? size : sizeof again, p);
    if (status == STATUS_OK && strcmp(text, again) != 0)
        status = problem_set(p, STATUS_DESK_TWICE, SLICE_NONE, SLICE_NONE, NULL);
    explicit_bzero(again, sizeof again);
    return status;
}
