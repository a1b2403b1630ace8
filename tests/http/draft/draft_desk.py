"""A small instance that is published, and `hiraku draft` on it."""

import json
import subprocess

from conftest import publish_directory, run_program


class Desk:
    def __init__(self, folder, instance):
        self.instance, self.store, self.folder = instance, folder / "store", folder
        self.publish()

    def publish(self):
        publish_directory(self.store, self.instance.path, "--no-downloads")

    def run(self, *arguments, env=None, json_answer=True, **options):
        form = ["--json"] if json_answer else []
        return run_program("draft", *map(str, arguments), "--instance", self.instance.path, "--store", self.store, *form,
                           env={"HIRAKU_DOWNLOADS": "0", **(env or {})}, **options)

    def do(self, *arguments, env=None):
        """Runs an action that works; its answer."""
        done = self.run(*arguments, env=env)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def refused(self, *arguments, env=None):
        """Runs an action that does not; the slug of the problem."""
        done = self.run(*arguments, env=env)
        assert done.returncode != 0, done.stdout
        answer = json.loads(done.stdout)
        return answer["error"]["status"] if "error" in answer else answer

    def file(self, name, lines, encoding="utf-8"):
        path = self.folder / name
        path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
        return path

    def add(self, name, lines, encoding="utf-8", *options):
        """A draft of a file; its state."""
        return self.do("add", self.file(name, lines, encoding), "--as", "hanako", *options)["draft"]

    def check(self, draft):
        """Findings of a draft, whether there are errors or not."""
        done = self.run("check", draft)
        assert done.returncode in (0, 1), done.stdout + done.stderr
        return json.loads(done.stdout)

    def table(self, draft, table):
        return (self.store.parent / "store.desk" / "drafts" / draft / "data" / f"{table}.csv").read_text("utf-8-sig")

    def data(self, table):
        return (self.instance.path / "data" / f"{table}.csv").read_text("utf-8-sig")


def rules(findings):
    return [finding["rule"] for finding in findings["findings"] if finding["rule"] != "read-as"]


def releases(desk):
    done = subprocess.run([*__import__("conftest").program().split(), "releases", "--store", str(desk.store)],
                          stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return len(done.stdout.splitlines())
