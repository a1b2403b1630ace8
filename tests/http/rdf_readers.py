"""Graphs read with parsers that the project did not write: rapper, serdi, rdflib, pyld. Knows no table."""

import json
import subprocess

import rdflib
from pyld import jsonld

rdflib.NORMALIZE_LITERALS = False
TYPES = {"rdf": "application/rdf+xml", "ttl": "text/turtle", "nt": "application/n-triples",
         "jsonld": "application/ld+json"}
RDFLIB = {"rdf": "xml", "ttl": "turtle", "nt": "nt", "jsonld": "json-ld"}
RAPPER = {"rdf": "rdfxml", "ttl": "turtle", "nt": "ntriples"}
SERDI = {"ttl": "turtle", "nt": "ntriples"}


def run_reader(command, content):
    done = subprocess.run(command, input=content, capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, b""), (command, done.stderr[:500])
    return done.stdout


def read_graph(content, name):
    graph = rdflib.Graph()
    graph.parse(data=content, format=RDFLIB[name])
    return set(graph)


def object_without_repeated_keys(pairs):
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), keys
    return dict(pairs)


def readings(content, name):
    """[(reader, set of triples)] of one document."""
    found = [("rdflib", read_graph(content, name))]
    if name in RAPPER:
        found.append(("rapper", read_graph(run_reader(
            ["rapper", "-q", "-i", RAPPER[name], "-o", "ntriples", "-", "https://base.invalid/"],
            content), "nt")))
    if name in SERDI:
        found.append(("serdi", read_graph(run_reader(
            ["serdi", "-e", "-i", SERDI[name], "-o", "ntriples", "-"], content), "nt")))
    if name == "jsonld":
        document = json.loads(content, object_pairs_hook=object_without_repeated_keys)
        quads = jsonld.to_rdf(document, {"format": "application/n-quads"})
        found.append(("pyld", read_graph(quads, "nt")))
    return found


def statements(content, name):
    """How many triples a document writes, in a form whose reader does not leave out repeated ones."""
    if name == "jsonld":
        return sum(len(values) for node in json.loads(content)["@graph"] for key, values in node.items() if key != "@id")
    if name == "rdf":
        content = run_reader(["rapper", "-q", "-i", "rdfxml", "-o", "ntriples", "-", "https://base.invalid/"], content)
    if name == "ttl":
        content = run_reader(["serdi", "-e", "-i", "turtle", "-o", "ntriples", "-"], content)
    return len(content.splitlines())


def one_graph(documents):
    """The graph that {form: bytes} all hold, for every reader; it has triples, each once, and no blank node."""
    found = [(name, *reading) for name, content in documents.items()
             for reading in readings(content, name)]
    first = found[0][2]
    for name, reader, graph in found[1:]:
        assert graph == first, (name, reader, list(graph ^ first)[:5])
    assert first
    assert {name: statements(content, name) for name, content in documents.items()} == \
        dict.fromkeys(documents, len(first))
    assert not [node for triple in first for node in triple if isinstance(node, rdflib.BNode)]
    return first
