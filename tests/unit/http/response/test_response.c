/* Which status code a reply gets (RFC 9110 s.15). */
#include "hiraku/http/response/reply.h"
#include "hiraku/http/response/response.h"
#include "hiraku/http/routing/request.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct asked {
    struct response response;
    struct reply reply;
    struct request request;
};

static void setup(struct asked *asked)
{
    *asked = (struct asked){.response = {.part = {.kind = RANGE_NONE}}};
    asked->reply.selected.media_type = "application/json";
    memcpy(asked->reply.selected.etag, "\"a\"", sizeof "\"a\"");
    asked->reply.selected.fd = -1;
}

static unsigned code(const struct asked *asked)
{
    return response_code(&asked->response, &asked->reply, &asked->request);
}

static void what_is_there_is_200(void **state)
{
    struct asked asked;
    (void)state;
    setup(&asked);
    assert_int_equal(code(&asked), 200);
}

static void what_the_client_has_is_304(void **state)
{
    struct asked asked;
    (void)state;
    setup(&asked);
    asked.request.none_match = slice_of("\"a\"");
    assert_int_equal(code(&asked), 304);
}

static void what_might_be_fuller_another_time_is_never_304(void **state)
{
    struct asked asked;
    (void)state;
    setup(&asked);
    asked.request.none_match = slice_of("\"a\"");
    asked.reply.selected.uncacheable = true;
    assert_int_equal(code(&asked), 200);
}

static void a_part_is_206_unless_the_client_has_the_whole(void **state)
{
    struct asked asked;
    (void)state;
    setup(&asked);
    asked.response.part.kind = RANGE_PART;
    assert_int_equal(code(&asked), 206);
    asked.request.none_match = slice_of("*");
    assert_int_equal(code(&asked), 304);
}

static void a_thing_leads_to_its_document(void **state)
{
    struct asked asked;
    (void)state;
    setup(&asked);
    asked.reply.selected.location = slice_of("/catalog.ttl");
    asked.request.none_match = slice_of("*");
    assert_int_equal(code(&asked), 303);
}

static void an_answer_without_a_body_is_204(void **state)
{
    struct asked asked;
    (void)state;
    setup(&asked);
    asked.reply.selected.media_type = NULL;
    assert_int_equal(code(&asked), 204);
}

static void a_problem_has_the_code_of_its_status(void **state)
{
    struct asked asked;
    (void)state;
    setup(&asked);
    asked.reply.status = STATUS_NOT_FOUND;
    asked.request.none_match = slice_of("*");
    assert_int_equal(code(&asked), 404);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_there_is_200),
        cmocka_unit_test(what_the_client_has_is_304),
        cmocka_unit_test(what_might_be_fuller_another_time_is_never_304),
        cmocka_unit_test(a_part_is_206_unless_the_client_has_the_whole),
        cmocka_unit_test(a_thing_leads_to_its_document),
        cmocka_unit_test(an_answer_without_a_body_is_204),
        cmocka_unit_test(a_problem_has_the_code_of_its_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
