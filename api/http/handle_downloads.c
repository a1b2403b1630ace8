/* GET /v1/downloads: the files of the release for download, and those that there are not with the
 * reason; GET /v1/downloads/{file}: one of them.
 *
 * A file is what it is: neither Accept nor a suffix chooses. Archive and database have the number
 * of their release in their names; those of releases that are kept whole can still be had. Sending
 * is respond.c. */
#include "page.h"

#include "hiraku/bulk.h"
#include "hiraku/clock.h"
#include "hiraku/csv.h"
#include "hiraku/text.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES = sizeof "files/" - 1, CANDIDATES_MAX = 1024, NUMBER_SIZE = 24 };

static const struct slice none;

/* --- the list --------------------------------------------------------------------------------- */

/* One line of the list. */
struct item {
    const struct derived_file *file;
    struct bulk_kind kind;
    bool packed;
    char modified[CLOCK_RFC3339_SIZE];
};

/* When the data in a file last changed, and in which release. */
static uint64_t changed_in(const struct manifest *manifest, const struct derived_file *file,
                           const struct bulk_kind *kind, time_t *at)
{
    unsigned without = kind->writer ? kind->writer->without : COL_HIDDEN | COL_LOOKUP;
    const struct resource *table = file->table[0] ? model_resource(slice_of(file->table)) : NULL;
    return manifest_changed_in(manifest, table, without, at);
}

/* False: the entry is no download. */
static bool read_item(const struct manifest *manifest, const struct derived_file *file,
                      struct item *item)
{
    struct slice name = slice_of(file->path);
    time_t at;
    if (strncmp(file->path, "files/", FILES) != 0 || file->path[FILES] == '\0')
        return false;
    name.at += FILES;
    name.len -= FILES;
    item->file = file;
    item->packed = name.len > 3 && memcmp(name.at + name.len - 3, ".gz", 3) == 0;
    name.len -= item->packed ? 3 : 0;
    if (!bulk_kind_of(name, &item->kind))
        return false;
    changed_in(manifest, file, &item->kind, &at);
    clock_rfc3339(at, item->modified);
    return true;
}

static const char *media_type_of(const struct item *item)
{
    return item->packed ? "application/gzip" : item->kind.media_type;
}

/* Why there are no files at all, or NULL. */
static const char *reason_of(const struct derived *derived)
{
    const struct derived_file *all = derived_find(derived, "files/");
    return !derived ? "other-base-url" : all ? all->missing : NULL;
}

static void write_text(struct out *out, bool first, const char *name, const char *text)
{
    json_key(out, first, name);
    if (text && *text)
        json_text(out, slice_of(text));
    else
        out_text(out, "null");
}

static void write_number(struct out *out, const char *name, uint64_t number, bool known)
{
    json_key(out, false, name);
    if (known)
        out_int(out, (int64_t)number);
    else
        out_text(out, "null");
}

static void write_item(struct request *request, struct out *out, const struct item *item)
{
    const struct derived_file *file = item->file;
    bool there = derived_is_there(file);
    struct slice url =
        arena_printf(&request->arena, "%s/v1/downloads/%s",
                     open_release_instance(request->release)->base_url, file->path + FILES);
    out_char(out, '{');
    write_text(out, true, "file", file->path + FILES);
    write_text(out, false, "table", file->table);
    write_text(out, false, "format", item->kind.suffix);
    write_text(out, false, "title_ja", item->kind.title_ja);
    write_text(out, false, "title_en", item->kind.title_en);
    write_text(out, false, "media_type", media_type_of(item));
    write_number(out, "rows", file->rows, true);
    write_number(out, "bytes", file->bytes, there);
    write_text(out, false, "sha256", file->sha256);
    write_number(out, "plain_bytes", file->plain_bytes, item->packed);
    write_text(out, false, "plain_sha256", file->plain_sha256);
    write_text(out, false, "modified", item->modified);
    write_text(out, false, "url", there && url.at ? url.at : NULL);
    write_text(out, false, "missing", file->missing);
    out_char(out, '}');
}

static void write_csv(struct request *request, struct out *out, const struct item *item)
{
    const struct derived_file *file = item->file;
    bool there = derived_is_there(file);
    char rows[NUMBER_SIZE], bytes[NUMBER_SIZE], plain[NUMBER_SIZE];
    snprintf(rows, sizeof rows, "%" PRIu64, file->rows);
    snprintf(bytes, sizeof bytes, "%" PRIu64, file->bytes);
    snprintf(plain, sizeof plain, "%" PRIu64, file->plain_bytes);
    const struct slice cells[] = {
        slice_of(file->path + FILES),
        slice_of(file->table),
        slice_of(item->kind.suffix),
        slice_of(item->kind.title_ja),
        slice_of(item->kind.title_en),
        slice_of(media_type_of(item)),
        slice_of(rows),
        there ? slice_of(bytes) : none,
        slice_of(file->sha256),
        item->packed ? slice_of(plain) : none,
        slice_of(file->plain_sha256),
        slice_of(item->modified),
        there ? arena_printf(&request->arena, "%s/v1/downloads/%s",
                             open_release_instance(request->release)->base_url, file->path + FILES)
              : none,
        slice_of(file->missing),
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        csv_cell(out, i == 0, cells[i]);
    csv_end(out);
}

static size_t count_items(const struct manifest *manifest, const struct derived *derived)
{
    struct item item;
    size_t count = 0;
    for (size_t i = 0; derived && derived->files && i < derived->count; i++)
        count += read_item(manifest, &derived->files[i], &item);
    return count;
}

static void write_head(struct request *request, const struct reply *reply, size_t count,
                       const char *reason, struct out *out)
{
    const struct instance *instance = open_release_instance(request->release);
    json_key(out, true, "total");
    out_int(out, (int64_t)count);
    write_number(out, "returned", count, true);
    json_key(out, false, "complete");
    out_text(out, "true");
    write_text(out, false, "next", NULL);
    write_number(out, "changed_in", reply->changed_in, true);
    write_text(out, false, "licence", instance->licence_url);
    write_text(out, false, "attribution", instance->attribution[instance->language]);
    write_number(out, "release", open_release_manifest(request->release)->number, true);
    write_text(out, false, "missing", reason);
}

static void write_list(struct request *request, const struct reply *reply,
                       const struct derived *derived, bool csv, struct out *out)
{
    const struct manifest *manifest = open_release_manifest(request->release);
    struct item item;
    bool first = true;
    if (csv) {
        out_text(out, "file,table,format,title_ja,title_en,media_type,rows,bytes,sha256,"
                      "plain_bytes,plain_sha256,modified,url,missing\r\n");
    } else {
        out_char(out, '{');
        write_head(request, reply, count_items(manifest, derived), reason_of(derived), out);
        out_text(out, ",\"items\":[");
    }
    for (size_t i = 0; derived && derived->files && i < derived->count; i++) {
        if (!read_item(manifest, &derived->files[i], &item))
            continue;
        if (csv) {
            write_csv(request, out, &item);
            continue;
        }
        out_text(out, first ? "\n" : ",\n");
        first = false;
        write_item(request, out, &item);
    }
    if (!csv)
        out_text(out, "\n]}\n");
}

/* --- the page --------------------------------------------------------------------------------- */

/* 1 234 567 bytes as «1.2 MB», for people. */
static void write_size(struct out *out, uint64_t bytes)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    char text[NUMBER_SIZE];
    size_t unit = 0;
    uint64_t tenths = bytes * 10;
    while (tenths >= 10000 && unit + 1 < sizeof units / sizeof *units) {
        tenths = (tenths + 500) / 1000;
        unit++;
    }
    if (unit == 0)
        snprintf(text, sizeof text, "%" PRIu64 " B", bytes);
    else
        snprintf(text, sizeof text, "%" PRIu64 ".%" PRIu64 " %s", tenths / 10, tenths % 10,
                 units[unit]);
    out_text(out, text);
}

static void page_item(struct request *request, const struct item *item, struct out *out)
{
    const struct derived_file *file = item->file;
    const char *name = file->path + FILES;
    out_text(out, "<tr><th scope=\"row\">");
    if (derived_is_there(file))
        page_link(out, arena_printf(&request->arena, "/v1/downloads/%s", name), slice_of(name));
    else
        page_text(out, name);
    out_text(out, "</th><td>");
    page_text(out, page_pick(request, item->kind.title_ja, item->kind.title_en));
    out_text(out, "</td><td>");
    out_int(out, (int64_t)file->rows);
    out_text(out, "</td><td>");
    if (derived_is_there(file))
        write_size(out, file->bytes);
    else
        page_text(out,
                  page_pick(request, "行数が多いため作っていません", "not made: too many rows"));
    out_text(out, "</td><td>");
    page_text(out, item->modified);
    out_text(out, "</td></tr>\n");
}

/* Without the .gz copies of files that are there themselves: browsers take those by themselves. */
static void write_page(struct request *request, const struct derived *derived, struct out *out)
{
    const struct manifest *manifest = open_release_manifest(request->release);
    const char *title = page_pick(request, "ダウンロード", "Downloads");
    const char *reason = reason_of(derived);
    struct item item;
    page_begin(request, out, title, "/v1/downloads.html");
    if (reason)
        page_prose(out,
                   strcmp(reason, "not-made") == 0
                       ? page_pick(request, "この公開版にはダウンロード用のファイルがありません。",
                                   "This release was published without files for download.")
                       : page_pick(request,
                                   "基準 URL が公開時と違うため、ファイルは提供していません。",
                                   "There are no files, because the base URL is another than the "
                                   "one that was published."),
                   NULL);
    page_table_begin(out, title,
                     page_pick(request, "ファイル|形式|行数|大きさ|データの日時",
                               "File|Format|Rows|Size|Date of the data"));
    for (size_t i = 0; derived && derived->files && i < derived->count; i++) {
        bool known = read_item(manifest, &derived->files[i], &item);
        if (known && item.packed && i > 0 &&
            strncmp(derived->files[i - 1].path, item.file->path, strlen(item.file->path) - 3) == 0)
            continue;
        if (known)
            page_item(request, &item, out);
    }
    page_table_end(out);
    page_end(request, out);
}

/* The list changes with what is in it and with nothing else. */
static struct slice canonical(struct request *request, const struct derived *derived)
{
    struct digest digest;
    char hex[DIGEST_SIZE];
    digest_init(&digest);
    for (size_t i = 0; derived && derived->files && i < derived->count; i++) {
        digest_field(&digest, slice_of(derived->files[i].path));
        digest_field(&digest, slice_of(derived->files[i].sha256));
        digest_field(&digest, slice_of(derived->files[i].missing));
    }
    digest_hex(&digest, hex);
    return arena_printf(&request->arena, "/v1/downloads.%s#%s", request->form.name, hex);
}

enum status handle_downloads(struct request *request, struct reply *reply, struct problem *p)
{
    const struct derived *derived = open_release_derived(request->release);
    bool html = page_wanted(request);
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    reply->media_type = request->form.media_type;
    reply_etag(reply, request, model_resources, model_resource_count, canonical(request, derived));
    reply_name(reply, request, slice_of("downloads"));
    if (!html) {
        reply->content_location =
            arena_printf(&request->arena, "/v1/downloads.%s", request->form.name);
        reply_links(reply, request, none);
    }
    if (reply_is_fresh(request, reply, true))
        return STATUS_OK;
    struct out *out = reply_open(request, reply);
    if (html)
        write_page(request, derived, out);
    else
        write_list(request, reply, derived, strcmp(request->form.name, "csv") == 0, out);
    return STATUS_OK;
}

/* --- one file --------------------------------------------------------------------------------- */

/* The file of an older release that is kept whole: archive or database. None, without an error,
 * where that release never had it. */
static enum status open_older(struct request *request, uint64_t number, const char *path,
                              struct reply *reply, char sha256[DIGEST_SIZE], struct problem *p)
{
    char dir[RELEASE_PATH_SIZE], full[RELEASE_PATH_SIZE + sizeof((struct derived_file *)0)->path];
    char text[NUMBER_SIZE];
    struct derived derived;
    struct stat info;
    snprintf(text, sizeof text, "%" PRIu64, number);
    release_dir(request->server->config->store, number, dir);
    enum status status = derived_read(&derived, dir, NULL);
    const struct derived_file *file = status == STATUS_OK ? derived_find(&derived, path) : NULL;
    if (file && derived_is_there(file)) {
        snprintf(full, sizeof full, "%s/%s", dir, path);
        reply->fd = open(full, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        memcpy(sha256, file->sha256, DIGEST_SIZE);
        memcpy(reply->digest, file->sha256, DIGEST_SIZE);
        reply->fd_size = file->bytes;
    }
    if (reply->fd >= 0 && (fstat(reply->fd, &info) != 0 || !S_ISREG(info.st_mode) ||
                           (uint64_t)info.st_size != reply->fd_size)) {
        close(reply->fd);
        reply->fd = -1;
    }
    bool unknown = status == STATUS_OK && !file;
    derived_free(&derived);
    if (reply->fd >= 0 || unknown)
        return STATUS_OK;
    status = problem_set(p, STATUS_RELEASE_GONE, none, slice_of(text), NULL);
    problem_example(p, "/v1/downloads");
    return status;
}

static enum status not_found(struct request *request, const struct derived *derived,
                             struct problem *p)
{
    struct slice names[CANDIDATES_MAX];
    size_t count = 0;
    for (size_t i = 0; derived && derived->files && i < derived->count && count < CANDIDATES_MAX;
         i++)
        if (derived_is_there(&derived->files[i]) &&
            strncmp(derived->files[i].path, "files/", FILES) == 0)
            names[count++] = slice_of(derived->files[i].path + FILES);
    enum status status = problem_set(p, STATUS_NOT_FOUND, request->path, none, NULL);
    struct slice nearest = text_nearest(request->id, names, count);
    if (nearest.len) {
        struct slice path =
            arena_printf(&request->arena, "/v1/downloads/%.*s", (int)nearest.len, nearest.at);
        problem_nearest(p, path);
        problem_example(p, path.at);
    } else {
        problem_example(p, "/v1/downloads");
    }
    return status;
}

/* Opens the file, packed where the client takes that and there is a packed copy; a file of which
 * only the packed copy is kept is unpacked for who does not. `sha256` is of what is sent; "": there
 * is no such file. */
static enum status open_current(struct request *request, const struct derived *derived,
                                const char *path, struct reply *reply, char sha256[DIGEST_SIZE],
                                struct problem *p)
{
    char packed[sizeof((struct derived_file *)0)->path + 4];
    bool found = false;
    snprintf(packed, sizeof packed, "%s.gz", path);
    reply->encoded = request->encoding == ENCODING_GZIP && reply_file(reply, request, packed);
    if (!reply->encoded && !reply_file(reply, request, path)) {
        const struct derived_file *file = derived_find(derived, packed);
        if (!file)
            return STATUS_OK;
        memcpy(sha256, file->plain_sha256, DIGEST_SIZE);
        enum status status = reply_unpacked(reply, request, packed, &found, p);
        if (!found)
            sha256[0] = '\0';
        return status;
    }
    memcpy(sha256, reply->digest, DIGEST_SIZE);
    return STATUS_OK;
}

/* The name under which people keep the file: title, day of the data (of all tables: the release),
 * and what stands behind the first full stop. */
static void set_title(struct request *request, struct reply *reply)
{
    char day[CLOCK_RFC3339_SIZE];
    const char *ending = memchr(request->id.at, '.', request->id.len);
    size_t stem = (size_t)(ending - request->id.at); /* a download has an ending */
    const struct resource *resource = model_resource((struct slice){request->id.at, stem});
    int len = (int)(request->id.len - stem);
    clock_rfc3339(reply->modified, day);
    if (resource && reply->modified)
        reply->title =
            arena_printf(&request->arena, "%s_%.10s%.*s", resource->title_ja, day, len, ending);
    else if (!resource)
        reply->title = arena_printf(&request->arena, "%s_公開版%" PRIu64 "%.*s",
                                    open_release_instance(request->release)->title[LANGUAGE_JA],
                                    bulk_release(request->id), len, ending);
}

static bool is_listed(const struct derived *derived, const char *path)
{
    const struct derived_file *file = derived_find(derived, path);
    return file && derived_is_there(file);
}

static void set_fields(struct request *request, struct reply *reply, const char *sha256)
{
    const struct manifest *manifest = open_release_manifest(request->release);
    char path[BULK_NAME_SIZE + FILES + 4];
    struct item item;
    const struct derived *derived = open_release_derived(request->release);
    snprintf(path, sizeof path, "files/%.*s", (int)request->id.len, request->id.at);
    const struct derived_file *file = derived_find(derived, path);
    reply->media_type = "application/octet-stream";
    if (file && read_item(manifest, file, &item))
        reply->media_type = media_type_of(&item);
    else if (bulk_kind_of(request->id, &item.kind))
        reply->media_type = item.kind.media_type;
    if (!file) { /* kept packed only, or of an older release */
        snprintf(path, sizeof path, "files/%.*s.gz", (int)request->id.len, request->id.at);
        file = derived_find(derived, path);
    }
    if (file)
        reply->changed_in = changed_in(manifest, file, &item.kind, &reply->modified);
    snprintf(reply->etag, sizeof reply->etag, "\"%.43s\"", sha256);
    reply->filename = request->id;
    set_title(request, reply);
    reply->content_location =
        arena_printf(&request->arena, "/v1/downloads/%.*s", (int)request->id.len, request->id.at);
    reply_links(reply, request, none);
}

enum status handle_download(struct request *request, struct reply *reply, struct problem *p)
{
    const struct derived *derived = open_release_derived(request->release);
    uint64_t now = open_release_manifest(request->release)->number;
    char path[BULK_NAME_SIZE + FILES + 1], sha256[DIGEST_SIZE] = "";
    struct bulk_kind kind;
    struct slice plain = request->id;
    enum status status = query_none(request->parameters, request->parameter_count, p);
    reply->vary_accept = false;
    if (status != STATUS_OK)
        return status;
    if (plain.len > 3 && memcmp(plain.at + plain.len - 3, ".gz", 3) == 0)
        plain.len -= 3;
    if (request->id.len > BULK_NAME_SIZE - 1 || !bulk_kind_of(plain, &kind) ||
        memchr(request->id.at, '/', request->id.len))
        return not_found(request, derived, p);
    snprintf(path, sizeof path, "files/%.*s", (int)request->id.len, request->id.at);
    uint64_t number = bulk_release(request->id);
    if (number > 0 && number < now)
        status = open_older(request, number, path, reply, sha256, p);
    else
        status = open_current(request, derived, path, reply, sha256, p);
    if (status != STATUS_OK)
        return status;
    if (!sha256[0] && is_listed(derived, path)) /* thinned, before the next release was noticed */
        return problem_set(p, STATUS_BUSY, none, none, NULL);
    if (!sha256[0])
        return not_found(request, derived, p);
    set_fields(request, reply, sha256);
    return STATUS_OK;
}
