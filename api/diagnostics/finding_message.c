/* The sentence of a finding, with what it speaks of filled in.
 *
 * Cells, names of files and names of columns are foreign bytes: what is not UTF-8 becomes U+FFFD,
 * and in text for people control characters become visible, so that a finding is one line and a
 * terminal obeys none of it. */
#include "finding_message.h"

#include "hiraku/base/invisible.h"
#include "hiraku/base/lookalike.h"
#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"
#include "hiraku/diagnostics/finding.h"

#include <stdio.h>

void finding_put_visible(struct out *out, struct slice text)
{
    size_t at = 0;
    int32_t before = 0;
    while (at < text.len) {
        char shown[INVISIBLE_SHOWN];
        size_t from = at;
        int32_t c = utf8_next(text, &at);
        if (c < 0) {
            at = from + 1;
            c = 0xFFFD;
        }
        out_bytes(out, shown, invisible_show(before, c, shown));
        before = c;
    }
}

/* The cell, as finding_put_visible; but in an id what only looks like ASCII is named, too:
 * <U+0430>.
 */
static void put_value(struct out *out, const struct finding *finding)
{
    struct slice text = finding->value;
    bool id = finding->rule == RULE_BAD_ID || finding->rule == RULE_NO_SUCH_RECORD;
    if (!id || !lookalike_hides(text)) {
        finding_put_visible(out, text);
        return;
    }
    for (size_t at = 0; at < text.len;) {
        char shown[INVISIBLE_SHOWN];
        size_t from = at;
        int32_t c = utf8_next(text, &at);
        if (c < 0x80)
            finding_put_visible(out, (struct slice){text.at + from, at - from});
        else
            out_bytes(out, shown, (size_t)snprintf(shown, sizeof shown, "<U+%04X>", (unsigned)c));
    }
}

void finding_put_place(struct out *out, enum language language, const struct place *place)
{
    finding_put_visible(out, slice_of(place->file));
    if (place->line == 0)
        return;
    if (place->file[0] != '\0')
        out_char(out, ':');
    else if (language == LANGUAGE_EN)
        out_text(out, "line ");
    out_int(out, (int64_t)place->line);
    if (place->file[0] == '\0' && language == LANGUAGE_JA)
        out_text(out, "行目");
}

/* A mended value that stands where a sentence would begin is made one, with a space behind it in
 * English. */
static void put_mended(struct out *out, enum language language, const char *template,
                       const char *here, const struct finding *finding)
{
    static const char stop_ja[] = "。", stop_en[] = ". ";
    const char *stop = language == LANGUAGE_JA ? stop_ja : stop_en;
    size_t len = strlen(stop), before = (size_t)(here - template);
    bool sentence = before == 0 || (before >= len && memcmp(here - len, stop, len) == 0);
    if (finding->mended.len == 0)
        return;
    if (sentence && language == LANGUAGE_EN)
        out_text(out, "Did you mean ");
    finding_put_visible(out, finding->mended);
    bool named = sentence && finding->name.len > 0;
    if (named) {
        out_text(out, language == LANGUAGE_JA ? "（" : " (");
        finding_put_visible(out, finding->name);
        out_text(out, language == LANGUAGE_JA ? "）" : ")");
    }
    if (sentence)
        out_text(out, language == LANGUAGE_EN ? "? "
                      : named                 ? "ではありませんか。"
                                              : " ではありませんか。");
}

/* «release 3», where the other place is the folder of a release. */
static void finding_message_put_release(struct out *out, enum language language, const char *folder)
{
    const char *slash = strrchr(folder, '/');
    out_text(out, language == LANGUAGE_JA ? "公開版 " : "release ");
    finding_put_visible(out, slice_of(slash ? slash + 1 : folder));
}

/* Fills in the placeholder at `here`; returns its length, 0 where there is none. */
static size_t put_placeholder(struct out *out, enum language language, const char *template,
                              const char *here, const struct finding *finding)
{
    static const char *const names[] = {"{value}", "{mended}", "{expected}", "{other}",
                                        "{release}"};
    size_t which = 0;
    while (which < 5 && strncmp(here, names[which], strlen(names[which])) != 0)
        which++;
    switch (which) {
    case 0:
        put_value(out, finding);
        break;
    case 1:
        put_mended(out, language, template, here, finding);
        break;
    case 2:
        finding_put_visible(out, finding->expected);
        break;
    case 3:
        finding_put_place(out, language, &finding->other);
        break;
    case 4:
        finding_message_put_release(out, language, finding->other.file);
        break;
    default:
        return 0;
    }
    return strlen(names[which]);
}

/* «[where there is {expected}|where there is none]»: where the part begins that is said. */
static const char *choose_part(const char *at, const struct finding *finding)
{
    return finding->expected.len > 0 ? at + 1 : at + strcspn(at, "|]") + 1;
}

struct slice finding_message(struct out *out, enum language language, const struct finding *finding)
{
    const char *template = rule_info(finding->rule)->message[language];
    const char *at = template;
    out_reset(out);
    while (*at) {
        size_t run = strcspn(at, "{[|]");
        out_bytes(out, at, run);
        at += run;
        size_t len = put_placeholder(out, language, template, at, finding);
        if (*at == '[')
            at = choose_part(at, finding);
        else if (*at == '|')
            at += strcspn(at, "]");
        else if (*at == ']' || len > 0)
            at += len > 0 ? len : 1;
        else if (*at != '\0')
            out_char(out, *at++);
    }
    struct slice text = out_written(out);
    while (text.len > 0 && text.at[text.len - 1] == ' ')
        text.len--;
    return text;
}

void finding_put_head(struct out *out, enum language language, const struct finding *finding)
{
    static const char *const prefix[][2] = {
        [SEVERITY_ERROR] = {"", ""},
        [SEVERITY_WARNING] = {"警告: ", "warning: "},
        [SEVERITY_NOTE] = {"参考: ", "note: "},
    };
    const struct place *place = &finding->place;
    finding_put_place(out, language, place);
    if (place->file[0] != '\0' || place->line > 0)
        out_text(out, ": ");
    if (place->column[0] != '\0') {
        finding_put_visible(out, slice_of(place->column));
        out_text(out, ": ");
    }
    out_text(out, prefix[rule_info(finding->rule)->severity][language]);
}

void finding_put_rule(struct out *out, enum rule rule)
{
    const struct rule_info *info = rule_info(rule);
    out_text(out, " (");
    out_text(out, info->slug);
    out_char(out, ')');
    if (info->readability_id[0] != '\0') {
        out_text(out, " [");
        out_text(out, info->readability_id);
        out_char(out, ']');
    }
}
