# Several nodes behind one Varnish 7 (contrib/docs/nodes.md): each has the releases of the origin, and answers alike.
# Start with -p http_gzip_support=off. Else Varnish keeps the gzip form alone and unpacks it for those who take none:
# under the digest of the other bytes. TLS is somebody else's work (hitch, a load balancer).
vcl 4.1;

import std;
import directors;

# A node that says 503 has nothing to serve; one that has lost its origin goes on serving, with 200.
probe ready {
    .url = "/readyz";
    .interval = 1s;
    .timeout = 2s;
    .window = 3;
    .threshold = 2;
    .initial = 2;
}

backend node1 { .host = "127.0.0.1"; .port = "8081"; .probe = ready; .connect_timeout = 1s; .first_byte_timeout = 10s; }
backend node2 { .host = "127.0.0.1"; .port = "8082"; .probe = ready; .connect_timeout = 1s; .first_byte_timeout = 10s; }
backend node3 { .host = "127.0.0.1"; .port = "8083"; .probe = ready; .connect_timeout = 1s; .first_byte_timeout = 10s; }

sub vcl_init {
    new nodes = directors.round_robin();
    nodes.add_backend(node1);
    nodes.add_backend(node2);
    nodes.add_backend(node3);
}

sub vcl_recv {
    # Figures are for operators, of each node; nodes copy from the origin and not from here.
    if (req.url ~ "^/(metrics|v1/copies)") {
        return (synth(404));
    }
    set req.backend_hint = nodes.backend();
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    if (req.http.Accept-Encoding ~ "(?i)gzip" && req.http.Accept-Encoding !~ "(?i)gzip;\s*q=0(\.0*)?(,|$)") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
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

sub vcl_backend_fetch {
    # The next one, where the one before failed.
    if (bereq.retries > 0) {
        set bereq.backend = nodes.backend();
    }
}

sub vcl_backend_response {
    # A walk by cursor goes on in the release that it began with: a node that does not have that yet, or not any more,
    # refuses the cursor, and another one may have it. A node that cannot answer is no reason not to.
    if (bereq.retries < 3 && (beresp.status >= 500 ||
        ((beresp.status == 400 || beresp.status == 410) && bereq.url ~ "[?&]cursor="))) {
        return (retry);
    }
    # Taken whole before it is given out, so that a node that dies meanwhile is not seen; large files are passed on.
    if (beresp.http.Content-Length && std.integer(beresp.http.Content-Length, 0) <= 8388608) {
        set beresp.do_stream = false;
    }
    if (beresp.status >= 500 && bereq.is_bgfetch) {
        return (abandon);
    }
    if (beresp.status >= 500 || (beresp.status == 200 && !beresp.http.Content-Length)) {
        set beresp.ttl = 10s;
        set beresp.grace = 0s;
        set beresp.uncacheable = true;
    }
    if (beresp.ttl > 0s && !beresp.uncacheable) {
        set beresp.keep = 1h;
    }
    return (deliver);
}

sub vcl_backend_error {
    if (bereq.retries < 3) {
        return (retry);
    }
    return (deliver);
}
