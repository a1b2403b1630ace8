/* pack_put_block: what it writes is a block of RFC 1951, coded or stored, whole where it must be.
 */
#include "api/base/pack_state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

static struct pack *pack;

static int set_up(void **state)
{
    (void)state;
    pack = calloc(1, sizeof *pack);
    return pack ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    free(pack);
    return 0;
}

/* A block of so many bytes that have been put into the buffer; how long it is. */
static size_t block(size_t len, enum pack_end end)
{
    pack->to = pack->packed;
    pack->first = 0;
    pack->end = len;
    pack_divide(pack);
    pack_put_block(pack, end);
    return (size_t)(pack->to - pack->packed);
}

static void is_read_as(size_t packed, size_t len, int result)
{
    static unsigned char back[ROOM + 1];
    z_stream stream = {.next_in = pack->packed, .avail_in = (uInt)packed};
    assert_int_equal(inflateInit2(&stream, -15), Z_OK);
    stream.next_out = back;
    stream.avail_out = sizeof back;
    assert_int_equal(inflate(&stream, Z_SYNC_FLUSH), result);
    assert_int_equal(stream.avail_in, 0);
    assert_int_equal(stream.total_out, len);
    assert_memory_equal(back, pack->buffer, len);
    inflateEnd(&stream);
}

/* BFINAL and BTYPE 10 in the first three bits, lowest first. */
static void a_last_block_is_marked(void **state)
{
    (void)state;
    memset(pack->buffer, 'a', 1000);
    is_read_as(block(1000, PACK_LAST), 1000, Z_STREAM_END);
    assert_int_equal(pack->packed[0] & 7, 5);
    assert_int_equal(pack->bit_count, 0);
}

/* RFC 1951 s.3.2.4: LEN 0 and its complement. */
static void a_pause_ends_with_a_stored_block_of_nothing(void **state)
{
    static const unsigned char nothing[] = {0, 0, 0xFF, 0xFF};
    (void)state;
    memset(pack->buffer, 'a', 1000);
    size_t len = block(1000, PACK_PAUSE);
    assert_int_equal(pack->packed[0] & 7, 4);
    assert_memory_equal(pack->packed + len - 4, nothing, 4);
    is_read_as(len, 1000, Z_OK);
}

/* Two stored blocks, because the length of one has sixteen bits. */
static void noise_is_stored(void **state)
{
    uint32_t seed = 7;
    (void)state;
    for (size_t i = 0; i < 100000; i++) {
        seed = seed * 1664525U + 1013904223U;
        pack->buffer[i] = (unsigned char)(seed >> 24);
    }
    assert_int_equal(block(100000, PACK_LAST), 100000 + 2 * 5);
    assert_int_equal(pack->packed[0] & 7, 0);
    is_read_as(100000 + 2 * 5, 100000, Z_STREAM_END);
}

static void nothing_is_a_block_too(void **state)
{
    (void)state;
    is_read_as(block(0, PACK_LAST), 0, Z_STREAM_END);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_last_block_is_marked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_pause_ends_with_a_stored_block_of_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(noise_is_stored, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_a_block_too, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
