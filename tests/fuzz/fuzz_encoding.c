/* Encodings: the text is UTF-8 without NUL whatever the bytes are; without faults it is what iconv
 * makes of the same bytes in the encoding that was found. */
#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"

#include "api/csv/encoding_state.h"
#include "fuzz.h"

#include <iconv.h>

static const char *const names[] = {
    [CSV_UTF8] = "UTF-8",
    [CSV_UTF8_BOM] = "UTF-8",
    [CSV_UTF16LE] = "UTF-16LE",
    [CSV_UTF16BE] = "UTF-16BE",
    [CSV_CP932] = "CP932",
    [CSV_EUC_JP] = "EUC-JP",
    [CSV_ISO2022_JP] = "ISO-2022-JP-3",
};
static const size_t marks[] = {
    [CSV_UTF8] = 0, [CSV_UTF8_BOM] = 3, [CSV_UTF16LE] = 2, [CSV_UTF16BE] = 2, [CSV_CP932] = 0};

/* What another program makes of the bytes; false where it refuses them. */
static bool convert(enum csv_encoding encoding, struct slice bytes, struct out *text)
{
    iconv_t converter = iconv_open("UTF-8", names[encoding]);
    ENSURE(converter != (iconv_t)-1);
    bool bare = marks[encoding] == 2 && !slice_starts(bytes, "\xFF\xFE") &&
                !slice_starts(bytes, "\xFE\xFF");
    size_t skip = bare ? 0 : marks[encoding];
    size_t room = 4 * bytes.len + 16, left = bytes.len - skip;
    char *buffer = malloc(room), *to = buffer, *from = (char *)(uintptr_t)bytes.at;
    ENSURE(buffer);
    from += skip;
    bool good = iconv(converter, &from, &left, &to, &room) != (size_t)-1;
    iconv_close(converter);
    out_bytes(text, buffer, (size_t)(to - buffer));
    free(buffer);
    return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[FUZZ_PATH];
    struct decoder *decoder = NULL;
    struct decoded block;
    struct out text, expected;
    bool more = true, good = true;
    int fd = fuzz_file(data, size, path);
    out_open_memory(&text, 64 << 20);
    out_open_memory(&expected, 64 << 20);
    ENSURE(decoder_new(&decoder, path, DECODER_TABLE, NULL) == STATUS_OK);
    while (true) {
        ENSURE(decoder_next(decoder, &block, &more, NULL) == STATUS_OK);
        ENSURE(utf8_is_valid(block.text));
        ENSURE(block.text.len == 0 || !memchr(block.text.at, '\0', block.text.len));
        ENSURE(memchr(block.what, '\0', sizeof block.what));
        if (!more)
            break;
        good = good && block.fault == DECODE_GOOD;
        out_slice(&text, block.text);
    }
    enum csv_encoding encoding = decoder_encoding(decoder);
    ENSURE(decoder_offset(decoder) == size && decoder_size(decoder) == size);
    if (encoding == CSV_UTF8 && good)
        ENSURE(utf8_is_valid(fuzz_input(data, size)));
    bool tables = encoding != CSV_EUC_JP && encoding != CSV_ISO2022_JP; /* ours has more than one */
    if (good && tables) {
        ENSURE(convert(encoding, fuzz_input(data, size), &expected));
        ENSURE(slice_equal(out_written(&text), out_written(&expected)));
    }
    decoder_free(decoder);
    out_close(&text);
    out_close(&expected);
    close(fd);
    return 0;
}
