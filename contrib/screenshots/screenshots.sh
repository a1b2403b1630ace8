#!/bin/sh
# Writes the pictures of README into a folder: pages of the sample, as Chromium shows them. `make screenshots` runs it.
# screenshots.sh HIRAKU SAMPLE FOLDER
set -eu
hiraku=$1 sample=$2 folder=$3
command -v chromium >/dev/null || { echo 'chromium is not there. Type:  sudo apt-get install -y chromium fonts-noto-cjk' >&2; exit 1; }
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
"$hiraku" publish --store "$work/store" "$sample" >"$work/said"
"$hiraku" serve --store "$work/store" --listen 127.0.0.1:0 >"$work/listening" 2>&1 &
server=$!
while ! grep -q '^listening on' "$work/listening"; do
  kill -0 "$server" || { cat "$work/listening" >&2; exit 1; }
  sleep 0.1
done
url=$(sed -n 's/^listening on //p' "$work/listening")

picture() { # NAME SIZE PATH
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --disable-lcd-text --user-data-dir="$work/chromium" --window-size="$2" \
    --screenshot="$work/$1" "${url%/}$3" >"$work/said" 2>&1
  [ -s "$work/$1" ] || { cat "$work/said" >&2; exit 1; }
  /usr/bin/python3 "$(dirname "$0")/smaller_png.py" "$work/$1"
  mv "$work/$1" "$folder/$1"
}

picture kpi.png 900,1080 '/kpis/yokohama-oi-kpi1?lang=en'
picture program.png 900,1280 '/programs/urban-innovation-kumamoto?lang=ja'
