"""The API document as tests use it: requests built from its examples, answers checked against its schemas.

Knows OpenAPI 3.1 as far as this document goes. Does not know a table or a path.
"""

import json
import urllib.parse

import jsonschema

PROBLEM = "application/problem+json"


def as_text(value):
    """As it stands in a URL: a truth value as JSON has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


class Contract:
    def __init__(self, document):
        self.document = document
        self.resolver = jsonschema.RefResolver.from_schema(document)
        self.validators = {}

    def resolve(self, value):
        while isinstance(value, dict) and "$ref" in value:
            reference, value = value["$ref"], self.document
            for name in reference[2:].split("/"):
                value = value[name.replace("~1", "/")]
        return value

    def operations(self):
        """(path, operation) of every GET, which is all there is but for what speaks a protocol of its own."""
        for path, method, operation in self.methods():
            if operation["tags"] != ["protocols"]:
                assert method == "get", path
                yield path, operation

    def methods(self):
        """(path, method, operation) of all."""
        for path, item in self.document["paths"].items():
            for method, operation in item.items():
                yield path, method, operation

    def spoken(self):
        """(path, method, operation) of those that speak a protocol of its own, whose refusals are no problems."""
        return [one for one in self.methods() if one[2]["tags"] == ["protocols"]]

    def operation(self, name):
        return next((path, one) for path, one in self.operations() if one["operationId"] == name)

    def parameters(self, operation, place="query"):
        found = [self.resolve(one) for one in operation.get("parameters", [])]
        return [one for one in found if one["in"] == place]

    def response(self, operation, status):
        return self.resolve(operation["responses"][str(status)])

    # --- requests ---

    def fill(self, path, operation, suffix=""):
        """The path with the examples of its parameters."""
        for one in self.parameters(operation, "path"):
            path = path.replace("{%s}" % one["name"], urllib.parse.quote(str(one["example"]), safe=""))
        return path + suffix

    @staticmethod
    def examples(parameter):
        """Those of the parameter, else of its schema, which consoles do not send unasked."""
        return [parameter["example"]] if "example" in parameter else parameter["schema"].get("examples", [])

    def pairs(self, parameter):
        """The example of a query parameter as name=value, by its style."""
        example = self.examples(parameter)[0]
        if isinstance(example, dict):
            assert parameter["explode"]
            return list(example.items())
        if isinstance(example, list):
            assert parameter["explode"]
            return [(parameter["name"], as_text(one)) for one in example]
        return [(parameter["name"], as_text(example))]

    def requests(self, path, operation):
        """(target, parameter or None): each example of the operation once, beside what is required."""
        parameters = self.parameters(operation)
        needed = [one for one in parameters if one.get("required")]
        if self.needs_choice(operation):
            needed = [one for one in parameters if self.examples(one)][:1]
        required = [pair for one in needed for pair in self.pairs(one)]
        if not required:
            yield self.fill(path, operation), None
        for one in parameters:
            if not self.examples(one):
                continue
            suffix = ".html" if path in ("/catalog", "/v1/datasets/{table}") else ""
            pairs = [*(required if one not in needed else []), *self.pairs(one)]
            yield f"{self.fill(path, operation, suffix)}?{urllib.parse.urlencode(pairs)}", one

    @staticmethod
    def needs_choice(operation):
        """Whether one of several parameters must be given, which OpenAPI can say in words only."""
        return "Exactly one of" in operation["description"]

    # --- answers ---

    def schema_errors(self, schema, value):
        key = str(schema)
        if key not in self.validators:
            self.validators[key] = jsonschema.Draft202012Validator(
                schema, resolver=self.resolver, format_checker=jsonschema.FormatChecker(["date"]))
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
                for error in self.validators[key].iter_errors(value)]

    def parts(self, schema):
        """A schema and all that it is composed of."""
        schema = self.resolve(schema)
        yield schema
        for one in [*schema.get("allOf", []), *schema.get("anyOf", [])]:
            yield from self.parts(one)

    def undocumented(self, schema, value, where=""):
        """Members of objects that the schema does not name."""
        parts = list(self.parts(schema))
        if isinstance(value, list):
            items = {"anyOf": [one["items"] for one in parts if "items" in one]}
            return [name for i, one in enumerate(value) if items["anyOf"]
                    for name in self.undocumented(items, one, f"{where}/{i}")]
        if not isinstance(value, dict):
            return []
        found = []
        for name, member in value.items():
            known = [one["properties"][name] for one in parts if name in one.get("properties", {})]
            known += [one["additionalProperties"] for one in parts if not known
                      and isinstance(one.get("additionalProperties"), dict)]
            if not known and not any(one.get("additionalProperties") is True for one in parts):
                found.append(f"{where}/{name}")
            elif known:
                found += self.undocumented({"anyOf": known}, member, f"{where}/{name}")
        return found

    def faults(self, operation, answer):
        """What is wrong with an answer: status, media type, header fields, body."""
        status = str(answer.status_code)
        if status not in operation["responses"]:
            return [f"status {status} is not documented"]
        response = self.response(operation, status)
        faults = [f"field {name} is not documented" for name in answer.headers
                  if name.lower() not in TRANSPORT and name.lower() not in
                  {known.lower() for known in response.get("headers", {})}]
        for name, header in response.get("headers", {}).items():
            if name in answer.headers and "const" in self.resolve(header)["schema"]:
                faults += self.schema_errors(self.resolve(header)["schema"], answer.headers[name])
        content = response.get("content", {})
        media_type = answer.headers.get("Content-Type", "").split(";")[0]
        if not content:
            return faults + ([f"a body of {media_type}"] if answer.content else [])
        if media_type not in content:
            return faults + [f"media type {media_type} is not documented"]
        if media_type in ("application/json", PROBLEM):
            return faults + self.body_faults(content[media_type]["schema"], answer.json())
        if media_type == "application/x-ndjson" and answer.status_code != 206:
            lines = answer.text.splitlines()
            for line in lines if "x-line-schema" in content[media_type] else []:
                faults += self.body_faults(content[media_type]["x-line-schema"], json.loads(line))
        return faults

    def body_faults(self, schema, body):
        return self.schema_errors(schema, body) + [
            f"member {name} is not documented" for name in self.undocumented(schema, body)]


# Fields that belong to the exchange and not to this service.
TRANSPORT = {"date", "connection", "content-length", "content-type", "content-encoding", "transfer-encoding"}
