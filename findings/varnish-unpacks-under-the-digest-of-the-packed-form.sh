#!/bin/sh
# Varnish 7.1.1 (Debian 12) keeps the gzip form of an answer alone and unpacks it for clients that take none. It makes the ETag weak,
# but passes on Repr-Digest (RFC 9530), which is that of the packed bytes: the client's check fails. The origin, which has an answer
# without gzip and its digest, is not asked. With -p http_gzip_support=off each form is kept as it was sent.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W varnish >/dev/null 2>&1 || apt-get install -y --no-install-recommends varnish >/dev/null
version=$(dpkg-query -W -f '${Version}' varnish)
case $version in 7.1.1*) ;; *) echo "varnish $version is installed, not 7.1.1 of Debian 12"; exit 2 ;; esac
echo "varnish $version"
cat >server.py <<'END'
import base64, gzip, hashlib, http.server, pathlib

PLAIN = b"id,value\na,5.00\n" * 100
PACKED = gzip.compress(PLAIN, mtime=0)


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        packed = "gzip" in self.headers.get("Accept-Encoding", "")
        body = PACKED if packed else PLAIN
        self.send_response(200)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=60")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("ETag", '"packed"' if packed else '"plain"')
        self.send_header("Repr-Digest", f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
pathlib.Path("origin").write_text(f"{server.server_port}\n")
server.serve_forever()
END
cat >ask.py <<'END'
import base64, hashlib, sys, urllib.request

with urllib.request.urlopen(sys.argv[1]) as answer:
    digest = base64.b64encode(hashlib.sha256(answer.read()).digest()).decode()
    right = answer.headers["Repr-Digest"] == f"sha-256=:{digest}:"
    print("ETag", answer.headers["ETag"] + ", Repr-Digest is", "right" if right else "of other bytes")
END
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
python3 server.py &
origin=$!
trap 'kill $origin; rm -rf "$folder"' EXIT
until [ -s origin ]; do sleep 0.1; done
echo "vcl 4.1; backend default { .host = \"127.0.0.1\"; .port = \"$(cat origin)\"; }" >default.vcl
try() {
  varnishd -F -n "$folder/$1" -j none -a "127.0.0.1:$port" -f "$folder/default.vcl" -p "http_gzip_support=$1" -s malloc,16m >/dev/null 2>&1 &
  varnish=$!
  trap 'kill $origin $varnish; rm -rf "$folder"' EXIT
  until curl -s -o /dev/null "http://127.0.0.1:$port/"; do sleep 0.2; done
  echo "http_gzip_support=$1: $(python3 ask.py "http://127.0.0.1:$port/")"
  kill $varnish
  wait $varnish || true
  trap 'kill $origin; rm -rf "$folder"' EXIT
}
{ try on; try off; } >seen
cat seen
cat >expected <<'END'
http_gzip_support=on: ETag W/"packed", Repr-Digest is of other bytes
http_gzip_support=off: ETag "plain", Repr-Digest is right
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
