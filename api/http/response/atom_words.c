/* What a release did, in words that a person reads: 「3件の数値が変わりました（訂正1、更新2）」. */
#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/manifest.h"

#include "atom_parts.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

enum { TITLE_CLAUSES = 3, WORDS_SIZE = 256 };

static void atom_printf(struct out *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void atom_printf(struct out *out, const char *format, ...)
{
    char text[WORDS_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    out_text(out, text);
}

static const char *atom_word(enum language language, const char *ja, const char *en)
{
    return language == LANGUAGE_EN ? en : ja;
}

/* --- clauses ---------------------------------------------------------------------------------- */

static bool atom_is_withdrawn(const struct feed_entry *entry)
{
    return entry->manifest->withdrawal.reason[0] != '\0';
}

/* Whether there is a sentence about the release as such. */
static bool atom_says_release(const struct feed_entry *entry)
{
    return atom_is_withdrawn(entry) || entry->first || entry->manifest->restores > 0 ||
           (entry->line_count == 0 && entry->ending_count == 0);
}

bool atom_clause_at(const struct feed_entry *entry, size_t i, struct atom_clause *clause)
{
    static const enum feed_change order[FEED_CHANGES] = {FEED_MODIFIED, FEED_REMOVED, FEED_ADDED};
    *clause = (struct atom_clause){.ending = NULL};
    if (atom_says_release(entry) && i-- == 0)
        return true;
    if (i < entry->ending_count) {
        clause->ending = entry->endings[i];
        return true;
    }
    i -= entry->ending_count;
    for (size_t line = 0; line < entry->line_count; line++)
        for (size_t at = 0; at < FEED_CHANGES; at++) {
            if (entry->lines[line].counts[order[at]].rows == 0 || i-- > 0)
                continue;
            clause->line = &entry->lines[line];
            clause->change = order[at];
            return true;
        }
    return false;
}

static void atom_words_release(struct out *out, const struct feed_entry *entry,
                               enum language language)
{
    if (atom_is_withdrawn(entry))
        atom_printf(out,
                    atom_word(language, "公開版%" PRIu64 "は取り下げられました",
                              "Release %" PRIu64 " was withdrawn"),
                    entry->release);
    else if (entry->manifest->restores > 0)
        atom_printf(out,
                    atom_word(language, "公開版%" PRIu64 "の内容に戻しました",
                              "Back to the data of release %" PRIu64),
                    entry->manifest->restores);
    else if (entry->first && entry->rows > 0)
        atom_printf(
            out,
            atom_word(language, "最初の公開（%" PRIu64 "行）", "First release (%" PRIu64 " rows)"),
            entry->rows);
    else if (entry->rough)
        out_text(out, atom_word(language, "大きな公開版での変更（件数は数えていません）",
                                "Changed in a large release (not counted)"));
    else
        out_text(out, entry->first
                          ? atom_word(language, "最初の公開", "First release")
                          : atom_word(language, "データに変わりはありません", "No row changed"));
}

/* --- endings ---------------------------------------------------------------------------------- */

static void atom_words_ending(struct out *out, const struct ending *ending, enum language language)
{
    const struct slice *cells = ending->cells;
    size_t subject = cells[ENDING_PATH].len    ? ENDING_PATH
                     : cells[ENDING_TABLE].len ? ENDING_TABLE
                                               : ENDING_KPI;
    struct slice reason = ending_reason(ending, language == LANGUAGE_EN);
    out_text(out, atom_word(language, ending_columns[subject].title_ja,
                            ending_columns[subject].title_en));
    out_char(out, ' ');
    out_slice(out, cells[subject]);
    out_text(out, atom_word(language, "は", " ends on "));
    out_slice(out, cells[ENDING_DATE]);
    out_text(out, atom_word(language, "で終わります", ""));
    if (cells[ENDING_SUCCESSOR].len > 0) {
        out_text(out, atom_word(language, "（後継: ", " (in its place: "));
        out_slice(out, cells[ENDING_SUCCESSOR]);
        out_text(out, atom_word(language, "）", ")"));
    }
    if (reason.len > 0) {
        out_text(out, atom_word(language, "。", ": "));
        out_slice(out, reason);
    }
}

/* --- lines ------------------------------------------------------------------------------------ */

/* «, » between the items of a list in brackets, which the first one opens. */
static void atom_words_next(struct out *out, size_t *items, enum language language)
{
    if ((*items)++ > 0)
        out_text(out, atom_word(language, "、", ", "));
    else
        out_text(out, atom_word(language, "（", " ("));
}

/* How many for which reason. That none was given is told where readers may expect one: of a figure
 * that changed, and of what is gone. */
static void atom_words_reasons(struct out *out, const struct feed_line *line,
                               enum feed_change change, enum language language)
{
    const struct feed_count *count = &line->counts[change];
    uint64_t without = count->rows;
    size_t items = 0;
    for (size_t i = 0; feed_reason(i); i++) {
        const struct code *code = feed_reason(i);
        uint64_t rows = count->reasons[i];
        if (rows == 0)
            continue;
        without -= rows;
        atom_words_next(out, &items, language);
        if (language == LANGUAGE_EN)
            atom_printf(out, "%" PRIu64 " %s%s", rows, code->title_en, rows == 1 ? "" : "s");
        else
            atom_printf(out, "%s%" PRIu64, code->title_ja, rows);
    }
    bool expected = change == FEED_REMOVED || (line->figures && change == FEED_MODIFIED);
    if (without > 0 && expected) {
        atom_words_next(out, &items, language);
        atom_printf(out, atom_word(language, "理由なし%" PRIu64, "%" PRIu64 " without a reason"),
                    without);
    }
    if (items > 0)
        out_text(out, atom_word(language, "）", ")"));
}

static void atom_words_line_ja(struct out *out, const struct feed_line *line,
                               enum feed_change change)
{
    static const char *const verbs[FEED_CHANGES] = {[FEED_ADDED] = "加わりました",
                                                    [FEED_REMOVED] = "なくなりました",
                                                    [FEED_MODIFIED] = "変わりました"};
    uint64_t rows = line->counts[change].rows;
    if (line->figures)
        atom_printf(out, "%" PRIu64 "件の数値が%s", rows, verbs[change]);
    else if (line->table == &instance_resource)
        out_text(out, "公開者の設定が変わりました");
    else
        atom_printf(out, "「%s」の%" PRIu64 "行が%s",
                    line->table ? line->table->title_ja : "ほかの表", rows, verbs[change]);
}

static void atom_words_line_en(struct out *out, const struct feed_line *line,
                               enum feed_change change)
{
    static const char *const verbs[FEED_CHANGES] = {
        [FEED_ADDED] = "added", [FEED_REMOVED] = "removed", [FEED_MODIFIED] = "changed"};
    static const char *const places[FEED_CHANGES] = {
        [FEED_ADDED] = "to", [FEED_REMOVED] = "from", [FEED_MODIFIED] = "in"};
    uint64_t rows = line->counts[change].rows;
    const char *plural = rows == 1 ? "" : "s";
    if (line->figures)
        atom_printf(out, "%" PRIu64 " figure%s %s", rows, plural, verbs[change]);
    else if (line->table == &instance_resource)
        out_text(out, "The publisher's settings changed");
    else
        atom_printf(out, "%" PRIu64 " row%s %s %s %s", rows, plural, verbs[change], places[change],
                    line->table ? line->table->title_en : "other tables");
}

void atom_words_clause(struct out *out, const struct feed_entry *entry,
                       const struct atom_clause *clause, enum language language)
{
    if (clause->ending) {
        atom_words_ending(out, clause->ending, language);
    } else if (clause->line) {
        if (language == LANGUAGE_EN)
            atom_words_line_en(out, clause->line, clause->change);
        else
            atom_words_line_ja(out, clause->line, clause->change);
        if (!entry->rough)
            atom_words_reasons(out, clause->line, clause->change, language);
    } else {
        atom_words_release(out, entry, language);
    }
}

/* --- titles ----------------------------------------------------------------------------------- */

void atom_words_title(struct out *out, const struct feed_entry *entry, enum language language)
{
    struct atom_clause clause;
    const char *between = atom_word(language, "。", "; ");
    for (size_t i = 0; i < TITLE_CLAUSES && atom_clause_at(entry, i, &clause); i++) {
        out_text(out, i > 0 ? between : "");
        atom_words_clause(out, entry, &clause, language);
    }
    if (atom_clause_at(entry, TITLE_CLAUSES, &clause))
        out_text(out, atom_word(language, "。ほかにも変更があります", "; and more"));
}

/* What is followed besides the instance; false: nothing else. */
static bool atom_words_subject(struct out *out, const struct feed_head *head,
                               enum language language)
{
    const struct feed_subject *subject = &head->question.subject;
    if (!subject->table)
        return false;
    struct slice name = head->name[language].len ? head->name[language] : head->name[LANGUAGE_JA];
    if (subject->id.len == 0)
        out_text(out, atom_word(language, subject->table->title_ja, subject->table->title_en));
    else
        out_slice(out, name.len > 0 ? name : subject->id);
    return true;
}

void atom_words_feed(struct out *out, const struct feed_head *head, enum language language)
{
    const char *title = head->instance->title[language];
    uint64_t archive = head->question.archive;
    out_text(out, atom_word(language, "更新: ", "Changes: "));
    if (atom_words_subject(out, head, language)) {
        out_text(out, atom_word(language, "（", " ("));
        out_text(out, title);
        out_text(out, atom_word(language, "）", ")"));
    } else {
        out_text(out, title);
    }
    if (archive > 0)
        atom_printf(
            out,
            atom_word(language, "、公開版%" PRIu64 "–%" PRIu64, ", releases %" PRIu64 "–%" PRIu64),
            (archive - 1) * FEED_RELEASES + 1, archive * FEED_RELEASES);
}
