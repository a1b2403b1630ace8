"""What a newer API document takes away from an older one: removed or narrowed, for requests and for answers.

Adding is allowed: paths, optional parameters, members, codes. Compares OpenAPI 3.1 documents as far as this one
goes; prose, titles and examples do not count.
"""

import re

BOUNDS = (("minimum", 1), ("minLength", 1), ("minItems", 1), ("maximum", -1), ("maxLength", -1), ("maxItems", -1))


def breaks(old, new):
    """A sentence for each promise of `old` that `new` does not keep."""
    return list(Comparison(old, new).paths())


def kinds(schema):
    kind = schema.get("type", [])
    return {kind} if isinstance(kind, str) else set(kind)


def without_null(schema):
    """(the schema, whether it is a choice of it and null)."""
    choices = [one for one in schema.get("anyOf", []) if one != {"type": "null"}]
    if len(choices) == 1 and len(schema["anyOf"]) == 2:
        return choices[0], True
    return schema, False


class Comparison:
    def __init__(self, old, new):
        self.old, self.new = old, new
        self.compared = set()

    @staticmethod
    def resolve(document, value):
        while isinstance(value, dict) and "$ref" in value:
            reference, value = value["$ref"], document
            for name in reference[2:].split("/"):
                value = value[name.replace("~1", "/")]
        return value

    def both(self, old, new):
        return self.resolve(self.old, old), self.resolve(self.new, new)

    def paths(self):
        for path, item in self.old["paths"].items():
            if path not in self.new["paths"]:
                yield f"{path}: the path is gone"
                continue
            for method, operation in item.items():
                if method not in self.new["paths"][path]:
                    yield f"{method} {path}: the method is gone"
                    continue
                other = self.new["paths"][path][method]
                if operation["operationId"] != other["operationId"]:
                    yield f"{method} {path}: operationId {operation['operationId']} is gone"
                yield from self.parameters(f"{method} {path}", operation, other)
                yield from self.responses(f"{method} {path}", operation, other)

    # --- requests ---

    def named(self, document, operation):
        found = [self.resolve(document, one) for one in operation.get("parameters", [])]
        return {(one["in"], one["name"]): one for one in found}

    def parameters(self, where, old, new):
        olds, news = self.named(self.old, old), self.named(self.new, new)
        for key, parameter in olds.items():
            name = f"{where}: parameter {key[1]}"
            if key not in news:
                yield f"{name} is gone"
                continue
            other = news[key]
            if other.get("required") and not parameter.get("required"):
                yield f"{name} is required now"
            for member in ("style", "explode"):
                if parameter.get(member) != other.get(member):
                    yield f"{name}: {member} is another"
            lost = set(parameter.get("x-operators", [])) - set(other.get("x-operators", []))
            if lost:
                yield f"{name}: operators {', '.join(sorted(lost))} are gone"
            yield from self.accepted(name, parameter.get("schema", {}), other.get("schema", {}))
        for key, parameter in news.items():
            if key not in olds and parameter.get("required"):
                yield f"{where}: parameter {key[1]} is new and required"

    def accepted(self, where, old, new):
        """What was accepted must still be."""
        old, new = self.both(old, new)
        if kinds(new) and kinds(old) - kinds(new):
            yield f"{where}: type {sorted(kinds(old) - kinds(new))} is no longer accepted"
        if "enum" in new and ("enum" not in old or set(map(str, old["enum"])) - set(map(str, new["enum"]))):
            yield f"{where}: values are no longer accepted"
        if new.get("pattern") != old.get("pattern") and "pattern" in new:
            yield f"{where}: the pattern is another"
        for bound, sign in BOUNDS:
            if bound in new and (bound not in old or sign * new[bound] > sign * old[bound]):
                yield f"{where}: {bound} is narrower"
        if "default" in old and old["default"] != new.get("default"):
            yield f"{where}: the default is another"
        if "items" in old and "items" in new:
            yield from self.accepted(f"{where} []", old["items"], new["items"])
        yield from self.accepted_names(where, old.get("patternProperties", {}), new.get("patternProperties", {}))

    @staticmethod
    def accepted_names(where, old, new):
        """Patterns of names are lists of words here: each word must still be in one of them."""
        words = [set(re.findall(r"\w+", " ".join(patterns))) for patterns in (old, new)]
        if words[0] - words[1]:
            yield f"{where}: {', '.join(sorted(words[0] - words[1]))} is no longer accepted"

    # --- answers ---

    def responses(self, where, old, new):
        for status, response in old["responses"].items():
            if status not in new["responses"]:
                yield f"{where}: status {status} is gone"
                continue
            one, other = self.both(response, new["responses"][status])
            for name in set(one.get("headers", {})) - set(other.get("headers", {})):
                yield f"{where} {status}: field {name} is gone"
            for media_type, content in one.get("content", {}).items():
                if media_type not in other.get("content", {}):
                    yield f"{where} {status}: {media_type} is gone"
                    continue
                yield from self.given(f"{where} {status}", content["schema"], other["content"][media_type]["schema"])

    def parts(self, document, schema):
        """The members of a schema with those of allOf: (properties, required, the schema itself)."""
        schema = self.resolve(document, schema)
        properties, required = dict(schema.get("properties", {})), set(schema.get("required", []))
        for one in schema.get("allOf", []):
            more, needed, _ = self.parts(document, one)
            properties.update(more)
            required |= needed
        return properties, required, schema

    def given(self, where, old, new):
        """What an answer held must still be there, and be of no other kind."""
        (old, could), (new, can) = without_null(old), without_null(new)
        if can and not could and "null" not in kinds(self.resolve(self.old, old)):
            yield f"{where}: may be ['null'] now"
        pair = (str(old), str(new))
        if "$ref" in old and pair in self.compared:
            return
        self.compared.add(pair)
        members, needed, one = self.parts(self.old, old)
        others, promised, other = self.parts(self.new, new)
        if kinds(other) - kinds(one) and kinds(one) or kinds(one) and not kinds(other):
            yield f"{where}: may be {sorted(kinds(other) - kinds(one))} now"
        if "enum" in one and "enum" in other:
            lost = set(map(str, one["enum"])) - set(map(str, other["enum"]))
            if lost:
                yield f"{where}: value {', '.join(sorted(lost))} is gone"
        elif "enum" in one:
            yield f"{where}: is no longer one of known values"
        if one.get("const") != other.get("const") or one.get("format") != other.get("format"):
            yield f"{where}: const or format is another"
        for name in needed - promised:
            yield f"{where}: member {name} is no longer always there"
        for name, member in members.items():
            if name in others:
                yield from self.given(f"{where} .{name}", member, others[name])
            else:
                yield f"{where}: member {name} is gone"
        if "items" in one and "items" in other:
            yield from self.given(f"{where} []", one["items"], other["items"])
        for choice, choices in zip(one.get("anyOf", []), other.get("anyOf", [])):
            yield from self.given(where, choice, choices)
        if len(other.get("anyOf", [])) < len(one.get("anyOf", [])):
            yield f"{where}: a kind of answer is gone"
