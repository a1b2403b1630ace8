/* usage: select DATABASE SECONDS SQL VALUE...
 *
 * What the SQLite library alone does in one thread: prepares the statement once, then in a loop
 * binds the next of the values to its one parameter, steps to the end and reads every column as
 * text. Prints one line of JSON: loops, rows, bytes, seconds. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **arguments)
{
    sqlite3 *database;
    sqlite3_stmt *statement;
    unsigned long loops = 0, rows = 0, bytes = 0;
    if (count < 5) {
        fprintf(stderr, "usage: select DATABASE SECONDS SQL VALUE...\n");
        return 2;
    }
    if (sqlite3_open_v2(arguments[1], &database,
                        SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(database, arguments[3], -1, &statement, NULL) != SQLITE_OK) {
        fprintf(stderr, "select: %s\n", sqlite3_errmsg(database));
        return 1;
    }
    double begin = now(), end = begin + strtod(arguments[2], NULL);
    int columns = sqlite3_column_count(statement);
    for (; now() < end; loops++) {
        const char *value = arguments[4 + loops % (unsigned long)(count - 4)];
        sqlite3_bind_text(statement, 1, value, -1, SQLITE_STATIC);
        for (; sqlite3_step(statement) == SQLITE_ROW; rows++)
            for (int i = 0; i < columns; i++) {
                const unsigned char *text = sqlite3_column_text(statement, i);
                bytes += text ? strlen((const char *)text) : 0;
            }
        sqlite3_reset(statement);
    }
    printf("{\"loops\":%lu,\"rows\":%lu,\"bytes\":%lu,\"seconds\":%.3f,\"per_second\":%.1f}\n",
           loops, rows, bytes, now() - begin, (double)loops / (now() - begin));
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return 0;
}
