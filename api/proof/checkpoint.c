/* See checkpoint.h. */
#include "hiraku/proof/checkpoint.h"

#include "hiraku/base/out.h"
#include "hiraku/proof/base64.h"

#include <stdlib.h>

enum { SIZE_DIGITS = 19, DECIMAL = 10, TEXT_MOST = 1024 };

void checkpoint_write(const struct checkpoint *checkpoint, struct out *out)
{
    char root[BASE64_LENGTH(MERKLE_SIZE)];
    base64_write(root, checkpoint->root.bytes, MERKLE_SIZE);
    out_text(out, checkpoint->origin);
    out_char(out, '\n');
    out_int(out, (int64_t)checkpoint->size);
    out_char(out, '\n');
    out_bytes(out, root, sizeof root);
    out_char(out, '\n');
}

static bool checkpoint_line(struct slice *text, struct slice *line)
{
    const char *end = text->len ? memchr(text->at, '\n', text->len) : NULL;
    if (!end || end == text->at)
        return false;
    *line = (struct slice){text->at, (size_t)(end - text->at)};
    *text = slice_from(*text, line->len + 1);
    return true;
}

static bool size_read(uint64_t *size, struct slice line)
{
    char text[SIZE_DIGITS + 1];
    if (line.len > SIZE_DIGITS - 1 || (line.at[0] == '0' && line.len > 1))
        return false;
    memcpy(text, line.at, line.len);
    text[line.len] = '\0';
    *size = strtoull(text, NULL, DECIMAL);
    return strspn(text, "0123456789") == line.len;
}

bool checkpoint_read(struct checkpoint *checkpoint, struct slice text)
{
    struct slice origin, size, root, more;
    if (!checkpoint_line(&text, &origin) || !checkpoint_line(&text, &size) ||
        !checkpoint_line(&text, &root) || origin.len > KEY_NAME_MAX ||
        !size_read(&checkpoint->size, size) ||
        !base64_read(checkpoint->root.bytes, MERKLE_SIZE, root))
        return false;
    memcpy(checkpoint->origin, origin.at, origin.len);
    checkpoint->origin[origin.len] = '\0';
    while (text.len > 0)
        if (!checkpoint_line(&text, &more))
            return false;
    return true;
}

void checkpoint_sign(const struct checkpoint *checkpoint, const struct private_key *const *keys,
                     size_t count, struct out *out)
{
    char bytes[TEXT_MOST];
    struct out text;
    out_open_buffer(&text, bytes, sizeof bytes);
    checkpoint_write(checkpoint, &text);
    out_slice(out, out_written(&text));
    out_char(out, '\n');
    for (size_t i = 0; i < count; i++)
        note_sign(out, out_written(&text), keys[i], 0);
}
