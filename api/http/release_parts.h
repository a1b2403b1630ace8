/* An open release from inside: what release_pool.c, release_files.c and release_follow.c share. */
#ifndef HIRAKU_RELEASE_PARTS_H
#define HIRAKU_RELEASE_PARTS_H

#include "internal.h"

#include <sys/stat.h>

enum { STORES_IDLE_MAX = 32 };

struct open_release {
    struct server *server;
    struct open_release *next;
    unsigned references;        /* under server->lock */
    struct release_stamp stamp; /* of its folder when it was opened */
    int directory;
    char path[RELEASE_PATH_SIZE];
    struct manifest manifest;
    struct instance instance;
    bool files; /* ready files hold what is served */
    struct derived derived;
    time_t issued[RELEASE_TABLES_MAX]; /* parallel to model_resources */
    atomic_bool bad;
    atomic_bool *damaged; /* parallel to derived.files: a ready file that was met damaged */
    pthread_mutex_t lock;
    struct store *idle[STORES_IDLE_MAX];
    size_t idle_count;
};

/* Opens it whole or not at all; one reference. */
enum status release_open(struct server *server, const char *dir, struct open_release **result,
                         struct problem *p);
/* Not NULL, and no damage was met. */
bool release_is_usable(const struct open_release *release);
struct release_stamp release_stamp(const char *dir, const struct stat *info);
/* Looks at every ready file; what is damaged is said in the log. */
enum status release_files_check(struct open_release *release, struct problem *p);
/* The path of a ready file that was met damaged and still is, or NULL. */
const char *release_files_damaged(const struct open_release *release);
/* Makes it the current one; takes the reference. */
void releases_install(struct server *server, struct open_release *release);

#endif
