/* The document: an Atom feed (RFC 4287) that is the newest page or an archive of an archived feed
 * (RFC 5005 s.4). Written with the element writer of the pages: each element is closed by a tag of
 * its own, so that it is XML, and what an entry says is XHTML. */
#include "hiraku/base/clock.h"
#include "hiraku/base/out.h"
#include "hiraku/base/status.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/pages/html.h"
#include "hiraku/release/manifest.h"
#include "hiraku/value/iri.h"

#include "atom_parts.h"

#include <inttypes.h>
#include <stdio.h>

#define ATOM_TYPE "application/atom+xml"

enum { ADDRESS_BYTES = 16384 };

struct atom {
    struct html html;
    const struct feed_head *head;
    enum language language;
    struct out address; /* for addresses and sentences, one after the other */
};

static const char *const atom_languages[2] = {[LANGUAGE_JA] = "ja", [LANGUAGE_EN] = "en"};

/* --- addresses -------------------------------------------------------------------------------- */

void atom_path(struct out *out, const struct feed_subject *subject)
{
    out_text(out, subject->table ? "/v1/feeds/" : "/v1/feed");
    out_text(out, subject->table ? subject->table->name : "");
    if (subject->id.len > 0) {
        out_char(out, '/');
        iri_segment(out, subject->id);
    }
}

/* Begins an address below the base URL. */
static struct out *atom_address(struct atom *atom, const char *path)
{
    out_reset(&atom->address);
    out_text(&atom->address, atom->head->base_url);
    out_text(&atom->address, path);
    return &atom->address;
}

static struct slice atom_address_of_release(struct atom *atom, uint64_t release, const char *below)
{
    struct out *out = atom_address(atom, "/v1/releases/");
    out_int(out, (int64_t)release);
    out_text(out, below);
    return out_written(out);
}

/* For people. */
static struct slice atom_address_of_release_page(struct atom *atom, uint64_t release)
{
    struct out *out = atom_address(atom, "/releases/");
    out_int(out, (int64_t)release);
    return out_written(out);
}

/* A page of the feed in a language; 0: the newest. */
static struct slice atom_address_of_page(struct atom *atom, uint64_t archive,
                                         enum language language)
{
    struct out *out = atom_address(atom, "");
    atom_path(out, &atom->head->question.subject);
    out_text(out, ".atom?");
    if (archive > 0) {
        out_text(out, "archive=");
        out_int(out, (int64_t)archive);
        out_char(out, '&');
    }
    out_text(out, "lang=");
    out_text(out, atom_languages[language]);
    return out_written(out);
}

/* The page of what is followed. */
static struct slice atom_address_of_subject(struct atom *atom)
{
    const struct feed_subject *subject = &atom->head->question.subject;
    struct out *out = atom_address(atom, "/");
    if (subject->table)
        out_text(out, subject->table->name);
    if (subject->id.len > 0) {
        out_char(out, '/');
        iri_segment(out, subject->id);
    }
    out_text(out, "?lang=");
    out_text(out, atom_languages[atom->language]);
    return out_written(out);
}

/* Begins the list of changes of a table in a release, of a KPI those of its own. */
static struct out *atom_address_of_changes(struct atom *atom, uint64_t release,
                                           const struct resource *table)
{
    const struct feed_subject *subject = &atom->head->question.subject;
    bool kpi = subject->id.len > 0 && subject->table == model_cube_subject()->ref;
    atom_address_of_release(atom, release, "/changes");
    struct out *out = &atom->address;
    if (table) {
        out_text(out, "?table=");
        out_text(out, table->name);
    }
    if (kpi) {
        out_text(out, table ? "&kpi=" : "?kpi=");
        iri_segment(out, subject->id);
    }
    return out;
}

/* The changes that an entry is about, as far as conditions can say. */
static struct slice atom_address_of_entry(struct atom *atom, const struct feed_entry *entry)
{
    const struct feed_subject *subject = &atom->head->question.subject;
    const struct resource *only = entry->line_count > 0 ? entry->lines[0].table : NULL;
    if (entry->line_count == 0)
        return atom_address_of_release(atom, entry->release, "");
    for (size_t i = 0; i < entry->line_count; i++)
        only = entry->lines[i].table == only ? only : NULL;
    bool kpi = subject->id.len > 0 && subject->table == model_cube_subject()->ref;
    return out_written(atom_address_of_changes(atom, entry->release, kpi ? NULL : only));
}

/* --- elements --------------------------------------------------------------------------------- */

/* `type` NULL: not told, as it is a hint by which readers choose, and they do not show an alternate
 * that they are told is no page. */
static void atom_link(struct atom *atom, const char *relation, const char *type,
                      struct slice address)
{
    struct html *html = &atom->html;
    html_open(html, "link");
    html_attribute(html, "rel", relation);
    if (type)
        html_attribute(html, "type", type);
    html_attribute_slice(html, "href", address);
    html_close(html);
    html_line(html);
}

static void atom_element(struct atom *atom, const char *name, struct slice text)
{
    html_open(&atom->html, name);
    html_slice(&atom->html, text);
    html_close(&atom->html);
    html_line(&atom->html);
}

static void atom_time(struct atom *atom, const char *name, time_t when)
{
    char text[CLOCK_RFC3339_SIZE];
    clock_rfc3339(when, text);
    atom_element(atom, name, slice_of(text));
}

/* Ids begin with the address at which the feed was first served, and stay when it moves (RFC 4287
 * s.4.2.6). */
static void atom_id(struct atom *atom, uint64_t release)
{
    struct out *out = &atom->address;
    out_reset(out);
    out_text(out, atom->head->origin);
    atom_path(out, &atom->head->question.subject);
    if (release > 0) {
        out_text(out, "#release-");
        out_int(out, (int64_t)release);
    }
    atom_element(atom, "id", out_written(out));
}

/* --- an entry --------------------------------------------------------------------------------- */

/* A remark of the publisher, or why the release was withdrawn; may be empty. */
static struct slice atom_remark(const struct atom *atom, const struct manifest *manifest)
{
    const struct withdrawal *withdrawal = &manifest->withdrawal;
    bool withdrawn = withdrawal->reason[0] != '\0';
    const char *ja = withdrawn ? withdrawal->reason : manifest->message;
    const char *en = withdrawn ? withdrawal->reason_en : manifest->message_en;
    return slice_of((atom->language == LANGUAGE_EN && *en) || !*ja ? en : ja);
}

/* A sentence, which leads to the changes where it counts some. */
static void atom_sentence(struct atom *atom, const struct feed_entry *entry,
                          const struct atom_clause *clause)
{
    static const char *const changes[FEED_CHANGES] = {
        [FEED_ADDED] = "added", [FEED_REMOVED] = "removed", [FEED_MODIFIED] = "modified"};
    struct html *html = &atom->html;
    bool leads = clause->line && clause->line->table;
    html_open(html, "li");
    if (leads) {
        struct out *out = atom_address_of_changes(atom, entry->release, clause->line->table);
        out_text(out, "&change=");
        out_text(out, changes[clause->change]);
        html_open(html, "a");
        html_attribute_slice(html, "href", out_written(out));
    }
    out_reset(&atom->address);
    atom_words_clause(&atom->address, entry, clause, atom->language);
    html_slice(html, out_written(&atom->address));
    if (leads)
        html_close(html);
    html_close(html);
    html_line(html);
}

static void atom_content(struct atom *atom, const struct feed_entry *entry, struct slice remark)
{
    struct html *html = &atom->html;
    struct atom_clause clause;
    html_open(html, "content");
    html_attribute(html, "type", "xhtml");
    html_open(html, "div");
    html_attribute(html, "xmlns", "http://www.w3.org/1999/xhtml");
    html_line(html);
    if (remark.len > 0) {
        html_open(html, "p");
        html_slice(html, remark);
        html_close(html);
        html_line(html);
    }
    html_open(html, "ul");
    html_line(html);
    for (size_t i = 0; atom_clause_at(entry, i, &clause); i++)
        atom_sentence(atom, entry, &clause);
    for (int i = 0; i < 3; i++) { /* ul, div, content */
        html_close(html);
        html_line(html);
    }
}

static void atom_entry(struct atom *atom, const struct feed_entry *entry)
{
    struct slice remark = atom_remark(atom, entry->manifest);
    html_open(&atom->html, "entry");
    html_line(&atom->html);
    out_reset(&atom->address);
    atom_words_title(&atom->address, entry, atom->language);
    atom_element(atom, "title", out_written(&atom->address));
    atom_id(atom, entry->release);
    atom_time(atom, "published", entry->manifest->published_at);
    atom_time(atom, "updated", entry->updated);
    atom_link(atom, "alternate", NULL, atom_address_of_entry(atom, entry));
    if (entry->line_count > 0) {
        atom_link(atom, "related", "text/html", atom_address_of_release_page(atom, entry->release));
        atom_link(atom, "related", "application/json",
                  atom_address_of_release(atom, entry->release, ".json"));
    }
    if (remark.len > 0)
        atom_element(atom, "summary", remark);
    atom_content(atom, entry, remark);
    html_close(&atom->html);
    html_line(&atom->html);
}

/* --- the feed --------------------------------------------------------------------------------- */

static void atom_rights(struct atom *atom)
{
    const struct instance *instance = atom->head->instance;
    struct slice name = instance_cell(instance, atom->language == LANGUAGE_EN ? "licence_name_en"
                                                                              : "licence_name_ja");
    html_open(&atom->html, "rights");
    html_text(&atom->html, instance->attribution[atom->language]);
    html_text(&atom->html, " ");
    html_slice(&atom->html, name.len > 0 ? name : instance_cell(instance, "licence_name_ja"));
    html_text(&atom->html, " ");
    html_text(&atom->html, instance->licence_url);
    html_close(&atom->html);
    html_line(&atom->html);
    atom_link(atom, "license", NULL, slice_of(instance->licence_url)); /* RFC 4946 */
}

/* RFC 5005 s.4. Of the last archive the following page is not complete: it leads to the newest. */
static void atom_archive_links(struct atom *atom)
{
    const struct feed_head *head = atom->head;
    uint64_t archive = head->question.archive;
    uint64_t before = archive > 0 ? archive - 1 : head->archives;
    if (before > 0)
        atom_link(atom, "prev-archive", ATOM_TYPE,
                  atom_address_of_page(atom, before, atom->language));
    if (archive == 0)
        return;
    atom_link(atom, "next-archive", ATOM_TYPE,
              atom_address_of_page(atom, archive + 1, atom->language));
    atom_link(atom, "current", ATOM_TYPE, atom_address_of_page(atom, 0, atom->language));
    html_open(&atom->html, "fh:archive");
    html_close(&atom->html);
    html_line(&atom->html);
}

static void atom_feed_links(struct atom *atom)
{
    uint64_t archive = atom->head->question.archive;
    enum language other = atom->language == LANGUAGE_EN ? LANGUAGE_JA : LANGUAGE_EN;
    struct html *html = &atom->html;
    atom_link(atom, "self", ATOM_TYPE, atom_address_of_page(atom, archive, atom->language));
    atom_link(atom, "alternate", "text/html", atom_address_of_subject(atom));
    html_open(html, "link");
    html_attribute(html, "rel", "alternate");
    html_attribute(html, "type", ATOM_TYPE);
    html_attribute(html, "hreflang", atom_languages[other]);
    html_attribute_slice(html, "href", atom_address_of_page(atom, archive, other));
    html_close(html);
    html_line(html);
    atom_archive_links(atom);
}

static void atom_begin(struct atom *atom, time_t updated)
{
    struct html *html = &atom->html;
    const char *publisher = atom->head->instance->publisher_name[atom->language];
    out_text(html->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    html_open(html, "feed");
    html_attribute(html, "xmlns", "http://www.w3.org/2005/Atom");
    html_attribute(html, "xmlns:fh", "http://purl.org/syndication/history/1.0");
    html_attribute(html, "xml:lang", atom_languages[atom->language]);
    html_line(html);
    out_reset(&atom->address);
    atom_words_feed(&atom->address, atom->head, atom->language);
    atom_element(atom, "title", out_written(&atom->address));
    atom_id(atom, 0);
    atom_time(atom, "updated", updated);
    html_open(html, "author");
    html_element(html, "name", publisher);
    html_element(html, "uri", atom->head->base_url);
    html_close(html);
    html_line(html);
    atom_rights(atom);
    atom_feed_links(atom);
}

/* The entries come first: the newest of them says when the feed was updated. */
enum status atom_write(struct feed *feed, enum language language, size_t limit, struct out *out,
                       struct problem *p)
{
    struct out entries;
    const struct feed_entry *entry;
    out_open_memory(&entries, limit);
    struct atom atom = {
        .html = html_begin(&entries), .head = feed_head(feed), .language = language};
    out_open_memory(&atom.address, ADDRESS_BYTES);
    time_t updated = 0;
    enum status status = feed_next(feed, &entry, p);
    while (status == STATUS_OK && entry) {
        atom_entry(&atom, entry);
        updated = entry->updated > updated ? entry->updated : updated;
        status = feed_next(feed, &entry, p);
    }
    if (status == STATUS_OK)
        status = out_finish(&entries, p);
    if (status == STATUS_OK) {
        atom.html = html_begin(out);
        atom_begin(&atom, updated ? updated : atom.head->modified);
        out_slice(out, out_written(&entries));
        html_finish(&atom.html);
        html_line(&atom.html);
        status = out_finish(&atom.address, p);
    }
    out_close(&atom.address);
    out_close(&entries);
    return status;
}
