#!/bin/sh
# nginx 1.22.1 (Debian 12) as a cache: of several Vary lines (RFC 9110, 5.3: the same as one with commas) only the last counts, so
# that one reader gets what was made for another's Accept. And an answer whose Vary is longer than 128 bytes is never kept; nothing
# says so, in the answer or in the log.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W nginx >/dev/null 2>&1 || apt-get install -y --no-install-recommends nginx-light >/dev/null
version=$(dpkg-query -W -f '${Version}' nginx-common)
case $version in 1.22.1*) ;; *) echo "nginx $version is installed, not 1.22.1 of Debian 12"; exit 2 ;; esac
echo "nginx $version"
cat >server.py <<'END'
import http.server, pathlib

NAMES = "Accept, Accept-Encoding, Accept-Language, Accept-Datetime, Accept-Profile, Origin, Prefer, Want-Repr-Digest, Want-Content-Digest, Sec-GPC"
VARY = {"/one": ["Accept, Accept-Language"], "/two": ["Accept", "Accept-Language"], "/128": [NAMES[:128]], "/129": [NAMES[:129]]}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"made for {self.headers['Accept']}".encode()
        self.send_response(200)
        self.send_header("Cache-Control", "max-age=60")
        for vary in VARY[self.path]:
            self.send_header("Vary", vary)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


assert len(NAMES) > 128
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
pathlib.Path("origin").write_text(f"{server.server_port}\n")
server.serve_forever()
END
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
python3 server.py &
origin=$!
trap 'kill $origin; rm -rf "$folder"' EXIT
for wait in $(seq 100); do [ -s origin ] || sleep 0.1; done
cat >nginx.conf <<END
user root; daemon off; pid $folder/pid; error_log $folder/error.log; events {}
http { access_log off; client_body_temp_path $folder/b; proxy_temp_path $folder/p; fastcgi_temp_path $folder/f; uwsgi_temp_path $folder/u;
  scgi_temp_path $folder/s; proxy_cache_path $folder/cache keys_zone=z:1m;
  server { listen 127.0.0.1:$port; location / { proxy_pass http://127.0.0.1:$(cat origin); proxy_cache z; add_header X-Cache \$upstream_cache_status; } } }
END
nginx -c "$folder/nginx.conf" 2>/dev/null &
nginx=$!
trap 'kill $nginx $origin; rm -rf "$folder"' EXIT
until curl -s -o /dev/null "http://127.0.0.1:$port/one"; do sleep 0.2; done
ask() { # $1: path, $2: Accept
  body=$(curl -s -D head -H "Accept: $2" -H 'Accept-Language: ja' "http://127.0.0.1:$port$1")
  echo "$1, asked for $2: $body, $(sed -n 's/^X-Cache: //p' head | tr -d '\r')"
}
{
  for path in /one /two; do ask $path text/csv; ask $path application/json; done
  for path in /128 /129; do ask $path text/csv; ask $path text/csv; done
} | tee seen
[ -s error.log ] && cat error.log
cat >expected <<'END'
/one, asked for text/csv: made for text/csv, MISS
/one, asked for application/json: made for application/json, MISS
/two, asked for text/csv: made for text/csv, MISS
/two, asked for application/json: made for text/csv, HIT
/128, asked for text/csv: made for text/csv, MISS
/128, asked for text/csv: made for text/csv, HIT
/129, asked for text/csv: made for text/csv, MISS
/129, asked for text/csv: made for text/csv, MISS
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
