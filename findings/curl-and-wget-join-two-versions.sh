#!/bin/bash
# curl 7.88.1 (-C -), wget 1.21.3 (-c) and aria2 1.36.0 (-c), all of Debian 12, resume a download with Range alone. The server has
# named the version with a strong ETag, and would honour If-Range; nobody sends it. Where the file has changed in between, the
# result is the beginning of the old and the end of the new one, exit 0. curl with -H 'If-Range: "…"' refuses to join them.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
for package in curl:7.88.1 wget:1.21.3 aria2:1.36.0; do
  dpkg-query -W "${package%:*}" >/dev/null 2>&1 || apt-get install -y --no-install-recommends "${package%:*}" >/dev/null
  version=$(dpkg-query -W -f '${Version}' "${package%:*}")
  case $version in "${package#*:}"*) echo "${package%:*} $version" ;; *) echo "${package%:*} $version is installed, not that of Debian 12"; exit 2 ;; esac
done
cat >server.py <<'END'
import gzip, http.server, pathlib, re

SIZE = 3 * 1024 * 1024  # aria2 asks for pieces of one MiB


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        version = pathlib.Path("version").read_text().strip()
        body, tag = version.encode() * SIZE, f'"{version}"'
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        whole = not wanted or self.headers.get("If-Range", tag) != tag
        begin, end = (0, SIZE - 1) if whole else (int(wanted[1]), int(wanted[2] or SIZE - 1))
        self.send_response(200 if whole else 206)
        if not whole:
            self.send_header("Content-Range", f"bytes {begin}-{end}/{SIZE}")
        self.send_header("ETag", tag)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(end + 1 - begin))
        self.end_headers()
        self.wfile.write(body[begin:end + 1])

    do_HEAD = do_GET

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
pathlib.Path("port").write_text(f"{server.server_port}\n")
server.serve_forever()
END
echo a >version
python3 server.py 2>/dev/null &
trap 'kill $!; rm -rf "$folder"' EXIT
until [ -s port ]; do sleep 0.1; done
url=http://127.0.0.1:$(cat port)/file
try() { # the first 2 MiB are of version a; the rest is asked for when there is a version b
  rm -f file*
  echo a >version
  curl -s -r 0-2097151 -o file "$url"
  echo b >version
  "$@" >/dev/null 2>&1 && code=0 || code=$?
  echo "${*//$url/URL}: exit $code, versions in the file:$(fold -w 1048576 file | cut -c1 | tr -d '\n' | sed 's/./ &/g')"
}
{
  try curl -s -C - -o file "$url"
  try wget -q -c "$url"
  try aria2c -q -c "$url"
  try curl -s -C - -H 'If-Range: "a"' -o file "$url"
} | tee seen
cat >expected <<'END'
curl -s -C - -o file URL: exit 0, versions in the file: a a b
wget -q -c URL: exit 0, versions in the file: a a b
aria2c -q -c URL: exit 0, versions in the file: a a b
curl -s -C - -H If-Range: "a" -o file URL: exit 33, versions in the file: a a
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
