/* Sheets made of text, and the text of sheets. */
#ifndef HIRAKU_TESTS_UNIT_DRAFT_ROWS_H
#define HIRAKU_TESTS_UNIT_DRAFT_ROWS_H

#include "hiraku/base/out.h"
#include "hiraku/draft/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* The rows of a file with these bytes. */
static inline void rows_read(struct sheet *sheet, const char *text, size_t len)
{
    char path[] = "/tmp/hiraku-rows-XXXXXX";
    struct problem problem;
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text, len) == (ssize_t)len);
    close(fd);
    sheet_init(sheet, 1000, 1 << 20);
    assert_int_equal(sheet_read(sheet, path, &problem), STATUS_OK);
    unlink(path);
}

static inline void rows_of(struct sheet *sheet, const char *text)
{
    rows_read(sheet, text, strlen(text));
}

static inline void rows_expect(const struct sheet *sheet, const char *expected)
{
    struct out out;
    out_open_memory(&out, 1 << 20);
    sheet_write(sheet, &out);
    out_char(&out, '\0');
    assert_string_equal(out_written(&out).at, expected);
    out_close(&out);
}

#endif
