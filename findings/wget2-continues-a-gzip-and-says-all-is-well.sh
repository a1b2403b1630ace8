#!/bin/sh
# wget2 1.99.1 (Debian 12), -c: asks for the rest of a file by the number of bytes it has unpacked, and allows gzip. A server that
# takes this for a range of the gzip form sends bytes that cannot be unpacked from there. wget2 writes nothing and exits with 0:
# the file stays cut off. With --compression=identity it is completed. (A Range without If-Range is better answered unpacked.)
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W wget2 >/dev/null 2>&1 || apt-get install -y --no-install-recommends wget2 >/dev/null
version=$(dpkg-query -W -f '${Version}' wget2)
case $version in 1.99.1*) ;; *) echo "wget2 $version is installed, not 1.99.1 of Debian 12"; exit 2 ;; esac
echo "wget2 $version"
cat >server.py <<'END'
import gzip, http.server, pathlib, re

PLAIN = "".join(f"{n},{n * n}\n" for n in range(20000)).encode()
PACKED = gzip.compress(PLAIN, mtime=0)
pathlib.Path("whole").write_bytes(PLAIN)


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        packed = "gzip" in self.headers.get("Accept-Encoding", "")
        body = PACKED if packed else PLAIN
        begin = int(re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", "bytes=0-"))[1])
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(body) - 1}/{len(body)}")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("ETag", '"gzip"' if packed else '"plain"')
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Type", "text/csv")
        self.send_header("Content-Length", str(len(body) - begin))
        self.end_headers()
        self.wfile.write(body[begin:])

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
pathlib.Path("port").write_text(f"{server.server_port}\n")
server.serve_forever()
END
python3 server.py &
trap 'kill $!; rm -rf "$folder"' EXIT
until [ -s port ]; do sleep 0.1; done
try() {
  head -c 50000 whole >table.csv
  wget2 -q -c "$@" "http://127.0.0.1:$(cat port)/table.csv" && code=0 || code=$?
  cmp -s table.csv whole && whole=whole || whole="cut off at $(wc -c <table.csv)"
  echo "wget2 -c $*: exit $code, the file is $whole"
}
{ try; try --compression=identity; } | sed 's/ :/:/' | tee seen
cat >expected <<'END'
wget2 -c: exit 0, the file is cut off at 50000
wget2 -c --compression=identity: exit 0, the file is whole
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
