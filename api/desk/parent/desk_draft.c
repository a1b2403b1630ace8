/* See desk_draft.h. */
#include "hiraku/desk/parent/desk_draft.h"

#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/manifest.h"
#include "hiraku/value/decimal.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct draft_place desk_draft_place(const struct desk_setup *setup)
{
    const struct config *config = setup->config;
    return (struct draft_place){.state = setup->state.dir,
                                .instance = setup->instance,
                                .store = config->store,
                                .two_people = config->two_people,
                                .limits = {.drafts = (uint64_t)config->drafts,
                                           .files = (uint64_t)config->draft_files,
                                           .bytes = (uint64_t)config->draft_bytes,
                                           .unpacked = (uint64_t)config->draft_unpacked,
                                           .rows = (uint64_t)config->draft_rows,
                                           .own = setup->options->own}};
}

enum status desk_draft_open(struct desk_draft *desk, const struct desk_setup *setup,
                            const struct question *question, enum draft_use use, struct problem *p)
{
    desk->place = desk_draft_place(setup);
    const char *id = desk_draft_text(question, "draft");
    return draft_open(&desk->place, id ? id : "", use, &desk->draft, p);
}

void desk_draft_close(struct desk_draft *desk)
{
    draft_close(&desk->draft);
}

/* --- arguments -------------------------------------------------------------------------------- */

const char *desk_draft_text(const struct question *question, const char *name)
{
    struct slice text = question_argument(question, name);
    return text.len ? text.at : NULL; /* a string of jansson's, which ends with a zero */
}

enum status desk_draft_number(const struct question *question, const char *name, uint64_t *number,
                              struct problem *p)
{
    int64_t read = 0;
    struct slice text = question_argument(question, name);
    *number = 0;
    if (text.len && !decimal_parse_int(text, 1, INT64_MAX / 2, &read))
        return problem_set(p, STATUS_DESK_VALUE, slice_of(name), text, NULL);
    *number = (uint64_t)read;
    return STATUS_OK;
}

enum status desk_draft_table(const struct question *question, const struct resource **table,
                             struct problem *p)
{
    struct slice name = question_argument(question, "table");
    *table = name.len ? model_input_as(name) : NULL;
    return name.len && !*table ? problem_set(p, STATUS_DRAFT_NO_TABLE, name, SLICE_NONE, NULL)
                               : STATUS_OK;
}

enum status desk_draft_line(const char *name, struct slice text, struct problem *p)
{
    bool good =
        text.len == 0 || (text_check(text, NULL) == TEXT_GOOD && !memchr(text.at, '\n', text.len) &&
                          !memchr(text.at, '\r', text.len));
    return good && text.len <= RELEASE_MESSAGE_MAX
               ? STATUS_OK
               : problem_set(p, STATUS_DESK_VALUE, slice_of(name), text, NULL);
}

/* --- files ------------------------------------------------------------------------------------ */

/* A part of what came, as a file of its own. */
static enum status desk_draft_part(int from, uint64_t offset, uint64_t length, int *file,
                                   struct problem *p)
{
    char bytes[64 * 1024];
    enum status status = STATUS_OK;
    *file = memfd_create("upload", MFD_CLOEXEC);
    if (*file < 0)
        return problem_errno(p, "memfd_create");
    while (length > 0 && status == STATUS_OK) {
        size_t most = length < sizeof bytes ? (size_t)length : sizeof bytes;
        ssize_t len = in_bytes_at(from, bytes, most, offset);
        if (len <= 0)
            return problem_set(p, STATUS_BAD_REQUEST, slice_of("file"), SLICE_NONE, NULL);
        status = out_sink_fd(file, bytes, (size_t)len, p);
        offset += (uint64_t)len;
        length -= (uint64_t)len;
    }
    if (status == STATUS_OK && lseek(*file, 0, SEEK_SET) != 0)
        status = problem_errno(p, "lseek");
    return status;
}

static enum status desk_draft_take_one(const struct desk_draft *desk, struct draft *draft,
                                       const struct question *question, const json_t *one,
                                       struct problem *p)
{
    int file = -1;
    json_int_t offset = json_integer_value(json_object_get(one, "offset"));
    json_int_t length = json_integer_value(json_object_get(one, "length"));
    const char *name = json_string_value(json_object_get(one, "name"));
    if (offset < 0 || length < 0 || !name)
        return problem_set(p, STATUS_BAD_REQUEST, slice_of("file"), SLICE_NONE, NULL);
    enum status status =
        desk_draft_part(question->takes, (uint64_t)offset, (uint64_t)length, &file, p);
    if (status == STATUS_OK)
        status = draft_take(&desk->place, draft, file, name, p);
    if (file >= 0)
        close(file);
    return status;
}

enum status desk_draft_take(const struct desk_setup *setup, const struct question *question,
                            char id[DRAFT_ID_SIZE], struct problem *p)
{
    struct desk_draft desk = {.place = desk_draft_place(setup)};
    size_t at;
    json_t *one;
    bool fresh = !id[0];
    enum status status = fresh ? draft_create(&desk.place, question->who, &desk.draft, p)
                               : draft_open(&desk.place, id, DRAFT_WRITE, &desk.draft, p);
    bool opened = status == STATUS_OK;
    json_array_foreach(question->files, at, one)
    {
        if (status == STATUS_OK)
            status = desk_draft_take_one(&desk, &desk.draft, question, one, p);
    }
    if (opened && fresh && desk.draft.file_count == 0)
        draft_drop(&desk.place, &desk.draft, NULL); /* nobody has its id */
    else if (opened)
        memcpy(id, desk.draft.id, DRAFT_ID_SIZE);
    draft_close(&desk.draft);
    return status;
}

enum status desk_draft_publish(const struct desk_setup *setup, const char *id,
                               const struct publish_options *options, struct publish_result *result,
                               struct problem *p)
{
    struct desk_draft desk = {.place = desk_draft_place(setup)};
    enum status status = draft_open(&desk.place, id, DRAFT_WRITE, &desk.draft, p);
    if (status == STATUS_OK)
        status = draft_publish(&desk.place, &desk.draft, options, result, p);
    draft_close(&desk.draft);
    return status;
}
