/* GET /problems/{slug}: what a problem type means and what to do about it (RFC 9457 s.3.1.1), in
 * Japanese and English. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/base/xml_text.h"
#include "hiraku/http/response/page.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"

#include <stdio.h>

/* What to do, by HTTP status: what is special about one type is in its detail. */
static const struct help {
    int http;
    const char *text[2];
} helps[] = {
    {400,
     {"要求のどこが誤りかは応答の errors にあります。parameter が誤りのある名前、allowed "
      "が使えるもの、"
      "did_you_mean が最も近いもの、example がそのまま動く URL です。直して送り直してください。"
      "同じ要求を繰り返しても結果は変わりません。",
      "`errors` says what is wrong: `parameter` is its name, `allowed` what would be right, "
      "`did_you_mean` the nearest, `example` a URL that works. Mend the request and send it again; "
      "repeating it as it is changes nothing."}},
    {404,
     {"つづりを確かめてください。近い名前があれば errors の did_you_mean にあります。"
      "表と形式の一覧は入口（/）、すべてのパスは API リファレンス（/docs）にあります。",
      "Check the spelling; where a name is near, it is in `did_you_mean`. The tables and forms are "
      "listed at /, every path in the reference at /docs."}},
    {405,
     {"読み取り専用です。GET、HEAD、OPTIONS を使ってください（Allow ヘッダーにもあります）。",
      "Everything here is read-only: use GET, HEAD or OPTIONS (see the field Allow)."}},
    {406,
     {"errors の allowed にある形式を Accept で求めるか、拡張子（.json、.csv "
      "など）で選んでください。"
      "符号化は gzip と identity です。",
      "Ask for a form that `allowed` lists with Accept, or choose it by suffix (.json, .csv …). "
      "The encodings are gzip and identity."}},
    {410,
     {"レコードの場合は、公開が終了しています。手元の参照を外してください。"
      "ページの続きの場合は、最初のページから読み直してください（example）。",
      "A record was withdrawn: drop your reference to it. If you were reading page by page, start "
      "again from the first page (`example`)."}},
    {411,
     {"本文と Transfer-Encoding を付けずに送ってください。読み取り専用なので本文は要りません。",
      "Send no body and no Transfer-Encoding: nothing here takes one."}},
    {412,
     {"手元の ETag または日時は今の内容のものではありません。"
      "If-Match（If-Unmodified-Since）を付けずに取得し直してください。",
      "The ETag or date that you have is not that of what is here now. Fetch it again without "
      "If-Match (If-Unmodified-Since)."}},
    {413,
     {"本文を付けずに送ってください。読み取り専用なので本文は要りません。",
      "Send no body: nothing here takes one."}},
    {414,
     {"条件を減らすか、一覧をまとめて取得して手元で絞り込んでください（/v1/表.csv）。",
      "Use fewer conditions, or fetch the whole table and filter it yourself (/v1/{table}.csv)."}},
    {416,
     {"Range を付けずに求めるか、Content-Range が示す大きさの範囲で求めてください。"
      "取得を再開していた場合は、手元のファイルがすでに全部そろっていないか確かめてください。",
      "Ask without Range, or within the size that Content-Range tells. If you were resuming a "
      "download, see whether your file is complete already."}},
    {417,
     {"Expect を送らずに、もう一度要求してください。", "Send the request again without Expect."}},
    {431,
     {"ヘッダー（Cookie など）を減らしてください。このサービスは Cookie を使いません。",
      "Send smaller header fields; this service uses no cookies."}},
    {500,
     {"要求の誤りではありません。時間をおいても続くときは、公開者（/v1/instance の連絡先）に"
      "URL と時刻をお知らせください。",
      "The request is not at fault. If it goes on, tell the publisher (see /v1/instance) the URL "
      "and the time."}},
    {503,
     {"Retry-After ヘッダーの秒数だけ待ってから、もう一度お試しください。"
      "重い条件なら、条件を絞るか、表全体のファイル（/v1/表.csv）を使ってください。",
      "Wait as many seconds as Retry-After says, then try again. If the conditions are heavy, "
      "narrow them or use the file of the whole table (/v1/{table}.csv)."}},
};

static const char *help_of(const struct status_info *info, enum language language)
{
    for (size_t i = 0; i < sizeof helps / sizeof *helps; i++)
        if (info->http == helps[i].http)
            return helps[i].text[language == LANGUAGE_EN ? LANGUAGE_EN : LANGUAGE_JA];
    return "";
}

static bool problem_find(struct slice slug, enum status *status)
{
    for (size_t i = 1; i < STATUS_COUNT; i++)
        if (slice_is(slug, status_info((enum status)i)->slug)) {
            *status = (enum status)i;
            return true;
        }
    return false;
}

static void problem_write_json(const struct status_info *info, struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    json_printf(&json, "type", "/problems/%s", info->slug);
    json_int(&json, "status", info->http);
    json_text(&json, "title_ja", info->title[LANGUAGE_JA]);
    json_text(&json, "title_en", info->title[LANGUAGE_EN]);
    json_text(&json, "detail_ja", info->detail[LANGUAGE_JA]);
    json_text(&json, "detail_en", info->detail[LANGUAGE_EN]);
    json_text(&json, "help_ja", help_of(info, LANGUAGE_JA));
    json_text(&json, "help_en", help_of(info, LANGUAGE_EN));
    json_finish(&json);
}

/* The detail with words in place of its placeholders. */
static void write_detail(struct request *request, struct out *out, const char *text)
{
    static const char *const words[][3] = {{"{subject}", "対象", "subject"},
                                           {"{value}", "値", "value"},
                                           {"{reason}", "理由", "reason"},
                                           {"{store}", "STORE", "STORE"}};
    while (*text) {
        size_t len = 1 + strcspn(text + 1, "{"), found = 0;
        for (size_t i = 0; i < 4 && !found; i++) {
            if (!slice_starts(slice_of(text), words[i][0]))
                continue;
            found = strlen(words[i][0]);
            page_element(out, "var", page_pick(request, words[i][1], words[i][2]));
        }
        if (!found)
            xml_text(out, (struct slice){text, len});
        text += found ? found : len;
    }
}

static void problem_write_html(struct request *request, const struct status_info *info,
                               struct out *out)
{
    char title[512], path[160];
    size_t language = request->language == LANGUAGE_EN ? 1 : 0;
    snprintf(title, sizeof title, "%d %s", info->http, info->title[language]);
    snprintf(path, sizeof path, "/problems/%s.html", info->slug);
    page_begin(request, out, title, path);
    out_text(out, "<p><code>");
    page_text(out, info->slug);
    out_text(out, "</code></p>\n<h2>");
    page_text(out, page_pick(request, "意味", "What it means"));
    out_text(out, "</h2>\n<p>");
    write_detail(request, out, info->detail[language]);
    out_text(out, "</p>\n<h2>");
    page_text(out, page_pick(request, "どうすればよいか", "What to do"));
    out_text(out, "</h2>\n");
    page_prose(out, help_of(info, request->language), NULL);
    out_text(out, "<p>");
    page_link(out, slice_of("/docs#statuses"),
              slice_of(page_pick(request, "すべての問題", "All problems")));
    out_text(out, "</p>\n");
    page_end(request, out);
}

static enum status problem_explain(struct request *request, struct representation *answer,
                                   struct out *out, struct problem *p)
{
    const struct status_info *info = answer->context;
    (void)p;
    if (page_wanted(request))
        problem_write_html(request, info, out);
    else
        problem_write_json(info, out);
    return STATUS_OK;
}

enum status handle_problem(struct request *request, struct representation *answer,
                           struct problem *p)
{
    enum status which;
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    if (!problem_find(request->id, &which))
        return problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    answer->media_type = request->form.media_type;
    answer->write = problem_explain;
    answer->context = (void *)status_info(which);
    return STATUS_OK;
}
