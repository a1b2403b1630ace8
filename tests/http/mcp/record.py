"""Records what the programs of others send to /mcp, for test_mcp_sessions.py: python3 record.py NODE_MODULES

Runs clients/mcp.mjs (the SDKs of version 1 and 2, as they come and with `auto`, with the failures of mcp_client.py) and the
inspector against a server with the sample, through a relay that writes each request down as it came, and who sent it: line,
fields in their order and spelling, body. Host is replaced, and nothing else: the programs send nothing of the machine or of who
runs them.
"""

import http.client
import http.server
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from conftest import SAMPLE, publish_directory, serve_store  # noqa: E402
from mcp_client import CALLS, FAULTS, client_arguments  # noqa: E402


class Relay(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def relay(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        fields = [[name, "h" if name.lower() == "host" else value] for name, value in self.headers.items()]
        upstream = http.client.HTTPConnection("127.0.0.1", self.server.upstream, timeout=60)
        upstream.request(self.command, self.path, body or None, dict(self.headers.items()))
        answer = upstream.getresponse()
        content = answer.read()
        told = {"line": self.requestline, "fields": fields, "body": body.decode()}
        self.server.told.append(told)
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("date", "connection", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        upstream.close()

    do_GET = do_POST = do_DELETE = do_OPTIONS = relay

    def log_message(self, *_):
        pass


def record(server, command, folder):
    relay = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Relay)
    relay.upstream, relay.told = server.port, []
    threading.Thread(target=relay.serve_forever, daemon=True).start()
    subprocess.run(command(f"http://127.0.0.1:{relay.server_port}/mcp"), cwd=folder, stdout=subprocess.DEVNULL, check=False, timeout=120)
    relay.shutdown()
    return relay.told


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "node_modules").symlink_to(pathlib.Path(sys.argv[1]).resolve())
        shutil.copy(HERE.parent / "clients" / "mcp.mjs", folder)
        publish_directory(folder / "store", SAMPLE)
        inspector = [str(folder / "node_modules" / ".bin" / "mcp-inspector"), "--cli"]
        commands = [lambda url: ["node", "mcp.mjs", *client_arguments(url)],
                    lambda url: inspector + [url, "--transport", "http", "--method", "tools/list"]]
        for tool, arguments in CALLS:
            given = [word for key, value in arguments.items()
                     for word in ("--tool-arg", f"{key}={value if isinstance(value, str) else json.dumps(value)}")]
            commands.append(lambda url, tool=tool, given=given: inspector + [
                url, "--transport", "http", "--method", "tools/call", "--tool-name", tool, *given])
        with serve_store(folder / "store") as server, (HERE / "sessions.jsonl").open("w", encoding="utf-8") as file:
            for number, command in enumerate(commands):
                judges = iter(["inspector"] if number else FAULTS)
                for told in record(server, command, folder):
                    if '"initialize"' in told["body"] or '"server/discover"' in told["body"]:
                        judge = next(judges)
                    told = {"by": judge, **told}
                    file.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
