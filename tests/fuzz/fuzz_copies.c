/* What another machine says of its releases (hiraku pull): whatever is sent is read or refused,
 * what is read names only files of a release, and is read again as it is written. The first byte
 * chooses which of the three lists it is. */
#include "hiraku/base/out.h"
#include "hiraku/release/chunks.h"
#include "hiraku/release/copy_list.h"

#include "fuzz.h"

enum { KINDS = 3, FILE_BYTES = 4096, LIST_BYTES = 1 << 22 };

static void read_files(struct slice text)
{
    struct copy_list list, again;
    struct out out;
    bool good;
    ENSURE(copy_list_read(&list, text, &good, NULL) == STATUS_OK);
    for (size_t i = 0; i < list.count; i++) {
        ENSURE(!strstr(list.files[i].path, "..") || !strstr(list.files[i].path, "../"));
        ENSURE(list.files[i].path[0] != '/' && copy_path_is_known(list.files[i].path));
        ENSURE(copy_list_find(&list, list.files[i].path) == &list.files[i]);
    }
    if (!good)
        return;
    out_open_memory(&out, LIST_BYTES);
    copy_list_write(&list, &out);
    ENSURE(out_finish(&out, NULL) == STATUS_OK);
    ENSURE(copy_list_read(&again, out_written(&out), &good, NULL) == STATUS_OK && good);
    ENSURE(again.count == list.count && again.number == list.number);
    copy_list_free(&list);
    copy_list_free(&again);
    out_close(&out);
}

static void read_releases(struct slice text)
{
    struct copy_releases releases;
    uint64_t before = 0;
    bool good;
    ENSURE(copy_releases_read(&releases, text, &good, NULL) == STATUS_OK);
    for (size_t i = 0; i < releases.count; i++) {
        ENSURE(releases.withdrawn[i].number > before);
        before = releases.withdrawn[i].number;
    }
    ENSURE(!good || before < releases.newest);
    copy_releases_free(&releases);
}

static void read_chunks(struct slice text)
{
    struct chunks chunks;
    struct out out;
    uint64_t at = 0;
    bool good;
    ENSURE(chunks_read(&chunks, text, FILE_BYTES, &good, NULL) == STATUS_OK);
    for (size_t i = 0; i < chunks.count; i++) {
        ENSURE(chunks.list[i].offset == at && chunks.list[i].len > 0);
        at += chunks.list[i].len;
    }
    ENSURE(at == (good ? FILE_BYTES : 0));
    if (!good)
        return;
    out_open_memory(&out, LIST_BYTES);
    chunks_write(&chunks, &out);
    ENSURE(out_finish(&out, NULL) == STATUS_OK && out.len == text.len &&
           memcmp(out.bytes, text.at, text.len) == 0);
    out_close(&out);
    chunks_free(&chunks);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const kinds[KINDS])(struct slice text) = {read_files, read_releases, read_chunks};
    struct slice rest = fuzz_input(data, size);
    kinds[fuzz_byte(&rest) % KINDS](rest);
    return 0;
}
