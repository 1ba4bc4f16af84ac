//! Whether a document is one that the shape says is written: at run time, for tests of types with impls by hand.

use serde_json::{Map, Value};

use crate::shape::graph::Graph;
use crate::shape::types::{Enum, Field, Payload, Presence, Tagging, Text, Type, Variant};

/// Where the document is not what the shape says, and what is there instead; `None` if it is.
pub(crate) fn strays(graph: Graph, document: &Value) -> Option<String> {
    let mut path = String::new();
    let good = written(graph, graph.top(), document, &mut path);
    (!good).then(|| format!("`{path}` holds {}", at(document, &path)))
}

/// What stands at the path, or the whole where it is not followed.
fn at<'a>(document: &'a Value, path: &str) -> &'a Value {
    path.split('.').skip(1).try_fold(document, |value, name| value.get(name)).unwrap_or(document)
}

/// The path is left where the document strays.
fn written(graph: Graph, ty: &Type, value: &Value, path: &mut String) -> bool {
    match graph.open(ty) {
        Type::Null => value.is_null(),
        Type::Bool => value.is_boolean(),
        Type::Integer(integer) => match (value.as_i64(), value.as_u64()) {
            (_, Some(number)) => u128::from(number) <= integer.max,
            (Some(negative), None) => i128::from(negative) >= integer.min,
            // Beyond 64 bits it has become a float here.
            (None, None) => value.is_number(),
        },
        Type::Float(_) => value.is_number() || value.is_null(),
        Type::Number => value.is_number(),
        Type::Text(text) => value.as_str().is_some_and(|value| match text {
            Text::Char => value.chars().count() == 1,
            Text::Any | Text::Format(_) => true,
        }),
        Type::Optional(inner) => value.is_null() || written(graph, inner, value, path),
        Type::Newtype(inner) | Type::Apart { writes: inner, .. } => {
            written(graph, inner, value, path)
        }
        Type::List(inner) | Type::Set(inner) => value
            .as_array()
            .is_some_and(|items| items.iter().all(|item| written(graph, inner, item, path))),
        Type::Array(inner, length) => value.as_array().is_some_and(|items| {
            items.len() == *length && items.iter().all(|item| written(graph, inner, item, path))
        }),
        Type::Tuple(parts) => tuple(graph, parts, value, path),
        Type::Map(_, inner) => value.as_object().is_some_and(|members| {
            members.values().all(|value| written(graph, inner, value, path))
        }),
        Type::Struct(it) => {
            value.as_object().is_some_and(|members| fields(graph, it.fields, members, &[], path))
        }
        Type::Enum(it) => it.variants.iter().any(|each| variant(graph, it, each, value)),
        Type::Tagged { .. } => value.is_object(),
        Type::Anything
        | Type::Unrecognised
        | Type::Opaque(_)
        | Type::Unknown(_)
        | Type::Unseen(_)
        | Type::Link(_)
        | Type::TooDeep => true,
    }
}

fn tuple(graph: Graph, parts: &[&Type], value: &Value, path: &mut String) -> bool {
    value.as_array().is_some_and(|items| {
        items.len() == parts.len()
            && parts.iter().zip(items).all(|(part, item)| written(graph, part, item, path))
    })
}

/// Each member is there if it has to be, and no other one; unless something is flattened, whose members are not followed.
fn fields(
    graph: Graph,
    fields: &[Field],
    members: &Map<String, Value>,
    more: &[&str],
    path: &mut String,
) -> bool {
    let before = path.len();
    for field in fields.iter().filter(|field| !field.flatten) {
        path.push('.');
        path.push_str(field.name);
        let good = match (members.get(field.name), field.presence) {
            (Some(_), Presence::Never) | (None, Presence::Always) => false,
            (Some(value), _) => written(graph, field.ty, value, path),
            (None, _) => true,
        };
        if !good {
            return false;
        }
        path.truncate(before);
    }
    let flattens = fields.iter().any(|field| field.flatten);
    let known = |name: &str| {
        more.contains(&name) || fields.iter().any(|field| !field.flatten && field.name == name)
    };
    match members.keys().find(|name| !flattens && !known(name)) {
        Some(other) => {
            path.push('.');
            path.push_str(other);
            false
        }
        None => true,
    }
}

fn variant(graph: Graph, it: &Enum, variant: &Variant, value: &Value) -> bool {
    let bare = variant.untagged || matches!(it.tagging, Tagging::Untagged);
    match (it.tagging, variant.payload) {
        (_, held) if bare => payload(graph, held, value, &[]),
        (Tagging::External, Payload::Unit) => value == variant.name,
        (Tagging::External, held) => value.as_object().is_some_and(|members| {
            members.len() == 1
                && members.get(variant.name).is_some_and(|value| payload(graph, held, value, &[]))
        }),
        (Tagging::Internal(tag), held) => {
            let named = value.get(tag).is_some_and(|value| value == variant.name);
            named
                && match held {
                    Payload::Struct(_) => payload(graph, held, value, &[tag]),
                    // Its members stand among the tag.
                    _ => true,
                }
        }
        (Tagging::Adjacent(tag, content), held) => {
            let named = value.get(tag).is_some_and(|value| value == variant.name);
            let unit = matches!(held, Payload::Unit);
            named
                && match value.get(content) {
                    Some(value) => payload(graph, held, value, &[]),
                    None => unit,
                }
        }
        (Tagging::Untagged, held) => payload(graph, held, value, &[]),
    }
}

fn payload(graph: Graph, payload: Payload, value: &Value, more: &[&str]) -> bool {
    let mut path = String::new();
    match payload {
        Payload::Unit => value.is_null(),
        Payload::Newtype(ty) => written(graph, ty, value, &mut path),
        Payload::Tuple(parts) => tuple(graph, parts, value, &mut path),
        Payload::Struct(list) => {
            value.as_object().is_some_and(|members| fields(graph, list, members, more, &mut path))
        }
    }
}
