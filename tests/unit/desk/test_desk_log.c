/* desk_log.h: the log and its chain. */
#include "hiraku/desk/desk_log.h"

#include "desk_folder.h"

#include <fcntl.h>

static const char zeros[] = "0000000000000000000000000000000000000000000000000000000000000000";

static void log_three(const struct desk_state *desk)
{
    assert_int_equal(desk_log_add(desk, "hanako", "sign_in", NULL, NULL), STATUS_OK);
    assert_int_equal(desk_log_add(desk, "hanako", "restore", "3 \"戻す\"\n", NULL), STATUS_OK);
    assert_int_equal(desk_log_add(desk, "token nightly", "look", "", NULL), STATUS_OK);
}

static uint64_t lines_of(const struct desk_state *desk, enum status expected)
{
    uint64_t lines;
    char last[DIGEST_SIZE];
    assert_int_equal(desk_log_read(desk, NULL, NULL, &lines, last, NULL), expected);
    return lines;
}

static void take_about(void *context, const struct desk_log_entry *entry)
{
    if (entry->number == 2)
        snprintf(context, DESK_LOG_TEXT, "%s", entry->about);
}

static void what_was_written_is_read(void **state)
{
    uint64_t lines;
    char last[DIGEST_SIZE], about[DESK_LOG_TEXT] = "";
    log_three(*state);
    assert_int_equal(desk_log_read(*state, take_about, about, &lines, last, NULL), STATUS_OK);
    assert_int_equal(lines, 3);
    assert_string_equal(about, "3 \"戻す\"\n");
    assert_string_not_equal(last, zeros);
}

static void there_is_none_at_the_beginning(void **state)
{
    uint64_t lines;
    char last[DIGEST_SIZE];
    assert_int_equal(desk_log_read(*state, NULL, NULL, &lines, last, NULL), STATUS_OK);
    assert_int_equal(lines, 0);
    assert_string_equal(last, zeros);
}

/* The digest is that of sha256sum(1) of the line before without its end. */
static void the_chain_is_of_sha256(void **state)
{
    char command[FILE_PATH_SIZE + 100], digest[DIGEST_SIZE] = "";
    const struct desk_state *desk = *state;
    log_three(desk);
    snprintf(command, sizeof command, "sed -n 1p '%s/log' | tr -d '\\n' | sha256sum", desk->dir);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_int_equal(fread(digest, 1, 64, pipe), 64);
    pclose(pipe);
    char *text = desk_folder_file(desk, "log");
    char *second = strchr(text, '\n');
    assert_non_null(strstr(second, digest));
    free(text);
}

static void a_changed_removed_or_added_line_is_seen(void **state)
{
    log_three(*state);
    char *text = desk_folder_file(*state, "log"), *changed = strdup(text);
    assert_non_null(changed);
    *strstr(changed, "hanako") = 'j';
    desk_folder_write(*state, "log", changed);
    assert_int_equal(lines_of(*state, STATUS_DESK_LOG), 1);
    desk_folder_write(*state, "log", strchr(text, '\n') + 1);
    assert_int_equal(lines_of(*state, STATUS_DESK_LOG), 0);
    size_t first = (size_t)(strchr(text, '\n') - text) + 1;
    snprintf(changed, strlen(text) + 1, "%.*s%.*s", (int)first, text, (int)first, text);
    desk_folder_write(*state, "log", changed);
    assert_int_equal(lines_of(*state, STATUS_DESK_LOG), 1);
    assert_int_equal(desk_log_add(*state, "hanako", "sign_in", NULL, NULL), STATUS_DESK_LOG);
    free(changed);
    free(text);
}

/* Whatever a crash leaves of the last line: what was there before is there, and the log goes on. */
static void a_line_that_was_cut_off_is_none(void **state)
{
    log_three(*state);
    char *text = desk_folder_file(*state, "log");
    size_t len = strlen(text);
    size_t second = (size_t)(strchr(strchr(text, '\n') + 1, '\n') - text) + 1;
    for (size_t cut = second; cut < len; cut++) {
        char kept = text[cut];
        text[cut] = '\0';
        desk_folder_write(*state, "log", text);
        text[cut] = kept;
        assert_int_equal(lines_of(*state, STATUS_OK), 2);
    }
    assert_int_equal(desk_log_add(*state, "hanako", "sign_out", NULL, NULL), STATUS_OK);
    assert_int_equal(lines_of(*state, STATUS_OK), 3);
    free(text);
}

static void what_is_long_is_cut_at_a_character(void **state)
{
    uint64_t lines;
    char last[DIGEST_SIZE], long_text[1000], about[DESK_LOG_TEXT] = "";
    for (size_t i = 0; i < sizeof long_text; i++)
        long_text[i] = "あ"[i % 3];
    long_text[999] = '\0';
    assert_int_equal(desk_log_add(*state, "hanako", "sign_in", NULL, NULL), STATUS_OK);
    assert_int_equal(desk_log_add(*state, "hanako", "restore", long_text, NULL), STATUS_OK);
    assert_int_equal(desk_log_read(*state, take_about, about, &lines, last, NULL), STATUS_OK);
    assert_int_equal(strlen(about), 255);
}

/* Escapes of JSON are up to six times as long. */
static void control_characters_fit_into_a_line(void **state)
{
    char controls[DESK_LOG_TEXT];
    memset(controls, 1, sizeof controls);
    controls[DESK_LOG_TEXT - 1] = '\0';
    assert_int_equal(desk_log_add(*state, "hanako", "restore", controls, NULL), STATUS_OK);
    assert_int_equal(lines_of(*state, STATUS_OK), 1);
}

int main(void)
{
#define EACH(name) cmocka_unit_test_setup_teardown(name, desk_folder_make, desk_folder_remove)
    const struct CMUnitTest tests[] = {
        EACH(what_was_written_is_read),
        EACH(there_is_none_at_the_beginning),
        EACH(the_chain_is_of_sha256),
        EACH(a_changed_removed_or_added_line_is_seen),
        EACH(a_line_that_was_cut_off_is_none),
        EACH(what_is_long_is_cut_at_a_character),
        EACH(control_characters_fit_into_a_line),
    };
#undef EACH
    return cmocka_run_group_tests(tests, NULL, NULL);
}
