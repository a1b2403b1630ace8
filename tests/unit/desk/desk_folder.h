/* A state folder of the desk for one test, and what is in its files. */
#ifndef HIRAKU_TESTS_UNIT_DESK_DESK_FOLDER_H
#define HIRAKU_TESTS_UNIT_DESK_DESK_FOLDER_H

#include "hiraku/desk/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static inline int desk_folder_make(void **state)
{
    struct desk_state *desk = calloc(1, sizeof *desk);
    char name[] = "/tmp/hiraku-desk-XXXXXX";
    if (!desk || !mkdtemp(name))
        return -1;
    *state = desk;
    return desk_state_open(desk, "", name, NULL) == STATUS_OK ? 0 : -1;
}

static inline int desk_folder_remove(void **state)
{
    struct desk_state *desk = *state;
    int failed = folder_remove(desk->dir, NULL) != STATUS_OK;
    free(desk);
    return failed;
}

/* DIR/NAME, at most 65535 bytes; to be freed. */
static inline char *desk_folder_file(const struct desk_state *desk, const char *name)
{
    char path[FILE_PATH_SIZE];
    assert_int_equal(file_path(path, desk->dir, name, NULL), STATUS_OK);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *text = calloc(1, 65536);
    assert_non_null(text);
    text[fread(text, 1, 65535, file)] = '\0';
    fclose(file);
    return text;
}

static inline void desk_folder_write(const struct desk_state *desk, const char *name,
                                     const char *text)
{
    assert_int_equal(file_replace(desk->dir, name, slice_of(text), NULL), STATUS_OK);
}

#endif
