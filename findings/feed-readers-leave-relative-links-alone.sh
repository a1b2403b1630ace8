#!/bin/sh
# rss-parser 3.13.0 and @extractus/feed-extractor 8.0.3 (npm): an Atom feed may have relative links, which xml:base resolves (RFC 4287,
# s.2). rss-parser gives them as they stand, feed-extractor gives an empty link; neither says a word. @rowanmanning/feed-parser 2.1.5
# resolves them.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-audit --no-fund --ignore-scripts --loglevel=error rss-parser@3.13.0 @extractus/feed-extractor@8.0.3 @rowanmanning/feed-parser@2.1.5 >npm.log 2>&1 || { cat npm.log; exit 2; }
cat >feed.xml <<'END'
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://data.example/v1/">
  <id>tag:data.example,2026:feed</id><title>更新</title><updated>2026-11-30T00:00:00Z</updated><author><name>見本市</name></author>
  <entry>
    <id>tag:data.example,2026:release/3</id><title>3件の数値が変わりました</title><updated>2026-11-30T00:00:00Z</updated>
    <link rel="alternate" type="text/html" href="releases/3.html"/>
  </entry>
</feed>
END
cat >try.mjs <<'END'
import fs from 'node:fs';
import Parser from 'rss-parser';
import { extractFromXml } from '@extractus/feed-extractor';
import { parseFeed } from '@rowanmanning/feed-parser';
const text = fs.readFileSync('feed.xml', 'utf8');
console.log('rss-parser:', JSON.stringify((await new Parser().parseString(text)).items[0].link));
console.log('feed-extractor:', JSON.stringify(extractFromXml(text).entries[0].link));
console.log('@rowanmanning/feed-parser:', JSON.stringify(parseFeed(text).items[0].url));
END
node try.mjs | tee seen
cat >expected <<'END'
rss-parser: "releases/3.html"
feed-extractor: ""
@rowanmanning/feed-parser: "https://data.example/v1/releases/3.html"
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
