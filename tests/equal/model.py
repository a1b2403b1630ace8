"""The tables of a program as its API document has them: what can be asked of each."""

import collections

Column = collections.namedtuple("Column", "name kind operators ref codes")
Table = collections.namedtuple("Table", "name columns sort include groups measures")


def _follow(document, node):
    while "$ref" in node:
        at = document
        for key in node["$ref"].split("/")[1:]:
            at = at[key]
        node = at
    return node


def _kind(schema, operators):
    """How its values are compared: number, date, period, text, iri or plain (by bytes)."""
    types = schema.get("type")
    if types and {"number", "integer"} & set([types] if isinstance(types, str) else types):
        return "number"
    if "gt" in operators:
        return "date" if schema.get("format") == "date" else "period"
    if "contains" in operators:
        return "iri" if schema.get("format") in ("iri", "uri") else "text"
    return "plain"


def _items(document, name):
    """The schema of an item of the table's list, and its name."""
    answer = _follow(document, document["paths"][f"/v1/{name}"]["get"]["responses"]["200"])
    items = _follow(document, answer["content"]["application/json"]["schema"])
    found = []
    def search(node):
        if isinstance(node, dict):
            if "items" in node.get("properties", {}):
                found.append(node["properties"]["items"]["items"]["$ref"])
            for value in node.values():
                search(value)
        elif isinstance(node, list):
            for value in node:
                search(value)
    search(items)
    return found[0], _follow(document, {"$ref": found[0]})


def _codes(document, schema):
    schema = _follow(document, schema)
    for node in [schema, *schema.get("anyOf", [])]:
        node = _follow(document, node)
        if "enum" in node:
            return [code for code in node["enum"] if code]
    return []


def tables(document):
    """All tables by their names."""
    names = [path[4:] for path in document["paths"] if f"/v1/aggregate/{path[4:]}" in document["paths"]]
    of_item = {_items(document, name)[0]: name for name in names}
    result = {}
    for name in names:
        item = _items(document, name)[1]["properties"]
        parameters = [_follow(document, p) for p in document["paths"][f"/v1/{name}"]["get"]["parameters"]]
        by_name = {p["name"]: p for p in parameters if p["in"] == "query"}
        columns = {}
        for parameter in parameters:
            if "x-operators" not in parameter:
                continue
            column, schema = parameter["name"], _follow(document, item[parameter["name"]])
            record = item.get(f"{column}_record")
            target = next((of_item[one["$ref"]] for one in record["anyOf"] if "$ref" in one), None) if record else None
            columns[column] = Column(column, _kind(schema, parameter["x-operators"]), parameter["x-operators"], target,
                                     _codes(document, item[column]))
        enums = {key: _follow(document, by_name[key]["schema"])["items"]["enum"] if key in by_name else []
                 for key in ("sort", "include")}
        aggregate = {p["name"]: p for p in (_follow(document, p) for p in
                     document["paths"][f"/v1/aggregate/{name}"]["get"]["parameters"])}
        result[name] = Table(name, columns, [s for s in enums["sort"] if s[0] != "-"], enums["include"], list(columns),
                             _follow(document, aggregate["measure"]["schema"])["items"]["enum"])
    return result
