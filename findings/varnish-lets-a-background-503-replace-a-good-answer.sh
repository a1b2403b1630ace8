#!/bin/sh
# Varnish 7.1.1 (Debian 12), the built-in VCL: an answer of the backend with 503 is a fetch that succeeded. One that comes while an
# object in grace is renewed in the background takes the place of the good object, and the next reader gets 503, though the
# grace (stale-while-revalidate) is far from over. `if (beresp.status >= 500 && bereq.is_bgfetch) { return (abandon); }` keeps it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W varnish >/dev/null 2>&1 || apt-get install -y --no-install-recommends varnish >/dev/null
version=$(dpkg-query -W -f '${Version}' varnish)
case $version in 7.1.1*) ;; *) echo "varnish $version is installed, not 7.1.1 of Debian 12"; exit 2 ;; esac
echo "varnish $version"
cat >server.py <<'END'
import http.server, pathlib


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = pathlib.Path("body").read_bytes()
        self.send_response(int(pathlib.Path("status").read_text()))
        self.send_header("Cache-Control", pathlib.Path("holds").read_text().strip())
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        with open("asked", "a") as file:
            file.write(".")

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
pathlib.Path("origin").write_text(f"{server.server_port}\n")
server.serve_forever()
END
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
echo 200 >status; echo good >body; echo 'max-age=1, stale-while-revalidate=600' >holds
python3 server.py &
origin=$!
until [ -s origin ]; do sleep 0.1; done

try() { # $1: a name; $2: what stands in vcl_backend_response
  : >asked
  echo 200 >status
  echo "vcl 4.1; backend default { .host = \"127.0.0.1\"; .port = \"$(cat origin)\"; } sub vcl_backend_response { $2 }" >default.vcl
  varnishd -F -n "$folder/$1" -j none -a "127.0.0.1:$port" -f "$folder/default.vcl" -s malloc,16m >/dev/null 2>&1 &
  varnish=$!
  trap 'kill $origin $varnish; rm -rf "$folder"' EXIT
  until curl -s -o /dev/null "http://127.0.0.1:$port/"; do sleep 0.2; done
  echo 503 >status
  sleep 2 # max-age is over
  before=$(wc -c <asked)
  statuses=$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/")
  until [ "$(wc -c <asked)" -gt "$before" ]; do sleep 0.1; done # the background fetch has had its 503
  sleep 0.5
  echo "$1: $statuses $(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/")"
  kill $varnish
  wait $varnish || true
  trap 'kill $origin; rm -rf "$folder"' EXIT
}
trap 'kill $origin; rm -rf "$folder"' EXIT
{ try builtin ''; try abandon 'if (beresp.status >= 500 && bereq.is_bgfetch) { return (abandon); }'; } >seen
cat seen
cat >expected <<'END'
builtin: 200 503
abandon: 200 200
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
