/* Foreign text in what the command line says to people. */
#include "command.h"

#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"

enum { VISIBLE_MOST = 200 };

const char *call_visible(struct out *to, struct slice text)
{
    struct slice cut = utf8_cut(text, VISIBLE_MOST);
    out_reset(to);
    finding_put_visible(to, cut);
    if (cut.len < text.len)
        out_text(to, "…");
    out_char(to, '\0');
    return to->error == STATUS_OK ? to->bytes : "";
}
