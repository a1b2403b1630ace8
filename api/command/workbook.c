/* What commands allow a workbook to have, from the settings. */
#include "command.h"

struct workbook_limits call_workbook_limits(const struct call *call)
{
    struct workbook_limits limits = workbook_limits_default();
    limits.file_bytes = (uint64_t)call->config.workbook_bytes;
    limits.unpacked_bytes = limits.string_bytes = (uint64_t)call->config.workbook_unpacked_bytes;
    limits.rows = (uint64_t)call->config.workbook_rows;
    limits.cells = (uint64_t)call->config.workbook_cells;
    limits.sheets = (uint32_t)call->config.workbook_sheets;
    return limits;
}
