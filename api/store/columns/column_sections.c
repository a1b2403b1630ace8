/* See column_sections.h. */
#include "column_sections.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"

#include "code_stream.h"
#include "hiraku/store/columns/table_data.h"

#include <stdlib.h>

enum { FOLDING_MOST = 4 << 20 };

void section_write_numbers(const struct section_place *place, enum section_kind kind,
                           const uint32_t *numbers, uint32_t count)
{
    section_begin(place->writer, place->table, place->name, kind, sizeof *numbers, count);
    out_bytes(&place->writer->file.out, numbers, count * sizeof *numbers);
}

/* --- codes ------------------------------------------------------------------------------------ */

static uint32_t section_width(uint32_t greatest)
{
    if (greatest == 0)
        return 0;
    return greatest <= UINT8_MAX ? 1 : greatest <= UINT16_MAX ? 2 : sizeof(uint32_t);
}

/* The next codes of a stream as they are written. */
static enum status section_next_codes(const struct section_codes *codes, uint32_t *block,
                                      uint32_t count, struct problem *p)
{
    enum status status = code_stream_get(codes->stream, block, count, p);
    for (uint32_t i = 0; codes->places && status == STATUS_OK && i < count; i++)
        block[i] = codes->places[block[i]];
    return status;
}

static struct zone section_zone(const uint32_t *block, uint32_t count)
{
    struct zone zone = {block[0], block[0]};
    for (uint32_t i = 1; i < count; i++) {
        zone.low = block[i] < zone.low ? block[i] : zone.low;
        zone.high = block[i] > zone.high ? block[i] : zone.high;
    }
    return zone;
}

static void section_put_codes(struct out *out, const uint32_t *block, uint32_t count,
                              uint32_t width)
{
    uint8_t bytes[ZONE_ROWS];
    uint16_t pairs[ZONE_ROWS];
    for (uint32_t i = 0; i < count && width == sizeof *bytes; i++)
        bytes[i] = (uint8_t)block[i];
    for (uint32_t i = 0; i < count && width == sizeof *pairs; i++)
        pairs[i] = (uint16_t)block[i];
    out_bytes(out,
              width == 1   ? bytes
              : width == 2 ? (const void *)pairs
                           : block,
              (size_t)count * width);
}

enum status section_write_codes(const struct section_place *place,
                                const struct section_codes *codes, struct problem *p)
{
    uint32_t block[ZONE_ROWS], width = section_width(codes->greatest), zones = 0;
    struct out *out = &place->writer->file.out;
    enum status status = STATUS_OK;
    section_begin(place->writer, place->table, place->name, SECTION_CODES, width, codes->rows);
    if (width == 0)
        return STATUS_OK;
    struct zone *zone = malloc((codes->rows / ZONE_ROWS + 1) * sizeof *zone);
    if (!zone)
        return problem_memory(p);
    status = code_stream_rewind(codes->stream, p);
    for (uint32_t row = 0, count; row < codes->rows && status == STATUS_OK; row += count) {
        count = codes->rows - row < ZONE_ROWS ? codes->rows - row : ZONE_ROWS;
        status = section_next_codes(codes, block, count, p);
        if (status != STATUS_OK)
            break;
        section_put_codes(out, block, count, width);
        zone[zones++] = section_zone(block, count);
    }
    section_begin(place->writer, place->table, place->name, SECTION_ZONES, sizeof *zone, zones);
    out_bytes(out, zone, zones * sizeof *zone);
    free(zone);
    return status;
}

/* --- texts ------------------------------------------------------------------------------------ */

/* Texts in another form, in the order in which they are written. */
struct folded_texts {
    struct out bytes, ends;
    struct arena arena; /* of one text */
    bool differs;
};

static enum status section_fold(struct folded_texts *folded, struct slice text, struct problem *p)
{
    struct slice form = text_nfkc(&folded->arena, text);
    if (!form.at)
        return problem_memory(p);
    folded->differs = folded->differs || !slice_equal(form, text);
    out_slice(&folded->bytes, form);
    uint32_t end = (uint32_t)folded->bytes.len;
    out_char(&folded->bytes, '\0');
    out_bytes(&folded->ends, &end, sizeof end);
    arena_reset(&folded->arena);
    return folded->bytes.error != STATUS_OK ? out_finish(&folded->bytes, p)
                                            : out_finish(&folded->ends, p);
}

/* The texts in NFKC, if any differs from what was published. */
static enum status section_write_folded(const struct section_place *place,
                                        const struct value_set *set, const uint32_t *numbers,
                                        struct problem *p)
{
    struct folded_texts folded = {.differs = false};
    struct out *out = &place->writer->file.out;
    enum status status = STATUS_OK;
    out_open_memory(&folded.bytes, UINT32_MAX);
    out_open_memory(&folded.ends, UINT32_MAX * sizeof(uint32_t));
    arena_init(&folded.arena, FOLDING_MOST);
    out_char(&folded.bytes, '\0');
    for (uint32_t i = 0; i < set->count && status == STATUS_OK; i++)
        status = section_fold(&folded, value_set_text(set, numbers[i]), p);
    if (status == STATUS_OK && folded.differs) {
        section_begin(place->writer, place->table, place->name, SECTION_FOLDED_ENDS,
                      sizeof(uint32_t), set->count);
        out_slice(out, out_written(&folded.ends));
        section_begin(place->writer, place->table, place->name, SECTION_FOLDED, 1,
                      folded.bytes.len);
        out_slice(out, out_written(&folded.bytes));
    }
    arena_free(&folded.arena);
    out_close(&folded.bytes);
    out_close(&folded.ends);
    return status;
}

enum status section_write_texts(const struct section_place *place, const struct value_set *set,
                                const uint32_t *numbers, bool folded, struct problem *p)
{
    struct out *out = &place->writer->file.out;
    uint32_t end = 0;
    section_begin(place->writer, place->table, place->name, SECTION_ENDS, sizeof end, set->count);
    for (uint32_t i = 0; i < set->count; i++) {
        end += (uint32_t)value_set_text(set, numbers[i]).len + 1;
        out_bytes(out, &end, sizeof end);
    }
    section_begin(place->writer, place->table, place->name, SECTION_TEXT, 1, (uint64_t)end + 1);
    out_char(out, '\0');
    for (uint32_t i = 0; i < set->count; i++) {
        out_slice(out, value_set_text(set, numbers[i]));
        out_char(out, '\0');
    }
    return folded && set->foreign ? section_write_folded(place, set, numbers, p) : STATUS_OK;
}
