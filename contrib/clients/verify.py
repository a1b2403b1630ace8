#!/usr/bin/python3
"""Shows without hiraku that what is served is what the publisher signed. Needs python3-nacl.

verify.py URL KEY                          the log of all releases
verify.py URL KEY FILE...                  files that were downloaded
verify.py URL KEY /v1/observations/ID...   single rows
URL is the address of the instance, KEY the publisher's public key as you learnt it elsewhere."""
import base64, hashlib, json, sys, urllib.error, urllib.request
from nacl import exceptions, signing
if len(sys.argv) < 3:
    sys.exit(__doc__)
URL, (NAME, ID, CODE) = sys.argv[1].rstrip("/"), sys.argv[2].split("+", 2)
KEY, decode = signing.VerifyKey(base64.b64decode(CODE)[1:]), base64.b64decode
def get(path):
    with urllib.request.urlopen(URL + path, timeout=60) as answer:
        return answer.read()

def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def root_of(leaves):  # RFC 6962, section 2.1
    k = 1 << (len(leaves) - 1).bit_length() - 1 if len(leaves) > 1 else 0
    return sha256(b"\1", root_of(leaves[:k]), root_of(leaves[k:])) if k else leaves[0]

def root_from(leaf, index, size, path):  # section 2.1.1
    if size == 1:
        return leaf
    k = 1 << (size - 1).bit_length() - 1
    if index < k:
        return sha256(b"\1", root_from(leaf, index, k, path[:-1]), path[-1])
    return sha256(b"\1", path[-1], root_from(leaf, index - k, size - k, path[:-1]))

def signed_files(number):  # minisign; none where the release is not signed by this key
    try:
        sums, minisig = (get(f"/v1/releases/{number}/proof/SHA256SUMS{ending}") for ending in ("", ".minisig"))
        return KEY.verify(sums, decode(minisig.split(b"\n")[1])[10:]).decode()
    except (urllib.error.HTTPError, exceptions.BadSignatureError):
        return ""
text, lines = get("/.well-known/hiraku/checkpoint").decode().rsplit("\n\n", 1)  # C2SP signed-note, tlog-checkpoint
codes = [decode(line.split(" ")[2]) for line in lines.splitlines() if line.startswith(f"— {NAME} ")]
[signature] = [code[4:] for code in codes if code[:4].hex() == ID] or sys.exit(f"not signed by this key of {NAME}")
origin, size, root = KEY.verify((text + "\n").encode(), signature).decode().splitlines()[:3]
leaves = [decode(line) for line in get("/v1/releases/leaves.txt").split()][:int(size)]
assert origin == NAME and len(leaves) == int(size) and root_of(leaves) == decode(root), "not the releases that were signed"
print(f"{NAME} signed the log of {size} releases")
for name in sys.argv[3:]:
    if name.startswith("/v1/"):
        proof = json.loads(get(name + "/proof.json"))
        manifest = get(f"/v1/releases/{proof['release']}/proof/release.json")
        assert sha256(b"\0", manifest) == leaves[proof["release"] - 1], "not the manifest that was signed"
        leaf, path = sha256(b"\0", proof["record"].encode()), [decode(one) for one in proof["inclusion"]]
        found = root_from(leaf, proof["index"], proof["size"], path).hex()
        assert found == json.loads(manifest)["tables"][proof["table"]]["rows_root"], "the row is not in the table"
        print(f"{name}: in release {proof['release']}, as signed: {proof['record'].strip()}")
    else:
        digest = hashlib.sha256(open(name, "rb").read()).hexdigest()
        number = next((n for n in range(int(size), 0, -1) if digest in signed_files(n)), 0)
        print(f"{name}: a file of release {number}, as signed") if number else sys.exit(f"{name}: no file that was signed")
