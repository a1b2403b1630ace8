/* What to do about problems, in Japanese and English. */
#include "hiraku/http/response/problem_help.h"

/* What to do, by HTTP status: what is special about one type is in its detail. */
static const struct problem_help_text {
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
    {401,
     {"名前とパスワード、またはトークンを確かめて、もう一度サインインしてください。",
      "Check the name and the password, or the token, and sign in again."}},
    {403,
     {"別のサイトのページからではなく、このサービスを直接呼び出してください。"
      "プログラムからの呼び出しに Origin は要りません。",
      "Call the service directly, not from a page of another site; a program needs no Origin."}},
    {404,
     {"つづりを確かめてください。近い名前があれば errors の did_you_mean にあります。"
      "表と形式の一覧は入口（/）、すべてのパスは API リファレンス（/docs）にあります。",
      "Check the spelling; where a name is near, it is in `did_you_mean`. The tables and forms are "
      "listed at /, every path in the reference at /docs."}},
    {405,
     {"データは読み取り専用です。Allow ヘッダーにあるメソッドを使ってください。",
      "The data are read-only here: use a method that the field Allow names."}},
    {406,
     {"errors の allowed にある形式を Accept で求めるか、拡張子（.json、.csv "
      "など）で選んでください。"
      "符号化は gzip と identity です。",
      "Ask for a form that `allowed` lists with Accept, or choose it by suffix (.json, .csv …). "
      "The encodings are gzip and identity."}},
    {409,
     {"応答の error に、誤りのあるパラメーターの名前と理由があります。"
      "アクションが受け取るものは help の URL にあります。直して送り直してください。",
      "`error` names the parameter that is wrong and says why; what the action takes is at the "
      "address in `help`. Mend the call and send it again."}},
    {410,
     {"レコードの場合は、公開が終了しています。手元の参照を外してください。"
      "ページの続きの場合は、最初のページから読み直してください（example）。",
      "A record was withdrawn: drop your reference to it. If you were reading page by page, start "
      "again from the first page (`example`)."}},
    {411,
     {"Transfer-Encoding を付けず、本文があれば長さを Content-Length で示して送ってください。",
      "Send no Transfer-Encoding, and tell the length of a body in Content-Length."}},
    {412,
     {"手元の ETag または日時は今の内容のものではありません。"
      "If-Match（If-Unmodified-Since）を付けずに取得し直してください。",
      "The ETag or date that you have is not that of what is here now. Fetch it again without "
      "If-Match (If-Unmodified-Since)."}},
    {413,
     {"本文を付けないか、detail が示す大きさより小さくして送ってください。",
      "Send no body, or a smaller one where `detail` says how large it may be."}},
    {414,
     {"条件を減らすか、一覧をまとめて取得して手元で絞り込んでください（/v1/表.csv）。",
      "Use fewer conditions, or fetch the whole table and filter it yourself (/v1/{table}.csv)."}},
    {415, {"本文を application/json で送ってください。", "Send the body as application/json."}},
    {416,
     {"Range を付けずに求めるか、Content-Range が示す大きさの範囲で求めてください。"
      "取得を再開していた場合は、手元のファイルがすでに全部そろっていないか確かめてください。",
      "Ask without Range, or within the size that Content-Range tells. If you were resuming a "
      "download, see whether your file is complete already."}},
    {417,
     {"Expect を送らずに、もう一度要求してください。", "Send the request again without Expect."}},
    {421,
     {"窓口を、設定した URL か、動いている機械の 127.0.0.1 で開いてください。",
      "Open the desk by the URL that is set, or at 127.0.0.1 of the machine that it runs on."}},
    {422,
     {"要求の形式は正しく、中身が使えません。detail が示すところを直して送り直してください。",
      "The form of the request is right, what it holds is not taken. Mend what `detail` names and "
      "send it again."}},
    {429,
     {"Retry-After ヘッダーの秒数だけ待ってから、もう一度お試しください。",
      "Wait as many seconds as Retry-After says, then try again."}},
    {431,
     {"ヘッダー（Cookie など）を減らしてください。このサービスは Cookie を使いません。",
      "Send smaller header fields; this service uses no cookies."}},
    {451,
     {"この公開版は公開者が法的な理由で取り下げました。理由は detail にあります。"
      "ほかの公開版（release=番号）か現在の公開版を使ってください。",
      "The publisher withdrew this release for legal reasons, which `detail` gives. Use another "
      "release (release=NUMBER) or the current one."}},
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

const char *problem_help(const struct status_info *info, enum language language)
{
    for (size_t i = 0; i < sizeof helps / sizeof *helps; i++)
        if (info->http == helps[i].http)
            return helps[i].text[language == LANGUAGE_EN ? LANGUAGE_EN : LANGUAGE_JA];
    return "";
}
