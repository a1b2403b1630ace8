"""A machine between a node and its origin, which passes everything on but what a test changes."""

import contextlib
import http.server
import threading
import types

import requests

HOP = {"connection", "transfer-encoding", "keep-alive", "server", "date"}


@contextlib.contextmanager
def proxy(origin, change=None):
    """.url; .paths, with Range, of what was asked for; .bytes of bodies.

    `change(path, status, fields, body)` gives the three anew, or None for what the origin said; `body` None in what it
    gives cuts the connection."""
    seen = types.SimpleNamespace(url=None, paths=[], bytes=0, change=change)
    session = requests.Session()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            asked = {name: value for name, value in self.headers.items() if name.lower() not in HOP | {"host"}}
            asked.setdefault("Accept-Encoding", "identity")
            answer = session.get(origin + self.path, headers=asked, allow_redirects=False, timeout=60)
            status, fields, body = answer.status_code, dict(answer.headers), answer.content
            seen.paths.append((self.path, self.headers.get("Range")))
            if seen.change and (changed := seen.change(self.path, status, fields, body)):
                status, fields, body = changed
            fields = {name: value for name, value in fields.items() if name.lower() not in HOP}
            if body is None:
                self.close_connection = True
                return
            fields.setdefault("Content-Length", str(len(body)))
            self.send_response(status)
            for name, value in fields.items():
                self.send_header(name, value)
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                self.wfile.write(body)
                seen.bytes += len(body)
            if int(fields["Content-Length"]) != len(body):
                self.close_connection = True

        def log_message(self, *arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        seen.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield seen
        finally:
            server.shutdown()
            thread.join()
