/* version_reader.h: the rows of a release and those that its past adds, in the order of keys. */
#include "api/store/columns/version_reader.h"

#include "columns_release.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { LAST = 3, TEXT_SIZE = 512 };

struct fixture {
    struct columns_release release;
    struct past past;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    *state = f;
    if (!f || !columns_release_begin_number(&f->release, LAST))
        return -1;
    columns_release_row(&f->release, "schemes", "id=b|name_ja=b2");
    columns_release_row(&f->release, "schemes", "id=d|name_ja=d");
    columns_release_row(&f->release, "participations", "program=p|organization=o|role=host");
    columns_release_row(&f->release, "units", "unit_ja=人");
    columns_release_changes(&f->release, 2,
                            "schemes,a,*,,removed\r\nschemes,a,id,a,\r\nschemes,a,name_ja,a,\r\n"
                            "schemes,b,name_ja,b0,b1\r\n"
                            "schemes,e,*,,removed\r\nschemes,e,id,e,\r\n"
                            "participations,p-.o.host,*,,removed\r\n"
                            "participations,p-.o.host,program,p-,\r\n"
                            "participations,p-.o.host,organization,o,\r\n"
                            "participations,p-.o.host,role,host,\r\n");
    columns_release_changes(&f->release, 3,
                            "schemes,b,name_ja,b1,b2\r\n"
                            "schemes,c,*,,removed\r\nschemes,c,id,c,\r\nschemes,d,*,,added\r\n");
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    past_free(&f->past);
    int code = columns_release_end(&f->release);
    free(f);
    return code;
}

/* `id:since-until` with ( before the first version of a record and ) behind the last. */
static enum status read_all(struct fixture *f, const char *table, char text[TEXT_SIZE])
{
    struct version_reader *reader = malloc(sizeof *reader);
    char joined[VERSION_ID_SIZE];
    size_t len = 0;
    bool more = true;
    for (size_t i = 0; i < model_resource_count; i++)
        if (f->release.csv[i])
            fflush(f->release.csv[i]);
    *text = '\0';
    past_free(&f->past);
    enum status status = past_read(&f->past, f->release.dir, &f->release.problem);
    if (status == STATUS_OK)
        status = version_reader_open(reader, f->release.dir, model_resource(slice_of(table)),
                                     &f->past, &f->release.problem);
    while (status == STATUS_OK) {
        status = version_reader_next(reader, &more, &f->release.problem);
        if (status != STATUS_OK || !more)
            break;
        struct slice id = version_reader_id(reader, joined);
        len += (size_t)snprintf(text + len, TEXT_SIZE - len, "%s%.*s:%u-%u%s ",
                                reader->first ? "(" : "", (int)id.len, id.at, reader->since,
                                reader->until, reader->last ? ")" : "");
    }
    version_reader_close(reader);
    free(reader);
    return status;
}

static void versions_stand_at_the_place_of_their_key(void **state)
{
    char text[TEXT_SIZE];
    assert_int_equal(read_all(*state, "schemes", text), STATUS_OK);
    assert_string_equal(text, "(a:1-1) (b:1-1 b:2-2 b:3-0) (c:1-2) (d:3-0) (e:1-1) ");
}

/* By bytes of the joined id `p-` is before `p`, by keys it is not. */
static void the_order_is_that_of_keys_and_not_of_joined_ids(void **state)
{
    char text[TEXT_SIZE];
    assert_int_equal(read_all(*state, "participations", text), STATUS_OK);
    assert_string_equal(text, "(p.o.host:1-0) (p-.o.host:1-1) ");
}

static void a_table_that_never_changed_has_its_rows(void **state)
{
    char text[TEXT_SIZE];
    assert_int_equal(read_all(*state, "units", text), STATUS_OK);
    assert_string_equal(text, "(人._._:1-0) ");
    assert_int_equal(read_all(*state, "programs", text), STATUS_OK);
    assert_string_equal(text, "");
}

static void a_record_that_changed_and_is_not_there_is_an_error(void **state)
{
    struct fixture *f = *state;
    char text[TEXT_SIZE];
    columns_release_changes(&f->release, 3, "schemes,x,name_ja,a,b\r\n");
    assert_int_equal(read_all(f, "schemes", text), STATUS_BAD_RELEASE);
}

static void a_record_that_was_removed_and_is_there_is_an_error(void **state)
{
    struct fixture *f = *state;
    char text[TEXT_SIZE];
    columns_release_changes(&f->release, 3, "schemes,d,*,,removed\r\nschemes,d,id,d,\r\n");
    assert_int_equal(read_all(f, "schemes", text), STATUS_BAD_RELEASE);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(versions_stand_at_the_place_of_their_key),
        TEST(the_order_is_that_of_keys_and_not_of_joined_ids),
        TEST(a_table_that_never_changed_has_its_rows),
        TEST(a_record_that_changed_and_is_not_there_is_an_error),
        TEST(a_record_that_was_removed_and_is_there_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
