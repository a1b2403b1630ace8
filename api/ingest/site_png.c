/* PNG (W3C PNG, third edition): signature and chunks. The image data are not unpacked: what they
 * show is the browser's affair, and how large it is stands in the first chunk. */
#include "site_files.h"

#include "hiraku/diagnostics/finding.h"
#include "hiraku/ingest/ingest.h"

#include <stdint.h>
#include <zlib.h>

enum { PNG_SIGNATURE = 8, PNG_NUMBER = 4, PNG_CHUNK = 12, PNG_NAME = 4 };

static uint32_t png_number(const char *at)
{
    const unsigned char *byte = (const unsigned char *)at;
    return (uint32_t)byte[0] << 24 | (uint32_t)byte[1] << 16 | (uint32_t)byte[2] << 8 | byte[3];
}

/* Takes a chunk off; false: it is cut short, or its CRC is another. */
static bool png_chunk(struct slice *rest, struct slice *chunk)
{
    if (rest->len < PNG_CHUNK)
        return false;
    uint32_t len = png_number(rest->at);
    if (len > rest->len - PNG_CHUNK)
        return false;
    *chunk = (struct slice){rest->at + PNG_NUMBER, PNG_NAME + len};
    uLong sum = crc32(0, (const Bytef *)chunk->at, (uInt)chunk->len);
    bool good = sum == png_number(chunk->at + chunk->len);
    *rest = slice_from(*rest, PNG_CHUNK + (size_t)len);
    return good;
}

/* What is wrong, in a word of the format; NULL: nothing. */
static const char *png_fault(struct slice rest)
{
    static const char signature[] = "\x89PNG\r\n\x1a\n";
    struct slice chunk;
    bool data = false;
    if (rest.len < PNG_SIGNATURE || memcmp(rest.at, signature, PNG_SIGNATURE) != 0)
        return "signature";
    rest = slice_from(rest, PNG_SIGNATURE);
    for (size_t number = 0; rest.len > 0; number++) {
        if (!png_chunk(&rest, &chunk))
            return "CRC";
        if ((number == 0) != slice_starts(chunk, "IHDR"))
            return "IHDR";
        data = data || slice_starts(chunk, "IDAT");
        if (slice_starts(chunk, "acTL"))
            return "APNG"; /* a logo does not move (WCAG 2.2, 2.2.2) */
        if (slice_starts(chunk, "IEND"))
            return rest.len == 0 && data ? NULL : "IEND";
    }
    return "IEND";
}

void site_png_check(const struct own_check *check, const char *place, struct slice bytes)
{
    const char *fault = png_fault(bytes);
    if (fault)
        report_at(check->report, RULE_SITE_PICTURE, (struct place){place, 0, ""}, slice_of(fault),
                  SLICE_NONE, slice_of("PNG"));
}
