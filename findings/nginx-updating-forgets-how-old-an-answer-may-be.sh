#!/bin/sh
# nginx 1.22.1 (Debian 12): the origin allows an old answer for as long as stale-while-revalidate says, and nginx keeps to it. With
# `proxy_cache_use_stale updating` (often set beside proxy_cache_background_update) it does not: the first reader gets
# the old answer at any age, here 4 seconds after max-age=1, stale-while-revalidate=1.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W nginx >/dev/null 2>&1 || apt-get install -y --no-install-recommends nginx >/dev/null
version=$(dpkg-query -W -f '${Version}' nginx)
case $version in 1.22.1*) ;; *) echo "nginx $version is installed, not 1.22.1 of Debian 12"; exit 2 ;; esac
echo "nginx $version"
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
echo 200 >status; echo old >body; echo 'max-age=1, stale-while-revalidate=1' >holds
python3 server.py &
origin=$!
trap 'kill $origin; rm -rf "$folder"' EXIT
until [ -s origin ]; do sleep 0.1; done
try() { # $1: what stands in proxy_cache_use_stale
  cat >nginx.conf <<END
user root; daemon off; pid $folder/pid; error_log $folder/error.log; events {}
http { access_log off; client_body_temp_path $folder/b; proxy_temp_path $folder/p; fastcgi_temp_path $folder/f; uwsgi_temp_path $folder/u;
  scgi_temp_path $folder/s; proxy_cache_path $folder/cache keys_zone=z:1m;
  server { listen 127.0.0.1:$port; location / { proxy_pass http://127.0.0.1:$(cat origin); proxy_cache z; proxy_cache_background_update on;
    proxy_cache_use_stale $1; add_header X-Cache \$upstream_cache_status; } } }
END
  rm -rf cache
  echo old >body
  nginx -c "$folder/nginx.conf" 2>/dev/null &
  nginx=$!
  trap 'kill $origin $nginx; rm -rf "$folder"' EXIT
  until curl -s -o /dev/null "http://127.0.0.1:$port/"; do sleep 0.2; done
  echo new >body
  sleep 5
  echo "$1: $(curl -s -D head "http://127.0.0.1:$port/") $(sed -n 's/^X-Cache: //p' head | tr -d '\r')"
  kill $nginx
  wait $nginx || true
  trap 'kill $origin; rm -rf "$folder"' EXIT
}
{ try 'error timeout'; try 'error timeout updating'; } >seen
cat seen
cat >expected <<'END'
error timeout: new EXPIRED
error timeout updating: old STALE
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
