"""Raw HTTP over a socket, for what a client library would not send."""

import socket


def exchange(server, data, timeout=10, half_close=False):
    """Sends bytes as they are and reads until the server closes or is silent."""
    if isinstance(data, str):
        data = data.encode("latin-1")
    with socket.create_connection(("127.0.0.1", server.port), timeout) as connection:
        connection.sendall(data)
        if half_close:
            connection.shutdown(socket.SHUT_WR)
        return read_all(connection)


def read_all(connection):
    received = bytearray()  # grows in place: answers may be large
    try:
        while chunk := connection.recv(65536):
            received += chunk
    except (TimeoutError, ConnectionResetError):
        pass
    return bytes(received)


def status(answer):
    assert answer.startswith(b"HTTP/1.1 "), answer[:80]
    return int(answer[9:12])


def closes(answer):
    return b"\r\nconnection: close\r\n" in answer.split(b"\r\n\r\n")[0].lower() + b"\r\n"


def get(target="/healthz", *fields, method="GET", version="HTTP/1.1", host="h", close=True):
    lines = [f"{method} {target} {version}"]
    if host is not None:
        lines.append(f"Host: {host}")
    lines += fields
    if close:
        lines.append("Connection: close")
    return "\r\n".join(lines) + "\r\n\r\n"
