/* Settings: where they come from, which wins, and what is said of wrong ones. */
#include "hiraku/base/config.h"
#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static int clean(void **state)
{
    (void)state;
    static const char *const names[] = {"HIRAKU_CONFIG", "HIRAKU_THREADS", "HIRAKU_LISTEN",
                                        "HIRAKU_IDLE_SECONDS", "HIRAKU_NO_SUCH"};
    for (size_t i = 0; i < 5; i++)
        unsetenv(names[i]);
    return 0;
}

static enum status load_text(struct config *config, const char *text, struct problem *p)
{
    char path[] = "/tmp/hiraku-config-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    *p = (struct problem){.status = STATUS_OK};
    enum status status = config_load(config, path, p);
    unlink(path);
    return status;
}

static void without_anything_the_defaults_hold(void **state)
{
    (void)state;
    struct config config;
    assert_int_equal(config_load(&config, NULL, NULL), STATUS_OK);
#define SETTING_TEXT(name, fallback, ja, en) assert_string_equal(config.name, fallback);
#define SETTING_INT(name, fallback, low, high, unit, ja, en)                                       \
    assert_int_equal(config.name, fallback);                                                       \
    assert_true((fallback) >= (low) && (fallback) <= (high));
#include "hiraku/base/config.def"
#undef SETTING_TEXT
#undef SETTING_INT
}

static void file_sets_names_and_values(void **state)
{
    (void)state;
    struct config config;
    struct problem p;
    assert_int_equal(load_text(&config,
                               "\xEF\xBB\xBF# a comment\r\n\r\n  threads=4 \r\nlisten = [::1]:80 # "
                               "here\nbase-url = https://x.example/a#b\nstore =",
                               &p),
                     STATUS_OK);
    assert_int_equal(config.threads, 4);
    assert_string_equal(config.listen, "[::1]:80");
    assert_string_equal(config.base_url, "https://x.example/a#b");
    assert_string_equal(config.store, "");
}

static void environment_wins_over_the_file(void **state)
{
    (void)state;
    struct config config;
    struct problem p;
    setenv("HIRAKU_THREADS", "7", 1);
    setenv("HIRAKU_LISTEN", "", 1);
    setenv("HIRAKU_NO_SUCH", "x", 1);
    assert_int_equal(load_text(&config, "threads = 4\nlisten = a:1\nidle_seconds = 9\n", &p),
                     STATUS_OK);
    assert_int_equal(config.threads, 7);
    assert_string_equal(config.listen, "a:1"); /* an empty variable is none */
    assert_int_equal(config.idle_seconds, 9);
}

static void option_wins_over_all(void **state)
{
    (void)state;
    struct config config;
    setenv("HIRAKU_IDLE_SECONDS", "7", 1);
    assert_int_equal(config_load(&config, NULL, NULL), STATUS_OK);
    assert_int_equal(config.idle_seconds, 7);
    assert_int_equal(config_set(&config, slice_of("idle-seconds"), slice_of("8"), NULL), STATUS_OK);
    assert_int_equal(config.idle_seconds, 8);
    assert_int_equal(config_set(&config, slice_of("idle_seconds"), slice_of("9"), NULL), STATUS_OK);
    assert_int_equal(config.idle_seconds, 9);
}

static void numbers_outside_their_bounds_are_refused(void **state)
{
    (void)state;
    static const char *const values[] = {"0",  "3601", "-1",  "+5",  "5s",
                                         " 5", "",     "5.0", "0x5", "99999999999999999999999"};
    struct config config;
    assert_int_equal(config_load(&config, NULL, NULL), STATUS_OK);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct problem p = {0};
        assert_int_equal(config_set(&config, slice_of("idle-seconds"), slice_of(values[i]), &p),
                         STATUS_BAD_SETTING);
        assert_string_equal(p.subject, "idle-seconds");
        assert_string_equal(p.value, values[i]);
        assert_string_equal(p.allowed, "1–3600 s");
        assert_int_equal(config.idle_seconds, 30);
    }
    assert_int_equal(config_set(&config, slice_of("idle-seconds"), slice_of("1"), NULL), STATUS_OK);
    assert_int_equal(config_set(&config, slice_of("idle-seconds"), slice_of("3600"), NULL),
                     STATUS_OK);
}

static void texts_are_one_line_of_at_most_511_bytes(void **state)
{
    (void)state;
    struct config config;
    char value[513];
    memset(value, 'x', sizeof value);
    assert_int_equal(config_load(&config, NULL, NULL), STATUS_OK);
    assert_int_equal(config_set(&config, slice_of("store"), (struct slice){value, 511}, NULL),
                     STATUS_OK);
    assert_int_equal(strlen(config.store), 511);
    assert_int_equal(config_set(&config, slice_of("store"), (struct slice){value, 512}, NULL),
                     STATUS_BAD_SETTING);
    assert_int_equal(config_set(&config, slice_of("store"), slice_of("a\nb"), NULL),
                     STATUS_BAD_SETTING);
    assert_int_equal(config_set(&config, slice_of("store"), (struct slice){"a\0b", 3}, NULL),
                     STATUS_BAD_SETTING);
}

static void unknown_names_get_the_nearest(void **state)
{
    (void)state;
    struct config config;
    struct problem p = {0};
    assert_int_equal(config_load(&config, NULL, NULL), STATUS_OK);
    assert_int_equal(config_set(&config, slice_of("idle-secnods"), slice_of("1"), &p),
                     STATUS_USAGE);
    assert_string_equal(p.subject, "idle-secnods");
    assert_string_equal(p.nearest, "idle_seconds");
    assert_true(config_knows(slice_of("idle-seconds")));
    assert_true(config_knows(slice_of("idle_seconds")));
    assert_false(config_knows(slice_of("idle-secnods")));
    assert_false(config_knows(slice_of("")));
}

static void faults_of_a_file_name_its_line(void **state)
{
    (void)state;
    struct config config;
    struct problem p;
    assert_int_equal(load_text(&config, "# x\nthread = 4\n", &p), STATUS_USAGE);
    assert_string_equal(p.nearest, "threads");
    assert_string_equal(p.value + strlen(p.value) - 2, ":2");
    assert_int_equal(load_text(&config, "threads = 1\n\nthreads = 1\n", &p), STATUS_SETTING_TWICE);
    assert_string_equal(p.value + strlen(p.value) - 2, ":3");
    assert_int_equal(load_text(&config, "threads 1\n", &p), STATUS_SETTING_NO_LINE);
    assert_int_equal(load_text(&config, "threads = x\n", &p), STATUS_BAD_SETTING);
    assert_string_equal(p.subject + strlen(p.subject) - 11, ":1: threads");
    char line[4096] = "# ";
    memset(line + 2, 'x', sizeof line - 3);
    line[sizeof line - 1] = '\0';
    assert_int_equal(load_text(&config, line, &p), STATUS_SETTING_LONG_LINE);
}

static void file_may_be_named_by_the_environment(void **state)
{
    (void)state;
    struct config config;
    struct problem p = {0};
    setenv("HIRAKU_CONFIG", "/tmp/hiraku no such file", 1);
    assert_int_equal(config_load(&config, NULL, &p), STATUS_SYSTEM);
    assert_string_equal(p.subject, "/tmp/hiraku no such file");
    assert_int_equal(load_text(&config, "threads = 2\n", &p), STATUS_OK);
    assert_int_equal(config.threads, 2);
}

static void faults_of_the_environment_name_the_variable(void **state)
{
    (void)state;
    struct config config;
    struct problem p = {0};
    setenv("HIRAKU_THREADS", "many", 1);
    assert_int_equal(config_load(&config, NULL, &p), STATUS_BAD_SETTING);
    assert_string_equal(p.subject, "HIRAKU_THREADS");
}

static void what_is_printed_can_be_loaded(void **state)
{
    (void)state;
    struct config config, again;
    struct problem p;
    struct out out;
    assert_int_equal(config_load(&config, NULL, NULL), STATUS_OK);
    assert_int_equal(config_set(&config, slice_of("threads"), slice_of("3"), NULL), STATUS_OK);
    out_open_memory(&out, 65536);
    config_print(&config, &out);
    out_char(&out, '\0');
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    assert_int_equal(load_text(&again, out_written(&out).at, &p), STATUS_OK);
    assert_memory_equal(&config, &again, sizeof config);
    out_close(&out);
}

static void help_names_every_option(void **state)
{
    (void)state;
    struct out out;
    for (int language = LANGUAGE_JA; language <= LANGUAGE_EN; language++) {
        out_open_memory(&out, 65536);
        config_help(&out, (enum language)language);
        out_char(&out, '\0');
        assert_int_equal(out_finish(&out, NULL), STATUS_OK);
        assert_non_null(strstr(out_written(&out).at, "  --idle-seconds N "));
        assert_non_null(strstr(out_written(&out).at, "1–3600 s"));
        assert_non_null(strstr(out_written(&out).at, "  --base-url TEXT "));
        out_close(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(without_anything_the_defaults_hold, clean),
        cmocka_unit_test_setup(file_sets_names_and_values, clean),
        cmocka_unit_test_setup(environment_wins_over_the_file, clean),
        cmocka_unit_test_setup(option_wins_over_all, clean),
        cmocka_unit_test_setup(numbers_outside_their_bounds_are_refused, clean),
        cmocka_unit_test_setup(texts_are_one_line_of_at_most_511_bytes, clean),
        cmocka_unit_test_setup(unknown_names_get_the_nearest, clean),
        cmocka_unit_test_setup(faults_of_a_file_name_its_line, clean),
        cmocka_unit_test_setup(file_may_be_named_by_the_environment, clean),
        cmocka_unit_test_setup(faults_of_the_environment_name_the_variable, clean),
        cmocka_unit_test_setup(what_is_printed_can_be_loaded, clean),
        cmocka_unit_test_setup(help_names_every_option, clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
