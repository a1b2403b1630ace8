/* Which encoding a file is in.
 *
 * A byte order mark decides; then zero bytes in every second place (UTF-16 without one), escape
 * sequences (ISO-2022-JP), and UTF-8 throughout with characters of three bytes. Else the file is
 * read as UTF-8, CP932 and EUC-JP, and the reading that costs least (encoding_score.h) is taken,
 * although a few of its characters may be bad: better a finding where they are than a file of
 * mojibake. Where no reading is clearly better, or the best is mostly bad, the encoding is in
 * doubt, and decoder_doubt says so. */
#include "encoding_state.h"

#include "encoding_score.h"
#include "utf8_scan.h"

#include <strings.h>

enum {
    MARGIN = 8, /* bits by which the best reading must be better than the next */
    STRAY_FEW = 16,
    ZEROS_FEW = 4,   /* fewer zero bytes are no UTF-16 */
    BAD_ENOUGH = 256 /* bad characters, more than there are good ones: not this encoding */
};

/* What begins like this is no text for a table, whatever its name. */
static const char *find_container(const unsigned char *bytes, size_t len)
{
    static const struct {
        const char *begin, *holds, *name;
    } containers[] = {
        {"PK\x03\x04", "opendocument.spreadsheet", "OpenDocument (.ods)"},
        {"PK\x03\x04", "word/", "Word (.docx)"},
        {"PK\x03\x04", "[Content_Types].xml", "Excel (.xlsx)"},
        {"PK\x03\x04", "xl/", "Excel (.xlsx)"},
        {"PK\x03\x04", "", "ZIP"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "", "Excel (.xls)"},
        {"%PDF-", "", "PDF"},
        {"<!DOCTYPE", "", "HTML"},
        {"<html", "", "HTML"},
        {"<table", "", "HTML"},
        {"<?xml", "", "XML"},
        {"{", "", "JSON"},
        {"[{", "", "JSON"},
        {"ID;P", "", "SYLK (.slk)"},
        {"\x1F\x8B", "", "gzip"},
        {"\x89PNG", "", "PNG"},
        {"\xFF\xD8\xFF", "", "JPEG"},
    };
    if (len >= 4 &&
        (memcmp(bytes, "\xFF\xFE\0\0", 4) == 0 || memcmp(bytes, "\0\0\xFE\xFF", 4) == 0))
        return "UTF-32";
    size_t at = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < len && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r'))
        at++;
    for (size_t i = 0; i < sizeof containers / sizeof *containers; i++) {
        size_t begin = strlen(containers[i].begin), holds = strlen(containers[i].holds);
        if (len - at >= begin &&
            strncasecmp((const char *)bytes + at, containers[i].begin, begin) == 0 &&
            (holds == 0 || memmem(bytes, len, containers[i].holds, holds)))
            return containers[i].name;
    }
    return NULL;
}

static size_t find_mark(struct decoder *d)
{
    const unsigned char *b = d->raw;
    if (d->raw_len >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF) {
        d->encoding = CSV_UTF8_BOM;
        return 3;
    }
    if (d->raw_len >= 2 && b[0] == 0xFF && b[1] == 0xFE) {
        d->encoding = CSV_UTF16LE;
        return 2;
    }
    if (d->raw_len >= 2 && b[0] == 0xFE && b[1] == 0xFF) {
        d->encoding = CSV_UTF16BE;
        return 2;
    }
    return 0;
}

/* The commas, line ends and digits of a table are zero in one half of each unit. */
static bool find_utf16(struct decoder *d)
{
    size_t zeros[2] = {0, 0}, units = d->raw_len / 2;
    for (size_t i = 0; i < 2 * units; i++)
        zeros[i % 2] += d->raw[i] == 0;
    size_t most = zeros[0] > zeros[1] ? zeros[0] : zeros[1];
    if (d->size % 2 != 0 || most < ZEROS_FEW || most * 4 < units ||
        (zeros[0] + zeros[1] - most) * 16 > most)
        return false;
    d->encoding = zeros[1] > zeros[0] ? CSV_UTF16LE : CSV_UTF16BE;
    return true;
}

struct utf8_survey {
    bool fits;    /* all of the file is UTF-8 */
    bool ascii;   /* … and ASCII … */
    bool escapes; /* … with escapes to kanji or kana */
    size_t wide;  /* characters of three bytes and more */
};

static void survey_escapes(struct utf8_survey *survey, const unsigned char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        survey->ascii = survey->ascii && bytes[i] < 0x80;
        survey->escapes = survey->escapes || (bytes[i] == 0x1B && i + 1 < len &&
                                              (bytes[i + 1] == '$' || bytes[i + 1] == '('));
    }
}

static enum status find_utf8(struct decoder *d, struct utf8_survey *survey, struct problem *p)
{
    *survey = (struct utf8_survey){.fits = true, .ascii = true};
    decoder_rewind(d, 0);
    while (d->offset < d->size) {
        enum status status = decoder_fill(d, p);
        if (status != STATUS_OK)
            return status;
        size_t at = 0, unit = 0;
        while (at < d->raw_len) {
            at += utf8_scan(d->raw + at, d->raw_len - at, &survey->wide);
            if (at == d->raw_len)
                break;
            enum utf8_unit kind = utf8_classify(d->raw + at, d->raw_len - at, &unit);
            if (kind == UTF8_INCOMPLETE && d->offset < d->size)
                break;
            survey->fits = kind != UTF8_BAD && kind != UTF8_INCOMPLETE;
            if (!survey->fits)
                return STATUS_OK;
            at += unit;
        }
        survey_escapes(survey, d->raw, d->raw_len);
        decoder_drop(d, at);
    }
    return STATUS_OK;
}

static enum status find_score(struct decoder *d, encoding_scorer *scorer,
                              struct encoding_score *score, struct problem *p)
{
    *score = (struct encoding_score){.before = 0};
    decoder_rewind(d, 0);
    while (d->offset < d->size && (score->bad < BAD_ENOUGH || score->bad * 2 < score->units)) {
        enum status status = decoder_fill(d, p);
        if (status != STATUS_OK)
            return status;
        decoder_drop(d, scorer(score, d->raw, d->raw_len, d->offset == d->size));
    }
    return STATUS_OK;
}

/* Where people see the first byte that is not ASCII: by commas and line ends outside quotes. */
static enum status find_first(struct decoder *d, struct problem *p)
{
    bool quoted = false;
    d->row = 1;
    d->column = 0;
    decoder_rewind(d, 0);
    while (d->offset < d->size) {
        enum status status = decoder_fill(d, p);
        if (status != STATUS_OK)
            return status;
        for (size_t i = 0; i < d->raw_len; i++) {
            if (d->raw[i] >= 0x80)
                return STATUS_OK;
            quoted = quoted != (d->raw[i] == '"');
            if (!quoted && d->raw[i] == ',')
                d->column++;
            if (!quoted && d->raw[i] == '\n') {
                d->row++;
                d->column = 0;
            }
        }
        d->raw_len = 0;
    }
    return STATUS_OK;
}

/* The cheapest of the readings that are left. */
static enum status find_cheapest(struct decoder *d, struct problem *p)
{
    static const struct reading {
        encoding_scorer *scorer;
        enum csv_encoding encoding;
    } readings[] = {{score_utf8, CSV_UTF8}, {score_cp932, CSV_CP932}, {score_euc_jp, CSV_EUC_JP}};
    struct encoding_score best = {.bits = UINT64_MAX}, score;
    uint64_t next = UINT64_MAX;
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        enum status status = find_score(d, readings[i].scorer, &score, p);
        if (status != STATUS_OK)
            return status;
        if (score.bad >= BAD_ENOUGH && score.bad * 2 >= score.units)
            score.bits = UINT64_MAX - MARGIN;
        if (score.bits >= best.bits) {
            next = score.bits < next ? score.bits : next;
            continue;
        }
        next = best.bits;
        best = score;
        d->encoding = readings[i].encoding;
    }
    if (best.bad == best.units && best.units <= STRAY_FEW)
        d->encoding = CSV_UTF8; /* a few bytes that are nothing in any reading */
    else
        d->uncertain = next - best.bits < MARGIN || best.bad * 2 > best.units ||
                       best.bits - best.bad * SCORE_BAD > (best.units - best.bad) * SCORE_RARE;
    return d->uncertain ? find_first(d, p) : STATUS_OK;
}

enum status decoder_find(struct decoder *d, enum decoder_use use, struct problem *p)
{
    d->encoding = CSV_UTF8;
    enum status status = decoder_fill(d, p);
    if (status != STATUS_OK)
        return status;
    size_t mark = find_mark(d);
    d->container = use == DECODER_TABLE ? find_container(d->raw, d->raw_len) : NULL;
    if (use == DECODER_RELEASE || d->container || mark > 0 || find_utf16(d)) {
        decoder_rewind(d, mark);
        return STATUS_OK;
    }
    struct utf8_survey survey;
    status = find_utf8(d, &survey, p);
    if (status == STATUS_OK && survey.fits && (survey.ascii || survey.wide > 0))
        d->encoding = survey.ascii && survey.escapes ? CSV_ISO2022_JP : CSV_UTF8;
    else if (status == STATUS_OK)
        status = find_cheapest(d, p);
    decoder_rewind(d, 0);
    return status;
}
