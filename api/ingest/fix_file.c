/* A file of the corrected copy that is no table: as it is, or instance.json made UTF-8. */
#include "fix.h"

#include "hiraku/base/in.h"
#include "hiraku/csv/csv.h"
#include "hiraku/ingest/ingest.h"
#include "hiraku/release/layout.h"

#include <sys/stat.h>

enum status fix_copy(const char *path, const char *dir, const char *name, struct problem *p)
{
    struct stat about;
    struct file file;
    enum status status = file_create(&file, dir, name, p);
    if (status != STATUS_OK)
        return status;
    status = in_pour(path, IN_PLAIN, &file.out, p);
    if (status == STATUS_OK && stat(path, &about) == 0)
        fchmod(file.fd, about.st_mode & 0777);
    enum status closed = file_close(&file, NULL, NULL, status == STATUS_OK ? p : NULL);
    return status == STATUS_OK ? closed : status;
}

/* Decoded whole; `*good` is false where bytes of it are no text. */
static enum status file_decode(struct decoder *decoder, struct out *out, bool *good,
                               struct problem *p)
{
    struct decoded block;
    bool more = true;
    enum status status = STATUS_OK;
    *good = true;
    while (status == STATUS_OK && more && out->error == STATUS_OK) {
        status = decoder_next(decoder, &block, &more, p);
        *good = *good && block.fault == DECODE_GOOD;
        if (status == STATUS_OK && more)
            out_slice(out, block.text);
    }
    return status;
}

enum status fix_instance(const char *path, const char *dir, const struct fix_sink *sink,
                         struct problem *p)
{
    enum { INSTANCE_MOST = 1 << 20 };
    const char *const name = layout_instance;
    struct decoder *decoder;
    struct out text;
    bool good = true;
    enum status status = decoder_new(&decoder, path, DECODER_JSON, p);
    if (status != STATUS_OK)
        return status;
    uint64_t row;
    size_t column;
    enum csv_encoding encoding = decoder_encoding(decoder);
    bool known = !decoder_doubt(decoder, &row, &column);
    out_open_memory(&text, INSTANCE_MOST);
    status = file_decode(decoder, &text, &good, p);
    decoder_free(decoder);
    if (status == STATUS_OK &&
        (encoding == CSV_UTF8 || !known || !good || text.error != STATUS_OK)) {
        out_close(&text);
        return fix_copy(path, dir, name, p);
    }
    const struct fix_change change = {
        FIX_ENCODING, {name, 0, ""}, slice_of(csv_encoding_name(encoding)), slice_of("UTF-8")};
    if (status == STATUS_OK)
        status = sink->take(sink->context, &change, p);
    if (status == STATUS_OK)
        status = file_replace(dir, name, out_written(&text), p);
    out_close(&text);
    return status;
}
