/* instance.h: reading, the canonical text, another base URL. */
#include "hiraku/base/out.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/model/instance.h"

#include "api/publish/differences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#define GOOD                                                                                       \
    "\"title_ja\":\"題\",\"publisher_name_ja\":\"市\",\"licence_url\":\"https://l.example/\","   \
    "\"licence_name_ja\":\"L\",\"attribution_ja\":\"出典\""

static enum status read_text(struct instance *instance, const char *json, struct report *report,
                             struct problem *p)
{
    char path[] = "/tmp/hiraku-instance-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, json, strlen(json)), (ssize_t)strlen(json));
    close(fd);
    enum status status = instance_read(instance, path, report, p);
    unlink(path);
    return status;
}

static void defaults_and_members(void **state)
{
    (void)state;
    struct instance instance;
    struct problem p;
    assert_int_equal(
        read_text(&instance, "{" GOOD ",\"base_url\":\"https://a.example/x//\"}", NULL, &p),
        STATUS_OK);
    assert_string_equal(instance.base_url, "https://a.example/x");
    assert_int_equal(instance.first_month, 4);
    assert_int_equal(instance.language, LANGUAGE_JA);
    assert_string_equal(instance.title[LANGUAGE_EN], "題");
    instance_free(&instance);
}

static void canonical_text_reads_as_itself(void **state)
{
    (void)state;
    struct instance first, second;
    struct problem p;
    struct out out;
    assert_int_equal(read_text(&first,
                               "{\"fiscal_year_first_month\": 10, \"default_language\":\"en\"," GOOD
                               ",\"base_url\":\"https://a.example\"}",
                               NULL, &p),
                     STATUS_OK);
    out_open_memory(&out, 1 << 16);
    instance_write(&first, &out);
    out_char(&out, '\0');
    assert_int_equal(read_text(&second, out.bytes, NULL, &p), STATUS_OK);
    assert_string_equal(first.sha256, second.sha256);
    assert_int_equal(second.first_month, 10);
    out_close(&out);
    instance_free(&first);
    instance_free(&second);
}

static void days_end_by_the_offset_or_by_japan_standard_time(void **state)
{
    (void)state;
    struct instance silent, given;
    struct problem p;
    assert_int_equal(read_text(&silent, "{" GOOD ",\"base_url\":\"https://a.example\"}", NULL, &p),
                     STATUS_OK);
    assert_int_equal(read_text(&given,
                               "{\"utc_offset_minutes\": -210," GOOD
                               ",\"base_url\":\"https://a.example\"}",
                               NULL, &p),
                     STATUS_OK);
    assert_int_equal(silent.utc_offset, 9 * 3600);
    assert_int_equal(given.utc_offset, -(3 * 3600 + 1800));
    instance_free(&silent);
    instance_free(&given);
}

static void first_finding_is_the_problem(void **state)
{
    (void)state;
    struct instance instance;
    struct problem p;
    assert_int_equal(read_text(&instance, "{\"titel_ja\":\"x\"}", NULL, &p), STATUS_BAD_INSTANCE);
    assert_true(p.reason[0] != '\0');
    instance_free(&instance);
}

static void not_json(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "[]", "{", "{\"title_ja\":1}", "\xFF", "{\"title_ja\":\"a\",\"title_ja\":\"b\"}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct instance instance;
        struct report *report = report_new();
        struct problem p;
        assert_int_equal(read_text(&instance, texts[i], report, &p), STATUS_OK);
        assert_true(report_count(report, SEVERITY_ERROR) > 0);
        instance_free(&instance);
        report_free(report);
    }
}

static void another_base_url(void **state)
{
    (void)state;
    struct instance instance;
    struct problem p;
    char before[65];
    assert_int_equal(
        read_text(&instance, "{" GOOD ",\"base_url\":\"https://a.example\"}", NULL, &p), STATUS_OK);
    memcpy(before, instance.sha256, sizeof before);
    assert_int_equal(instance_rebase(&instance, "http://127.0.0.1:8080/", &p), STATUS_OK);
    assert_string_equal(instance.base_url, "http://127.0.0.1:8080");
    assert_string_not_equal(instance.sha256, before);
    assert_int_equal(instance_rebase(&instance, "nowhere", &p), STATUS_BAD_SETTING);
    instance_free(&instance);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_and_members),
        cmocka_unit_test(canonical_text_reads_as_itself),
        cmocka_unit_test(days_end_by_the_offset_or_by_japan_standard_time),
        cmocka_unit_test(first_finding_is_the_problem),
        cmocka_unit_test(not_json),
        cmocka_unit_test(another_base_url),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
