/* What both processes of the desk are told at the start. */
#ifndef HIRAKU_DESK_SETUP_H
#define HIRAKU_DESK_SETUP_H

#include "hiraku/base/config.h"
#include "hiraku/desk/state.h"

struct publish_options;

struct desk_setup {
    const struct config *config;
    const struct publish_options *options; /* of what is published; report and progress are NULL */
    const char *instance;                  /* the folder of the data */
    struct desk_state state;
    enum language language; /* where a browser asks for none */
    const char *url;        /* of the listener, "http://127.0.0.1:8081/" */
    int listener;
};

#endif
