/* Files that come in: the body of a request goes to a file without a name, in which they are found
 * at its end. What is in them nobody looks at here. */
#include "hiraku/desk/face/visit.h"

#include "hiraku/desk/face/desk_pages.h"
#include "hiraku/desk/face/multipart.h"
#include "hiraku/http/transport/connection.h"

#include <errno.h>
#include <stdio.h>
#include <strings.h>
#include <sys/mman.h>
#include <unistd.h>

/* Beside the files: heads of parts and fields. */
enum { UPLOAD_MORE = 64 * 1024 };

uint64_t upload_most(const struct visit *visit)
{
    return (uint64_t)visit->face->setup->config->draft_bytes + UPLOAD_MORE;
}

enum status upload_begin(struct visit *visit, struct problem *p)
{
    if (visit->face->uploads >= VISIT_UPLOADS)
        return problem_set(p, STATUS_BUSY, SLICE_NONE, SLICE_NONE, NULL);
    visit->files = arena_alloc(&visit->arena, DESK_FILES_MAX * sizeof *visit->files);
    if (!visit->files)
        return problem_memory(p);
    visit->upload = memfd_create("upload", MFD_CLOEXEC);
    if (visit->upload < 0)
        return problem_errno(p, "memfd_create");
    visit->face->uploads++;
    return STATUS_OK;
}

enum status upload_add(struct visit *visit, const char *bytes, size_t len, struct problem *p)
{
    /* a long one takes longer than a request may: it ends when nothing comes any more */
    connection_enter(visit->connection, CONNECTION_READING);
    if (visit->upload_len + len > upload_most(visit))
        return problem_set(p, STATUS_DRAFT_TOO_LARGE, slice_of("file"), SLICE_NONE, NULL);
    visit->upload_len += len;
    return out_sink_fd(&visit->upload, bytes, len, p);
}

void upload_end(struct visit *visit)
{
    if (visit->upload < 0)
        return;
    close(visit->upload);
    visit->upload = -1;
    visit->face->uploads--;
}

/* --- what is in it ---------------------------------------------------------------------------- */

static enum status upload_file(struct visit *visit, struct slice name, uint64_t offset,
                               uint64_t length, struct problem *p)
{
    char most[24];
    struct slice kept = arena_copy(&visit->arena, name);
    if (!kept.at)
        return problem_memory(p);
    if (visit->file_count == DESK_FILES_MAX) {
        snprintf(most, sizeof most, "%d", DESK_FILES_MAX);
        return problem_set(p, STATUS_DRAFT_TOO_MANY_FILES, slice_of("file"), slice_of(most), NULL);
    }
    visit->files[visit->file_count++] = (struct visit_file){kept, offset, length};
    return STATUS_OK;
}

/* A field, or a file; a form whose choice of a file is empty sends one without name and bytes. */
static enum status upload_part(void *context, const struct multipart_part *part, struct problem *p)
{
    struct visit *visit = context;
    if (part->file_name.at && (part->file_name.len || part->length))
        return upload_file(visit, part->file_name, part->offset, part->length, p);
    if (part->file_name.at)
        return STATUS_OK;
    if (part->length > DESK_ARGUMENT_MAX)
        return problem_set(p, STATUS_DESK_VALUE, part->name, SLICE_NONE, NULL);
    struct slice name = arena_copy(&visit->arena, part->name);
    struct slice value = arena_copy(&visit->arena, part->content);
    return name.at && value.at ? sent_add(&visit->fields, name, value, p) : problem_memory(p);
}

static enum status upload_parts(struct visit *visit, struct slice boundary, struct problem *p)
{
    if (visit->upload_len == 0)
        return STATUS_OK;
    char *bytes = mmap(NULL, (size_t)visit->upload_len, PROT_READ, MAP_PRIVATE, visit->upload, 0);
    if (bytes == MAP_FAILED)
        return problem_errno(p, "mmap");
    const struct slice body = {bytes, (size_t)visit->upload_len};
    enum status status = multipart_read(body, boundary, upload_part, visit, p);
    munmap(bytes, (size_t)visit->upload_len);
    return status;
}

enum status upload_read(struct visit *visit, struct problem *p)
{
    struct slice boundary = SLICE_NONE, name = sent_take(&visit->fields, "name");
    enum status status = STATUS_OK;
    if (multipart_boundary(visit->content_type, &boundary))
        status = upload_parts(visit, boundary, p);
    else if (visit->upload_len > 0)
        status = upload_file(visit, name.at ? name : slice_of(""), 0, visit->upload_len, p);
    if (status == STATUS_OK && visit->file_count == 0)
        status = problem_set(p, STATUS_MISSING_PARAMETER, slice_of("file"), SLICE_NONE, NULL);
    return status;
}

/* --- the other way ---------------------------------------------------------------------------- */

void visit_give(struct visit *visit)
{
    struct slice type = arena_copy(&visit->arena, slice_of(desk_text(visit->data, "media_type")));
    visit->media_type = type.len ? type.at : "application/octet-stream";
    visit->file_name = slice_of(desk_text(visit->data, "name"));
}
