# One instance behind Varnish 7. TLS is somebody else's work (hitch, a load balancer).
# Start with -p http_gzip_support=off. Else Varnish keeps the gzip form alone and unpacks it for those who take none:
# under the digest of the other bytes. hiraku gives each form its own strong ETag and digest.
# Nothing has to be purged: max-age is the time to live, stale-while-revalidate the grace.
# See contrib/docs/operation.md.
vcl 4.1;

import std;

backend default {
    .host = "127.0.0.1";
    .port = "8080";
}

sub vcl_recv {
    # Figures are for operators.
    if (req.url ~ "^/metrics") {
        return (synth(404));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # There are two encodings: two copies, not one for each browser.
    if (req.http.Accept-Encoding ~ "(?i)gzip" && req.http.Accept-Encoding !~ "(?i)gzip;\s*q=0(\.0*)?(,|$)") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
    # Nobody is known here, and nothing depends on who asks. Host is not part of any answer.
    unset req.http.Cookie;
    unset req.http.Authorization;
    unset req.http.Forwarded;
    set req.http.X-Request-Id = req.xid;
    return (hash);
}

sub vcl_hash {
    hash_data(req.url);
    return (lookup);
}

sub vcl_backend_response {
    # The answer that is being renewed is still good: a failure must not take its place.
    if (beresp.status >= 500 && bereq.is_bgfetch) {
        return (abandon);
    }
    # Not kept: failures, and streams whose length nobody knows before they have ended.
    if (beresp.status >= 500 || (beresp.status == 200 && !beresp.http.Content-Length)) {
        set beresp.ttl = 10s;
        set beresp.grace = 0s;
        set beresp.uncacheable = true;
    }
    # Kept for asking whether it is still right (If-None-Match); it is not given out any more.
    if (beresp.ttl > 0s && !beresp.uncacheable) {
        set beresp.keep = 1h;
    }
    return (deliver);
}
