/* pack.h: what zlib unpacks is what was packed; the same bytes however it came. */
#include "hiraku/base/out.h"
#include "hiraku/base/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include <cmocka.h>

enum { MOST = 1 << 20, GZIP_BITS = 15 + 16 };

static uint32_t seed;

static uint32_t chance(uint32_t below)
{
    seed = seed * 1664525U + 1013904223U;
    return (seed >> 8) % below;
}

/* Packs in pieces of at most `piece` bytes. */
static void pack_all(struct out *packed, const char *text, size_t len, size_t piece,
                     enum pack_form form)
{
    out_open_memory(packed, 2 * MOST);
    struct pack *pack = pack_new(packed, form);
    assert_non_null(pack);
    for (size_t at = 0; at < len; at += piece)
        assert_int_equal(pack_sink(pack, text + at, len - at < piece ? len - at : piece, NULL),
                         STATUS_OK);
    assert_int_equal(pack_finish(pack, NULL), STATUS_OK);
    assert_int_equal(pack_bytes(pack), len);
    assert_int_equal(pack_crc(pack), crc32_z(0, (const unsigned char *)text, len));
    pack_free(pack);
    assert_int_equal(out_finish(packed, NULL), STATUS_OK);
}

static void unpacks(struct slice packed, const char *text, size_t len, int bits)
{
    unsigned char *back = malloc(len + 1);
    z_stream stream = {.next_in = (Bytef *)packed.at, .avail_in = (uInt)packed.len};
    assert_non_null(back);
    assert_int_equal(inflateInit2(&stream, bits), Z_OK);
    stream.next_out = back;
    stream.avail_out = (uInt)len + 1;
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(stream.avail_in, 0);
    assert_int_equal(stream.total_out, len);
    assert_memory_equal(back, text, len);
    inflateEnd(&stream);
    free(back);
}

static void round_trip(const char *text, size_t len)
{
    static const size_t pieces[] = {MOST, 65536, 4097, 1};
    struct out first, packed;
    pack_all(&first, text, len, pieces[0], PACK_GZIP);
    unpacks(out_written(&first), text, len, GZIP_BITS);
    for (size_t i = 1; i < sizeof pieces / sizeof *pieces; i++) {
        pack_all(&packed, text, len, pieces[i], PACK_GZIP);
        assert_true(slice_equal(out_written(&packed), out_written(&first)));
        out_close(&packed);
    }
    pack_all(&packed, text, len, 1000, PACK_DEFLATE);
    unpacks(out_written(&packed), text, len, -15);
    out_close(&packed);
    out_close(&first);
}

/* What gzip has around a stream and zlib has not. */
enum { GZIP_FRAME = 12 };

static char *text;

static int set_up(void **state)
{
    (void)state;
    seed = 1;
    text = calloc(1, MOST);
    return text ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    free(text);
    return 0;
}

static void little_or_nothing(void **state)
{
    (void)state;
    for (size_t len = 0; len < 40; len++) {
        text[len] = (char)('a' + len % 7);
        round_trip(text, len);
    }
}

static void one_byte_again_and_again(void **state)
{
    (void)state;
    round_trip(text, MOST);
    round_trip(text, 160 * 1024);
}

/* Nothing to be found: no larger than stored blocks are. */
static void noise(void **state)
{
    struct out packed;
    (void)state;
    for (size_t i = 0; i < MOST; i++)
        text[i] = (char)chance(256);
    round_trip(text, MOST);
    pack_all(&packed, text, MOST, MOST, PACK_DEFLATE);
    assert_true(packed.len < MOST + MOST / 1000);
    out_close(&packed);
}

/* Rows that are alike are packed as well as zlib's first level packs them. */
static void rows(void **state)
{
    struct out packed;
    size_t len = 0;
    (void)state;
    for (unsigned i = 0; len + 200 < MOST; i++)
        len += (size_t)snprintf(text + len, 200,
                                "{\"id\":\"kpi-%05u\",\"value\":%u.%02u,\"text\":%s}\n", i / 100,
                                chance(10000), chance(100), i % 6 ? "null" : "\"延べ\"");
    round_trip(text, len);
    pack_all(&packed, text, len, len, PACK_GZIP);
    uLongf zlib = compressBound(len);
    Bytef *other = malloc(zlib);
    assert_int_equal(compress2(other, &zlib, (const Bytef *)text, len, 1), Z_OK);
    assert_true(packed.len <= zlib + GZIP_FRAME);
    free(other);
    out_close(&packed);
}

/* Copies of every length and distance, among bytes of few and of many kinds. */
static void any_mixture(void **state)
{
    (void)state;
    for (int round = 0; round < 30; round++) {
        size_t len = 0, most = 1 + chance(MOST - 1);
        uint32_t kinds = 1 + chance(256);
        while (len < most) {
            size_t run = 1 + chance(400);
            bool copies = len > 0 && chance(2);
            size_t back = copies ? 1 + chance(len < 40000 ? (uint32_t)len : 40000) : 0;
            for (; run > 0 && len < most; run--, len++)
                text[len] = copies ? text[len - back] : (char)chance(kinds);
        }
        round_trip(text, most);
    }
}

/* What is packed apart can be put together. */
static void a_stream_goes_on_in_another(void **state)
{
    static const size_t cuts[] = {0, 1, 2, 3, 5, 8, 70000, 300000, 300001};
    struct out packed;
    (void)state;
    for (size_t i = 0; i < MOST; i++)
        text[i] = (char)('a' + i % 1001 % 26);
    out_open_memory(&packed, 2 * MOST);
    for (size_t i = 0; i + 1 < sizeof cuts / sizeof *cuts; i++) {
        bool last = i + 2 == sizeof cuts / sizeof *cuts;
        struct pack *pack = pack_new(&packed, PACK_DEFLATE);
        assert_int_equal(pack_sink(pack, text + cuts[i], cuts[i + 1] - cuts[i], NULL), STATUS_OK);
        assert_int_equal(last ? pack_finish(pack, NULL) : pack_pause(pack, NULL), STATUS_OK);
        pack_free(pack);
    }
    unpacks(out_written(&packed), text, 300001, -15);
    out_close(&packed);
}

/* Counts such as Fibonacci's make codes that are too long. */
static void codes_of_limited_length(void **state)
{
    size_t len = 0;
    (void)state;
    for (uint32_t symbol = 0, a = 1, b = 1; len + a < 150000; symbol++) {
        memset(text + len, (int)symbol, a);
        len += a;
        uint32_t next = a + b;
        a = b;
        b = next;
    }
    for (size_t i = len; i-- > 1;) {
        size_t other = chance((uint32_t)i + 1);
        char kept = text[i];
        text[i] = text[other];
        text[other] = kept;
    }
    round_trip(text, len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(little_or_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_byte_again_and_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(noise, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_mixture, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_stream_goes_on_in_another, set_up, tear_down),
        cmocka_unit_test_setup_teardown(codes_of_limited_length, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
