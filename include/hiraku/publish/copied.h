/* A release that was published elsewhere becomes one of this store: its files, which are here and
 * proved, are laid out, what follows from them is made, and the store is switched to it. */
#ifndef HIRAKU_PUBLISH_COPIED_H
#define HIRAKU_PUBLISH_COPIED_H

#include "hiraku/publish/publish.h"
#include "hiraku/release/copy_list.h"

/* Brings the file of that path into the folder `from`; `*got` false: it may not be had, and what
 * this machine made stays. */
typedef enum status copied_fetch(void *context, const struct copy_file *file, bool *got,
                                 struct problem *p);

struct copied {
    const char *store;
    const char *from; /* the folder that its files were gathered in */
    uint64_t number;
    const struct copy_list *list; /* what the publisher has of it; what is in `from` is linked */
    /* All canonical files are there: the files for download are made, and it becomes the current
     * one. Else it is one that is kept as changes. */
    bool whole;
    const struct publish_options *options;
    /* Asked for what this machine, with the same program, did not make to the byte. */
    copied_fetch *fetch;
    void *context;
};

/* The caller holds the lock. Whole or not at all. */
enum status copied_install(const struct copied *copied, struct problem *p);

/* Puts away the releases that this store does not keep whole. */
enum status copied_prune(const char *store, const struct publish_options *options, uint64_t current,
                         struct problem *p);

#endif
