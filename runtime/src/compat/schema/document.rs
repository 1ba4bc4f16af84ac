//! What a `$ref` names, within one document. Nothing is ever fetched.

use serde_json::{Map, Value};

use super::dialect::Dialect;

/// More levels than a schema of ordinary size has by far. What recurses over documents relies on it.
const DEPTH: usize = 160;

/// Whether a document is nested so deeply that walking it might exhaust the stack.
pub(super) fn is_too_deep(value: &Value) -> bool {
    let mut level: Vec<&Value> = vec![value];
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        for value in level {
            match value {
                Value::Array(items) => next.extend(items),
                Value::Object(members) => next.extend(members.values()),
                _ => {}
            }
        }
        if next.is_empty() {
            return false;
        }
        level = next;
    }
    true
}

/// A schema that has a URI of its own: the document, or a part with an `$id`.
#[derive(Debug)]
struct Resource<'a> {
    uri: String,
    root: &'a Value,
}

/// A place in a document: a schema, and the resource that it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) schema: &'a Value,
    pub(super) resource: usize,
}

#[derive(Debug)]
pub(super) struct Document<'a> {
    dialect: Dialect,
    resources: Vec<Resource<'a>>,
    /// Resource, name, schema.
    anchors: Vec<(usize, String, &'a Value)>,
    dynamic_anchors: usize,
}

impl<'a> Document<'a> {
    pub(super) fn new(root: &'a Value, dialect: Dialect) -> Self {
        let mut document =
            Self { dialect, resources: Vec::new(), anchors: Vec::new(), dynamic_anchors: 0 };
        let uri = root.get(dialect.id()).and_then(Value::as_str).unwrap_or_default();
        let uri = uri.trim_end_matches('#').to_owned();
        document.resources.push(Resource { uri, root });
        document.scan(Place { schema: root, resource: 0 });
        document
    }

    pub(super) fn root(&self) -> Place<'a> {
        Place { schema: self.resources[0].root, resource: 0 }
    }

    /// The place of a part of a schema, which may be a resource of its own.
    pub(super) fn part(&self, schema: &'a Value, resource: usize) -> Place<'a> {
        let own = schema.get(self.dialect.id()).and_then(|_| {
            self.resources.iter().position(|resource| std::ptr::eq(resource.root, schema))
        });
        Place { schema, resource: own.unwrap_or(resource) }
    }

    /// What a reference names, if it stands in this document.
    pub(super) fn find(&self, reference: &str, resource: usize) -> Option<Place<'a>> {
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let resource = if uri.is_empty() {
            resource
        } else {
            let uri = joined(&self.resources[resource].uri, uri);
            self.resources.iter().position(|resource| resource.uri == uri)?
        };
        let root = self.resources[resource].root;
        if fragment.is_empty() {
            return Some(Place { schema: root, resource });
        }
        let fragment = decoded(fragment)?;
        if fragment.starts_with('/') {
            return self.pointed(&fragment, Place { schema: root, resource });
        }
        let anchor = self.anchors.iter().find(|(of, name, _)| *of == resource && *name == fragment);
        anchor.map(|(_, _, schema)| Place { schema, resource })
    }

    /// Whether a dynamic reference can only mean the one anchor of this document.
    pub(super) fn is_static(&self) -> bool {
        self.dynamic_anchors <= 1 && self.resources.len() == 1
    }

    fn pointed(&self, pointer: &str, from: Place<'a>) -> Option<Place<'a>> {
        let mut place = from;
        for token in pointer.split('/').skip(1) {
            let token = token.replace("~1", "/").replace("~0", "~");
            let next = match place.schema {
                Value::Object(members) => members.get(&token)?,
                Value::Array(items) => items.get(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
            place = self.part(next, place.resource);
        }
        Some(place)
    }

    /// Collects what has a name of its own.
    fn scan(&mut self, place: Place<'a>) {
        let Value::Object(members) = place.schema else { return };
        let mut resource = place.resource;
        if let Some(id) = members.get(self.dialect.id()).and_then(Value::as_str)
            && !std::ptr::eq(place.schema, self.resources[0].root)
        {
            match id.split_once('#') {
                Some(("", name)) if self.dialect < Dialect::Draft2019 => {
                    self.anchors.push((resource, name.to_owned(), place.schema));
                }
                _ => {
                    let uri = joined(&self.resources[resource].uri, id.trim_end_matches('#'));
                    self.resources.push(Resource { uri, root: place.schema });
                    resource = self.resources.len() - 1;
                }
            }
        }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = members.get(keyword).and_then(Value::as_str)
                && self.dialect.has("$anchor")
            {
                self.anchors.push((resource, name.to_owned(), place.schema));
                self.dynamic_anchors += usize::from(keyword == "$dynamicAnchor");
            }
        }
        self.dynamic_anchors += usize::from(members.contains_key("$recursiveAnchor"));
        self.scan_parts(members, resource);
    }

    fn scan_parts(&mut self, members: &'a Map<String, Value>, resource: usize) {
        for (keyword, value) in members {
            match keyword.as_str() {
                "enum" | "const" | "default" | "examples" | "required" => {}
                "properties" | "patternProperties" | "$defs" | "definitions"
                | "dependentSchemas" | "dependencies" => {
                    for schema in value.as_object().into_iter().flat_map(Map::values) {
                        self.scan(Place { schema, resource });
                    }
                }
                _ => match value {
                    Value::Array(parts) => {
                        for schema in parts {
                            self.scan(Place { schema, resource });
                        }
                    }
                    schema => self.scan(Place { schema, resource }),
                },
            }
        }
    }
}

/// A URI reference against the URI of what it stands in, as far as schemas use them.
fn joined(base: &str, reference: &str) -> String {
    let is_absolute = reference.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    if is_absolute || base.is_empty() {
        return reference.to_owned();
    }
    let path = base.find("://").map_or(0, |at| at + 3);
    let root = base[path..].find('/').map_or(base.len(), |at| path + at);
    if reference.starts_with('/') {
        return format!("{}{reference}", &base[..root]);
    }
    match base[root..].rfind('/') {
        Some(last) => format!("{}{reference}", &base[..=root + last]),
        None => format!("{base}/{reference}"),
    }
}

/// A fragment without its percent signs.
fn decoded(fragment: &str) -> Option<String> {
    if !fragment.contains('%') {
        return Some(fragment.to_owned());
    }
    let mut bytes = fragment.bytes();
    let mut text = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            text.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            text.push(byte);
        }
    }
    String::from_utf8(text).ok()
}
