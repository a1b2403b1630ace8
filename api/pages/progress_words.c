/* See progress_words.h. */
#include "hiraku/pages/progress_words.h"

#include "hiraku/base/out.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/value/decimal.h"

static const char *progress_word(const struct progress *progress, const char *ja, const char *en)
{
    return progress->language == LANGUAGE_EN ? en : ja;
}

/* 約95億円, 100億円以上; about 95 people. */
static void progress_number(const struct progress *progress, const struct progress_figure *figure,
                            struct slice unit, struct out *out)
{
    out_slice(out, figure->before);
    shown_number(out, figure->value);
    out_text(out, unit.len ? progress_word(progress, "", shown_before_unit(unit)) : "");
    out_slice(out, unit);
    out_slice(out, figure->behind);
}

/* Behind how far it is: whether that is as it should be. */
static const char *progress_verdict(const struct progress *progress, int sign)
{
    bool met = (sign > 0) == (progress->wish == PROGRESS_MORE);
    if (progress->wish == PROGRESS_NEITHER)
        return "";
    return met ? progress_word(progress, "、達成", ", met")
               : progress_word(progress, "、未達成", ", not met");
}

static void progress_difference(const struct progress *progress, struct out *out)
{
    struct decimal target, actual, between;
    char text[DECIMAL_TEXT_SIZE];
    if (!progress->target.exact || !progress->actual.exact ||
        decimal_parse(progress->target.value, &target) != DECIMAL_GOOD ||
        decimal_parse(progress->actual.value, &actual) != DECIMAL_GOOD)
        return;
    int sign = decimal_compare(actual, target);
    if (sign == 0) {
        out_text(out, progress_word(progress, "（目標どおり）", " (as targeted)"));
        return;
    }
    if (!(sign > 0 ? decimal_subtract(actual, target, &between)
                   : decimal_subtract(target, actual, &between)))
        return;
    const struct progress_figure far = {.value = {text, decimal_format(between, text)}};
    out_text(out, progress_word(progress, "（目標を", " ("));
    progress_number(progress, &far, progress->unit_between, out);
    out_text(out, sign > 0 ? progress_word(progress, "上回る", " above the target")
                           : progress_word(progress, "下回る", " below the target"));
    out_text(out, progress_verdict(progress, sign));
    out_text(out, progress_word(progress, "）", ")"));
}

void progress_words(const struct progress *progress, struct out *out)
{
    struct slice reason = progress->actual.reason;
    out_text(out, progress_word(progress, "目標", "target "));
    progress_number(progress, &progress->target, progress->unit, out);
    out_text(out, progress_word(progress, "に対し実績", ": "));
    if (progress->actual.value.len) {
        out_text(out, progress_word(progress, "", "actual value "));
        progress_number(progress, &progress->actual, progress->unit, out);
        progress_difference(progress, out);
        return;
    }
    out_text(out, progress_word(progress, "なし", "no actual value"));
    if (!reason.len)
        return;
    out_text(out, progress_word(progress, "（", " ("));
    out_slice(out, reason);
    out_text(out, progress_word(progress, "）", ")"));
}
