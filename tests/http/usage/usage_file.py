"""A file of counts of use, made as include/hiraku/usage/usage_file.h describes it."""

import hashlib


def head(number, at, text):
    digest = hashlib.sha256(text).hexdigest()
    line = f"hiraku-usage {number:020} {at:020} {len(text):020} {digest} "
    return f"{line}{hashlib.sha256(line.encode()).hexdigest()}\n".encode()


def write_usage(path, counts):
    """`counts`: {day: {key: (requests, those of bots)}}."""
    keys = sorted({key for rows in counts.values() for key in rows})
    lines = ["hiraku usage 1", *(f"k {key}" for key in keys)]
    for day, rows in sorted(counts.items()):
        lines.append(f"d {day}")
        lines += [f"{keys.index(key)} {rows[key][0]} {rows[key][1]}" for key in sorted(rows)]
    text = ("\n".join(lines) + "\n").encode()
    path.write_bytes(head(1, 1024, text).ljust(1024, b"\0") + text)
