/* Layouts of reports: whatever the text, it is a layout within its limits or a problem that says
 * what is wrong. */
#include "hiraku/base/utf8.h"
#include "hiraku/form/form.h"

#include "fuzz.h"

static void items_hold(const struct form_items *items)
{
    ENSURE(items->count <= FORM_ITEMS_MAX);
    for (size_t i = 0; i < items->count; i++) {
        const struct form_item *item = &items->items[i];
        ENSURE(utf8_is_valid(item->title[0]) && utf8_is_valid(item->title[1]));
        ENSURE(item->width >= 0 && item->width <= FORM_WIDTH_MAX);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct form form;
    struct problem p = {.status = STATUS_OK};
    enum status status = form_parse(&form, "fuzz", fuzz_input(data, size), &p);
    ENSURE(status == STATUS_OK || status == p.status);
    if (status == STATUS_OK) {
        ENSURE(form.columns.count > 0);
        items_hold(&form.head);
        items_hold(&form.columns);
        items_hold(&form.foot);
    }
    form_free(&form);
    return 0;
}
