/* The ids that earlier releases had and the release has no more (retired.csv). */
#include "hiraku/http/snapshot/snapshot.h"

#include "hiraku/base/in.h"
#include "hiraku/release/layout.h"

#include "release_parts.h"

#include <fcntl.h>
#include <stdlib.h>

enum { RETIRED_CELLS = 3, RETIRED_LINE = 4096 };

/* The n-th cell of a line of retired.csv, whose cells are names and numbers and need no quotes. */
static struct slice release_retired_cell(const char *line, size_t number)
{
    for (; number; number--) {
        const char *comma = strchr(line, ',');
        if (!comma)
            return slice_of("");
        line = comma + 1;
    }
    return (struct slice){line, strcspn(line, ",\r\n")};
}

/* Where the header has a name; beyond the end if it has not. */
static size_t cell_number(const char *header, const char *name)
{
    size_t number = 0;
    while (number < RETIRED_CELLS && !slice_is(release_retired_cell(header, number), name))
        number++;
    return number;
}

/* The next line of retired.csv, ended by NUL. */
static bool next_line(struct in *in, char line[RETIRED_LINE + 1])
{
    struct slice text;
    bool more;
    if (in_line(in, line, RETIRED_LINE, &text, &more, NULL) != STATUS_OK)
        return false;
    line[text.len] = '\0';
    return more;
}

uint64_t snapshot_retired(const struct snapshot *release, const char *table, struct slice id)
{
    uint64_t number = 0;
    char line[RETIRED_LINE + 1];
    struct in *in;
    int fd = openat(release->directory, layout_retired, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || in_open_fd(&in, fd, layout_retired, IN_PLAIN, NULL) != STATUS_OK)
        return 0;
    if (next_line(in, line)) {
        size_t tables = cell_number(line, "table"), ids = cell_number(line, "id"),
               releases = cell_number(line, "release");
        while (number == 0 && next_line(in, line))
            if (slice_is(release_retired_cell(line, tables), table) &&
                slice_equal(release_retired_cell(line, ids), id))
                number = strtoull(release_retired_cell(line, releases).at, NULL, 10);
    }
    in_close(in);
    return number;
}
