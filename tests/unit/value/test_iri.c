/* iri.h: IRIs and percent-encoding. */
#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/value/iri.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum iri_fault check(const char *text)
{
    return iri_check(slice_of(text), NULL);
}

static void assert_segment(struct slice text, const char *expected)
{
    struct out out;
    out_open_memory(&out, 1000);
    iri_segment(&out, text);
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    assert_true(slice_is(out_written(&out), expected));
    out_close(&out);
}

static void assert_decodes(const char *text, bool plus, const char *expected)
{
    struct arena arena;
    arena_init(&arena, 1000);
    struct slice decoded = iri_decode(&arena, slice_of(text), plus);
    assert_non_null(decoded.at);
    assert_true(slice_is(decoded, expected));
    arena_free(&arena);
}

static void assert_undecodable(const char *text)
{
    struct arena arena;
    arena_init(&arena, 1000);
    assert_null(iri_decode(&arena, slice_of(text), false).at);
    arena_free(&arena);
}

static void a_plain_address_is_good(void **state)
{
    (void)state;
    assert_int_equal(check("https://example.org/a/b?c=d&e=f#g"), IRI_GOOD);
}

static void an_upper_case_scheme_is_good(void **state)
{
    (void)state;
    assert_int_equal(check("HTTP://example.org"), IRI_GOOD);
}

static void a_japanese_path_is_good(void **state)
{
    (void)state;
    assert_int_equal(check("https://example.jp/開く/データ?年=令和"), IRI_GOOD);
}

static void a_japanese_host_is_good(void **state)
{
    (void)state;
    assert_int_equal(check("https://日本.example/"), IRI_GOOD);
}

static void a_port_is_good(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org:8080/"), IRI_GOOD);
}

static void an_ipv6_host_is_good(void **state)
{
    (void)state;
    assert_int_equal(check("http://[2001:db8::1]:80/"), IRI_GOOD);
}

static void percent_encoding_is_good(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/%E9%96%8B"), IRI_GOOD);
}

static void an_at_sign_in_the_path_is_good(void **state)
{
    (void)state;
    assert_int_equal(check("https://example.org/@user"), IRI_GOOD);
}

static void no_scheme_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("example.org/a"), IRI_NO_SCHEME);
}

static void a_relative_reference_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("/a/b"), IRI_NO_SCHEME);
}

static void ftp_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("ftp://example.org/"), IRI_NO_SCHEME);
}

static void javascript_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("javascript:alert(1)"), IRI_NO_SCHEME);
}

static void nothing_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check(""), IRI_NO_SCHEME);
}

static void no_slashes_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http:example.org"), IRI_NO_SCHEME);
}

static void no_host_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http:///a"), IRI_NO_HOST);
}

static void only_a_port_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://:80/"), IRI_NO_HOST);
}

static void a_space_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/a b"), IRI_BAD_CHARACTER);
}

static void angle_brackets_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/<a>"), IRI_BAD_CHARACTER);
}

static void a_quote_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/\""), IRI_BAD_CHARACTER);
}

static void a_brace_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/{a}"), IRI_BAD_CHARACTER);
}

static void a_bar_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/|"), IRI_BAD_CHARACTER);
}

static void a_backslash_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org\\a"), IRI_BAD_CHARACTER);
}

static void a_caret_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/^"), IRI_BAD_CHARACTER);
}

static void a_backquote_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/`"), IRI_BAD_CHARACTER);
}

static void a_line_end_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/\n"), IRI_BAD_CHARACTER);
}

static void an_ideographic_space_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/　"), IRI_BAD_CHARACTER);
}

static void a_right_to_left_override_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/\xE2\x80\xAE"), IRI_BAD_CHARACTER);
}

static void bytes_that_are_not_utf8_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/\xFF"), IRI_BAD_CHARACTER);
}

static void a_bracket_in_the_path_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/[a]"), IRI_BAD_CHARACTER);
}

static void a_second_fragment_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/#a#b"), IRI_BAD_CHARACTER);
}

static void a_lone_percent_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/100%"), IRI_BAD_PERCENT);
}

static void a_percent_with_one_digit_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/%a"), IRI_BAD_PERCENT);
}

static void a_percent_without_digits_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org/%zz"), IRI_BAD_PERCENT);
}

static void a_user_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://user@example.org/"), IRI_USERINFO);
}

static void a_password_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("https://user:word@example.org/"), IRI_USERINFO);
}

static void port_0_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org:0/"), IRI_BAD_PORT);
}

static void port_65536_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org:65536/"), IRI_BAD_PORT);
}

static void an_empty_port_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org:/"), IRI_BAD_PORT);
}

static void a_port_of_letters_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org:http/"), IRI_BAD_PORT);
}

static void a_port_of_twenty_digits_is_refused(void **state)
{
    (void)state;
    assert_int_equal(check("http://example.org:18446744073709551696/"), IRI_BAD_PORT);
}

static void check_tells_where(void **state)
{
    (void)state;
    size_t at;
    assert_int_equal(iri_check(slice_of("http://example.org/a b"), &at), IRI_BAD_CHARACTER);
    assert_int_equal(at, 20);
    assert_int_equal(iri_check(slice_of("http://user@example.org/"), &at), IRI_USERINFO);
    assert_int_equal(at, 11);
    assert_int_equal(iri_check(slice_of("http://example.org:0/"), &at), IRI_BAD_PORT);
    assert_int_equal(at, 19);
}

static void unreserved_characters_stay(void **state)
{
    (void)state;
    assert_segment(slice_of("azAZ09-._~"), "azAZ09-._~");
}

static void reserved_characters_are_encoded(void **state)
{
    (void)state;
    assert_segment(slice_of("a/b?c#d%e f+g&h"), "a%2Fb%3Fc%23d%25e%20f%2Bg%26h");
}

static void japanese_is_encoded(void **state)
{
    (void)state;
    assert_segment(slice_of("開"), "%E9%96%8B");
}

static void nul_is_encoded(void **state)
{
    (void)state;
    assert_segment((struct slice){"a\0", 2}, "a%00");
}

static void decode_reads_either_case(void **state)
{
    (void)state;
    assert_decodes("%E9%96%8b", false, "開");
}

static void decode_leaves_plus_in_a_path(void **state)
{
    (void)state;
    assert_decodes("a+b", false, "a+b");
}

static void decode_makes_plus_a_space_in_a_form(void **state)
{
    (void)state;
    assert_decodes("a+b%2B", true, "a b+");
}

static void decode_decodes_once(void **state)
{
    (void)state;
    assert_decodes("%2541", false, "%41");
}

static void decode_of_nothing_is_empty(void **state)
{
    (void)state;
    assert_decodes("", false, "");
}

static void decode_refuses_a_lone_percent(void **state)
{
    (void)state;
    assert_undecodable("%");
}

static void decode_refuses_one_digit(void **state)
{
    (void)state;
    assert_undecodable("%4");
}

static void decode_refuses_no_digits(void **state)
{
    (void)state;
    assert_undecodable("%4g");
}

static void decode_refuses_nul(void **state)
{
    (void)state;
    assert_undecodable("a%00b");
}

static void decode_refuses_a_control_character(void **state)
{
    (void)state;
    assert_undecodable("%0A");
}

static void decode_refuses_delete(void **state)
{
    (void)state;
    assert_undecodable("%7F");
}

static void decode_refuses_broken_utf8(void **state)
{
    (void)state;
    assert_undecodable("%E9%96");
}

static void decode_refuses_an_overlong_slash(void **state)
{
    (void)state;
    assert_undecodable("%C0%AF");
}

static void decode_refuses_raw_bytes_that_are_not_utf8(void **state)
{
    (void)state;
    assert_undecodable("\xFF");
}

static void decode_without_memory_is_null(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1);
    assert_null(iri_decode(&arena, slice_of("abc"), false).at);
    arena_free(&arena);
}

static void assert_written(void write(struct out *, struct slice), const char *text,
                           const char *expected)
{
    struct out out;
    out_open_memory(&out, 1000);
    write(&out, slice_of(text));
    assert_true(slice_is(out_written(&out), expected));
    out_close(&out);
}

static void an_iri_becomes_a_uri(void **state)
{
    (void)state;
    assert_written(iri_ascii, "/v1/x?q=%E6&a=東", "/v1/x?q=%E6&a=%E6%9D%B1");
}

static void a_url_stands_in_a_query(void **state)
{
    (void)state;
    assert_written(iri_query_value, "/v1/x?a=b+c&q=%E6#東", "/v1/x?a=b%2Bc%26q=%25E6%23%E6%9D%B1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_iri_becomes_a_uri),
        cmocka_unit_test(a_url_stands_in_a_query),
        cmocka_unit_test(a_plain_address_is_good),
        cmocka_unit_test(an_upper_case_scheme_is_good),
        cmocka_unit_test(a_japanese_path_is_good),
        cmocka_unit_test(a_japanese_host_is_good),
        cmocka_unit_test(a_port_is_good),
        cmocka_unit_test(an_ipv6_host_is_good),
        cmocka_unit_test(percent_encoding_is_good),
        cmocka_unit_test(an_at_sign_in_the_path_is_good),
        cmocka_unit_test(no_scheme_is_refused),
        cmocka_unit_test(a_relative_reference_is_refused),
        cmocka_unit_test(ftp_is_refused),
        cmocka_unit_test(javascript_is_refused),
        cmocka_unit_test(nothing_is_refused),
        cmocka_unit_test(no_slashes_is_refused),
        cmocka_unit_test(no_host_is_refused),
        cmocka_unit_test(only_a_port_is_refused),
        cmocka_unit_test(a_space_is_refused),
        cmocka_unit_test(angle_brackets_is_refused),
        cmocka_unit_test(a_quote_is_refused),
        cmocka_unit_test(a_brace_is_refused),
        cmocka_unit_test(a_bar_is_refused),
        cmocka_unit_test(a_backslash_is_refused),
        cmocka_unit_test(a_caret_is_refused),
        cmocka_unit_test(a_backquote_is_refused),
        cmocka_unit_test(a_line_end_is_refused),
        cmocka_unit_test(an_ideographic_space_is_refused),
        cmocka_unit_test(a_right_to_left_override_is_refused),
        cmocka_unit_test(bytes_that_are_not_utf8_is_refused),
        cmocka_unit_test(a_bracket_in_the_path_is_refused),
        cmocka_unit_test(a_second_fragment_is_refused),
        cmocka_unit_test(a_lone_percent_is_refused),
        cmocka_unit_test(a_percent_with_one_digit_is_refused),
        cmocka_unit_test(a_percent_without_digits_is_refused),
        cmocka_unit_test(a_user_is_refused),
        cmocka_unit_test(a_password_is_refused),
        cmocka_unit_test(port_0_is_refused),
        cmocka_unit_test(port_65536_is_refused),
        cmocka_unit_test(an_empty_port_is_refused),
        cmocka_unit_test(a_port_of_letters_is_refused),
        cmocka_unit_test(a_port_of_twenty_digits_is_refused),
        cmocka_unit_test(check_tells_where),
        cmocka_unit_test(unreserved_characters_stay),
        cmocka_unit_test(reserved_characters_are_encoded),
        cmocka_unit_test(japanese_is_encoded),
        cmocka_unit_test(nul_is_encoded),
        cmocka_unit_test(decode_reads_either_case),
        cmocka_unit_test(decode_leaves_plus_in_a_path),
        cmocka_unit_test(decode_makes_plus_a_space_in_a_form),
        cmocka_unit_test(decode_decodes_once),
        cmocka_unit_test(decode_of_nothing_is_empty),
        cmocka_unit_test(decode_refuses_a_lone_percent),
        cmocka_unit_test(decode_refuses_one_digit),
        cmocka_unit_test(decode_refuses_no_digits),
        cmocka_unit_test(decode_refuses_nul),
        cmocka_unit_test(decode_refuses_a_control_character),
        cmocka_unit_test(decode_refuses_delete),
        cmocka_unit_test(decode_refuses_broken_utf8),
        cmocka_unit_test(decode_refuses_an_overlong_slash),
        cmocka_unit_test(decode_refuses_raw_bytes_that_are_not_utf8),
        cmocka_unit_test(decode_without_memory_is_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
