/* Content negotiation: the examples of RFC 9110 s.12.5 and the corners of its grammar. */
#include "hiraku/http/protocol/negotiate.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const struct form forms[] = {
    {"json", "application/json", NULL},
    {"csv", "text/csv; charset=utf-8; header=present", NULL},
    {"rdf", "application/rdf+xml", NULL},
};

static int quality(const char *accept, const char *type)
{
    return negotiate_quality(slice_of(accept), type);
}

static int chosen(const char *accept)
{
    return negotiate_form(slice_of(accept), forms, 3);
}

/* RFC 9110 s.12.5.1: the table of qualities. */
static void accept_follows_the_rfc_table(void **state)
{
    const char *accept = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, "
                         "text/plain;format=fixed;q=0.4, */*;q=0.5";
    (void)state;
    assert_int_equal(quality(accept, "text/plain;format=flowed"), 1000);
    assert_int_equal(quality(accept, "text/plain"), 700);
    assert_int_equal(quality(accept, "text/html"), 300);
    assert_int_equal(quality(accept, "image/jpeg"), 500);
    assert_int_equal(quality(accept, "text/plain;format=fixed"), 400);
    assert_int_equal(quality(accept, "text/html;level=3"), 300);
}

static void accept_audio_example(void **state)
{
    (void)state;
    assert_int_equal(quality("audio/*; q=0.2, audio/basic", "audio/basic"), 1000);
    assert_int_equal(quality("audio/*; q=0.2, audio/basic", "audio/mp4"), 200);
    assert_int_equal(quality("audio/*; q=0.2, audio/basic", "text/plain"), 0);
}

static void no_accept_gives_the_default(void **state)
{
    (void)state;
    assert_int_equal(chosen(""), 0);
    assert_int_equal(negotiate_form((struct slice){NULL, 0}, forms, 3), 0);
    assert_int_equal(chosen("*/*"), 0);
    assert_int_equal(chosen("application/*"), 0);
}

static void highest_quality_wins(void **state)
{
    (void)state;
    assert_int_equal(chosen("application/json;q=0.5, text/csv"), 1);
    assert_int_equal(chosen("text/csv;q=0.1, application/rdf+xml;q=0.2"), 2);
    assert_int_equal(chosen("TEXT/CSV"), 1);
    assert_int_equal(chosen("text/csv;header=present"), 1);
    assert_int_equal(chosen("application/json;charset=utf-8"), 0);
}

static void zero_excludes(void **state)
{
    (void)state;
    assert_int_equal(chosen("application/json;q=0, */*;q=0.1"), 1);
    assert_int_equal(chosen("text/csv;q=0"), -1);
    assert_int_equal(chosen("image/png"), -1);
    assert_int_equal(chosen("text/csv;header=absent"), -1);
}

static void unreadable_elements_are_left_out(void **state)
{
    (void)state;
    assert_int_equal(chosen(",, text/csv ,"), 1);
    assert_int_equal(chosen("application/json;q=1.5, text/csv;q=0.1"), 1);
    assert_int_equal(chosen("application/json;q=x, text/csv;q=0.001"), 1);
    assert_int_equal(chosen("text/csv;x=\"a,b;q=0\", application/rdf+xml;q=0.2"), 2);
}

static enum language language(const char *accept)
{
    return negotiate_language(slice_of(accept), LANGUAGE_JA);
}

static void languages(void **state)
{
    (void)state;
    assert_int_equal(language(""), LANGUAGE_JA);
    assert_int_equal(language("en"), LANGUAGE_EN);
    assert_int_equal(language("en-GB"), LANGUAGE_EN);
    assert_int_equal(language("da, en-gb;q=0.8, en;q=0.7"), LANGUAGE_EN);
    assert_int_equal(language("en;q=0.5, ja;q=0.6"), LANGUAGE_JA);
    assert_int_equal(language("en;q=0, *"), LANGUAGE_JA);
    assert_int_equal(language("fr"), LANGUAGE_JA);
    assert_int_equal(language("engl"), LANGUAGE_JA);
}

static int encoding(const char *accept)
{
    enum encoding chosen_encoding;
    if (!negotiate_encoding(slice_of(accept), &chosen_encoding))
        return -1;
    return (int)chosen_encoding;
}

/* The five examples of RFC 9110 s.12.5.3 come first. */
static void encodings(void **state)
{
    (void)state;
    assert_int_equal(encoding("compress, gzip"), ENCODING_GZIP);
    assert_int_equal(encoding(""), ENCODING_IDENTITY);
    assert_int_equal(encoding("*"), ENCODING_GZIP);
    assert_int_equal(encoding("compress;q=0.5, gzip;q=1.0"), ENCODING_GZIP);
    assert_int_equal(encoding("gzip;q=1.0, identity; q=0.5, *;q=0"), ENCODING_GZIP);
    assert_int_equal(encoding(NULL), ENCODING_IDENTITY);
    assert_int_equal(encoding("gzip;q=0"), ENCODING_IDENTITY);
    assert_int_equal(encoding("br"), ENCODING_IDENTITY);
    assert_int_equal(encoding("gzip;q=0.5, identity;q=0.8"), ENCODING_IDENTITY);
    assert_int_equal(encoding("identity;q=0"), -1);
    assert_int_equal(encoding("*;q=0"), -1);
    assert_int_equal(encoding("identity;q=0, gzip"), ENCODING_GZIP);
    assert_int_equal(encoding("*;q=0, identity"), ENCODING_IDENTITY);
    assert_int_equal(encoding("*;q=0, gzip"), ENCODING_GZIP);
    assert_int_equal(encoding("X-GZIP"), ENCODING_GZIP);
}

static void what_is_not_excluded_is_taken(void **state)
{
    (void)state;
    static const struct {
        const char *field; /* NULL: not sent */
        bool gzip, identity;
    } cases[] = {{NULL, true, true},
                 {"", false, true},
                 {"gzip, deflate", true, true},
                 {"identity", false, true},
                 {"gzip;q=0.1, identity", true, true},
                 {"gzip, identity;q=0", true, false},
                 {"*", true, true},
                 {"gzip, *;q=0", true, false},
                 {"br", false, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct slice field = {NULL, 0};
        if (cases[i].field)
            field = slice_of(cases[i].field);
        assert_int_equal(negotiate_takes(field, ENCODING_GZIP), cases[i].gzip);
        assert_int_equal(negotiate_takes(field, ENCODING_IDENTITY), cases[i].identity);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_excluded_is_taken),
        cmocka_unit_test(accept_follows_the_rfc_table),
        cmocka_unit_test(accept_audio_example),
        cmocka_unit_test(no_accept_gives_the_default),
        cmocka_unit_test(highest_quality_wins),
        cmocka_unit_test(zero_excludes),
        cmocka_unit_test(unreadable_elements_are_left_out),
        cmocka_unit_test(languages),
        cmocka_unit_test(encodings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
