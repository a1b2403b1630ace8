/* Reads instance.json with the decoder of the tables. */
#include "instance_text.h"

static const char replacement[] = "\xEF\xBF\xBD";

static void text_take(struct instance_text *text, const struct decoded *block)
{
    size_t room = INSTANCE_TEXT_MAX - (size_t)text->bytes.len;
    bool bad = block->fault == DECODE_BAD_BYTES || block->fault == DECODE_LONE_SURROGATE;
    struct slice more = bad ? slice_of(replacement) : block->text;
    text->doubtful = text->doubtful || bad;
    if (block->fault == DECODE_NUL)
        more = (struct slice){"\0", 1}; /* a control character like others */
    out_bytes(&text->bytes, more.at, more.len < room ? more.len : room);
}

enum status instance_text_read(struct instance_text *text, const char *path, bool ours,
                               struct problem *p)
{
    struct decoder *decoder;
    struct decoded block;
    bool more = true;
    uint64_t row;
    size_t column;
    *text = (struct instance_text){.doubtful = false};
    out_open_memory(&text->bytes, 2 * (size_t)INSTANCE_TEXT_MAX);
    enum status status = decoder_new(&decoder, path, ours ? DECODER_RELEASE : DECODER_JSON, p);
    if (status != STATUS_OK)
        return status;
    text->encoding = decoder_encoding(decoder);
    text->doubtful = decoder_doubt(decoder, &row, &column);
    while (status == STATUS_OK && more && text->bytes.len < INSTANCE_TEXT_MAX) {
        status = decoder_next(decoder, &block, &more, p);
        if (status == STATUS_OK && more)
            text_take(text, &block);
    }
    decoder_free(decoder);
    if (status == STATUS_OK && text->bytes.error != STATUS_OK)
        status = problem_memory(p);
    return status;
}

void instance_text_free(struct instance_text *text)
{
    out_close(&text->bytes);
}
