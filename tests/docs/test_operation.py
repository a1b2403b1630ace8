"""What operation.md, nodes.md and the guide of the template say is typed here, block after block, with folders of the test in
place of the machine's and stand-ins for what changes a machine: packages, users, services. The real web servers are in
tests/http/server/test_deploy.py."""

import os
import re
import shutil
import subprocess

import pytest

from conftest import support
from test_documents import MARKED, ROOT, read

# What stands in for a program: everything else is what the machine has.
STAND_INS = {
    "apt-get": "", "useradd": "", "chown": "", "nginx": "", "curl": "echo answered",
    "runuser": 'shift 3; exec "$@"',
    # a unit that publishes does; the others are only named
    "systemctl": 'case "$*" in *"start hiraku-publish"*) exec $(sed -n "s, /\\(srv\\|var\\), $ROOT/\\1,g; s/^ExecStart=//p" "$ROOT/usr/local/lib/systemd/system/hiraku-publish.service");; '
                 '*" varnish") test -s "$ROOT/etc/varnish/default.vcl";; '
                 '*) for word in "$@"; do case $word in hiraku*.*) test -e "$ROOT/usr/local/lib/systemd/system/$word";; esac || exit 1; done;; esac',
    # serving ends when it has begun
    "hiraku": '[ "$1" = serve ] || exec "$ROOT/usr/local/bin/hiraku" "$@"; rm -f "$ROOT/served"; '
              '"$ROOT/usr/local/bin/hiraku" "$@" --listen 127.0.0.1:0 >"$ROOT/served" 2>&1 & '
              'until grep -s listening "$ROOT/served"; do kill -0 $! || exit 1; sleep 0.1; done; kill $!; wait $!',
    "journalctl": 'echo "$@"',
    "git": 'case $1 in clone) cp -r "$CHECKOUT" "$3";; esac',
    "make": 'case $1 in install) exec /usr/bin/make -s -C "$CHECKOUT" -o "$BUILD/hiraku" install BUILD="$BUILD" PREFIX="$ROOT/usr/local" ;; esac',
    # another machine is another folder; rsync, too, calls this
    "ssh": '[ "$1" = -n ] && { shift; exec </dev/null; }; shift; exec sh -c "$(printf %s "$*" | sed "s,$ROOT/,$ROOT/other/,g")"',
}


@pytest.fixture
def machine(tmp_path, hiraku):
    """machine(block) → what the block printed."""
    for name in ("bin", "etc/default", "etc/nginx/conf.d", "etc/varnish", "etc/systemd/system", "usr/local/src", "var/lib/hiraku", "srv",
                 "other/var/lib/hiraku", "other/srv"):
        (tmp_path / name).mkdir(parents=True)
    for name, body in STAND_INS.items():
        (tmp_path / "bin" / name).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / "bin" / name).chmod(0o755)
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / "Makefile").symlink_to(ROOT / "Makefile")
    (checkout / "contrib").symlink_to(ROOT / "contrib")
    shutil.copytree(ROOT / "contrib/instances/sample", tmp_path / "path/to/instance")
    (tmp_path / "home").mkdir()
    environment = support.clean_environment({
        "PATH": f"{tmp_path}/bin:{tmp_path}/usr/local/bin:/usr/bin:/bin", "ROOT": str(tmp_path), "CHECKOUT": str(checkout),
        "BUILD": str(os.path.dirname(os.path.realpath(hiraku))), "LANG": "C.UTF-8",
        "HOME": str(tmp_path / "home")})

    def run(block):
        text = re.sub(r"(?<![\w./-])/(?=(?:etc|var|srv|path|usr/local)/)", f"{tmp_path}/", block)
        text = text.replace("backup:/srv", f"backup:{tmp_path}/srv")
        done = subprocess.run(["bash", "-c", "set -euo pipefail\n" + text], cwd=tmp_path / "checkout", env=environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=120,
                              check=False)
        assert done.returncode == 0, text + "\n" + done.stdout
        return done.stdout
    run.root = tmp_path
    return run


def change_title(machine, number):
    path = machine.root / "srv/hiraku/instance/instance.json"
    path.write_text(re.sub(r'"title_en": "[^"]*"', f'"title_en": "Title {number}"', path.read_text()))
    machine("hiraku publish --store /var/lib/hiraku/store /srv/hiraku/instance")


def test_operation_works_as_typed(machine):
    for block in MARKED.findall(read("contrib/docs/operation.md")):
        if "rollback" in block:  # release 1 is then an earlier one
            change_title(machine, 2)
        machine(block)
    assert (machine.root / "var/lib/hiraku/store/current/release.json").exists()


GUIDE = "contrib/instances/template/README.md"


def test_the_guide_works_as_typed(machine):
    machine("make install")
    said = machine("\n".join(MARKED.findall(read(GUIDE))))
    assert said.count("listening on http://127.0.0.1:") == 2
    assert sorted(os.listdir(machine.root / "home")) == ["my-city", "my-city-before", "my-store", "my-store.usage",
                                                         "practice-store.usage"]


def test_every_block_of_these_documents_is_run():
    for name in ("contrib/docs/operation.md", "contrib/docs/nodes.md", GUIDE):
        assert len(MARKED.findall(read(name))) == read(name).count("```sh\n") > 0


def test_a_node_is_whole_after_the_first_and_every_later_copy(machine, hiraku):
    machine("mkdir -p /srv/hiraku && cp -r contrib/instances/sample /srv/hiraku/instance; mkdir -p /usr/local/bin; ln -s "
            f"{os.path.realpath(hiraku)} /usr/local/bin/hiraku")
    [copy] = MARKED.findall(read("contrib/docs/nodes.md"))
    for number, copied in [(1, False), (2, True), (3, True), (4, False), (5, True)]:
        change_title(machine, number)
        if copied:
            assert re.search(r"\b[1-9]\d* .*(要約値|digests)", machine(copy))
            assert os.readlink(machine.root / "other/var/lib/hiraku/store/current") == f"releases/{number}"
    names = sorted(os.listdir(machine.root / "other/var/lib/hiraku/store/releases"))
    assert names == ["1", "2", "3", "4", "5"]
    assert len({os.stat(machine.root / f"other/var/lib/hiraku/store/releases/{n}/data/programs.csv").st_ino for n in names}) == 1
