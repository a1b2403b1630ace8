#!/usr/bin/python3
"""Makes a picture of a page smaller: each of red, green and blue in 16 steps, which nobody sees in text, and then a palette.

smaller_png.py FILE (RGB or RGBA of 8 bits, not interlaced; what is transparent is lost; with more than 256 colours, or in
another form, the file stays as it is)"""
import struct
import sys
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
STEPS = bytes(round(value / 17) * 17 for value in range(256))


def chunks(data):
    at = len(SIGNATURE)
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        yield kind, data[at + 8:at + 8 + length]
        at += 12 + length


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def paeth(left, up, corner):
    far = [abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)]
    return (left, up, corner)[far.index(min(far))]


def rows(raw, height, stride, size):
    """The lines without their filters (PNG, section 9)."""
    before = bytearray(stride)
    for y in range(height):
        kind, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        for x in range(stride if kind else 0):
            left, corner = (line[x - size], before[x - size]) if x >= size else (0, 0)
            up = before[x]
            line[x] = line[x] + (0, left, up, (left + up) // 2, paeth(left, up, corner))[kind] & 255
        yield bytes(line)
        before = line


def smaller(data):
    parts = list(chunks(data))
    width, height, depth, colour, _, _, interlaced = struct.unpack(">2I5B", dict(parts)[b"IHDR"])
    if data[:8] != SIGNATURE or depth != 8 or colour not in (2, 6) or interlaced:
        return data
    size = 3 if colour == 2 else 4
    raw = zlib.decompress(b"".join(body for kind, body in parts if kind == b"IDAT"))
    lines = [[line[x:x + 3].translate(STEPS) for x in range(0, width * size, size)] for line in rows(raw, height, width * size, size)]
    palette = sorted({pixel for line in lines for pixel in line})
    if len(palette) > 256:
        return data
    number = {pixel: i for i, pixel in enumerate(palette)}
    body = b"".join(b"\0" + bytes(number[pixel] for pixel in line) for line in lines)
    return SIGNATURE + b"".join(chunk(*one) for one in (
        (b"IHDR", struct.pack(">2I5B", width, height, 8, 3, 0, 0, 0)), (b"PLTE", b"".join(palette)),
        (b"IDAT", zlib.compress(body, 9)), (b"IEND", b"")))


with open(sys.argv[1], "rb") as file:
    picture = file.read()
with open(sys.argv[1], "wb") as file:
    file.write(smaller(picture))
