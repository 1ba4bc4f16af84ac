//! The schema of a stored record: the type's own schema, with the envelope's members.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, json_schema};
use serde_json::{Map, Value, json};

use super::correct;
use crate::chain::{Migrate, Tag};
use crate::version::Version;

/// The JSON Schema (draft 2020-12) of a record as this version writes it, with the envelope's members.
///
/// Integers have the bounds of their Rust types.
///
/// ```
/// use heirloom::Migrate;
/// use schemars::JsonSchema;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, JsonSchema, Migrate)]
/// #[migrate(entity = "user", version = 1)]
/// struct User {
///     name: String,
/// }
///
/// let schema = heirloom::compat::record_schema::<User>();
/// assert_eq!(schema.as_value()["properties"]["$v"]["const"], 1);
/// assert_eq!(schema.as_value()["properties"]["name"]["type"], "string");
/// ```
pub fn record_schema<T: Migrate + JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    if let Some(members) = schema.as_object_mut() {
        correct::integers_in(members);
    }
    let members = members::<T>();
    if schema.get("type").and_then(Value::as_str) == Some("object") {
        // The payload is the object that holds the tag.
        let payload = schema.ensure_object();
        extend(payload, members);
        return schema;
    }
    // Under `$d`, or, for the variants of an enum that are objects, inline.
    let definitions = schema.remove("$defs");
    let dialect = schema.remove("$schema");
    let payload = schema.to_value();
    let mut wrapped = Map::new();
    extend(&mut wrapped, members.clone());
    extend(
        &mut wrapped,
        Members {
            properties: Map::from_iter([("$d".to_owned(), payload.clone())]),
            required: vec!["$d".to_owned()],
        },
    );
    let mut inline = Map::new();
    extend(&mut inline, members);
    let mut record = json_schema!({
        "type": "object",
        "anyOf": [wrapped, { "allOf": [inline, payload] }],
    });
    for (name, value) in [("$defs", definitions), ("$schema", dialect)] {
        if let Some(value) = value {
            record.insert(name.to_owned(), value);
        }
    }
    record
}

#[derive(Clone)]
struct Members {
    properties: Map<String, Value>,
    required: Vec<String>,
}

fn members<T: Migrate>() -> Members {
    let mut properties = Map::new();
    let mut required = Vec::new();
    let (major, minor, _) = T::VERSION.parts();
    match T::TAG {
        Tag::Member(member) => {
            properties.insert(member.to_owned(), json!({ "const": written(T::VERSION) }));
            required.push(member.to_owned());
            properties.insert("$e".to_owned(), json!({ "const": T::ENTITY }));
            if T::NAMED {
                required.push("$e".to_owned());
            }
            properties.insert("$c".to_owned(), json!({ "type": "object" }));
        }
        Tag::Foreign { major: major_name, minor: minor_name } => {
            for (name, number) in [(major_name, major), (minor_name, minor)] {
                properties.insert(name.to_owned(), json!({ "const": number }));
                required.push(name.to_owned());
            }
        }
    }
    Members { properties, required }
}

fn written(version: Version) -> Value {
    if version.is_major() { version.parts().0.into() } else { version.to_string().into() }
}

fn extend(object: &mut Map<String, Value>, members: Members) {
    let properties = object.entry("properties").or_insert_with(|| json!({}));
    if let Value::Object(properties) = properties {
        properties.extend(members.properties);
    }
    let required = object.entry("required").or_insert_with(|| json!([]));
    if let Value::Array(required) = required {
        required.extend(members.required.into_iter().map(Value::from));
    }
}

#[cfg(test)]
mod tests {
    use heirloom::Migrate;
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};
    use serde_json::json;

    use super::record_schema;

    #[derive(Serialize, Deserialize, JsonSchema, Migrate)]
    #[migrate(entity = "config", version = "2.1", tag = "schema", named)]
    #[serde(deny_unknown_fields)]
    struct Config {
        size: u8,
    }

    #[derive(Serialize, Deserialize, JsonSchema, Migrate)]
    #[migrate(entity = "state", version = 1)]
    enum State {
        Open,
        Closed { reason: String },
    }

    #[test]
    fn the_envelope_s_members_are_allowed_in_a_closed_object() {
        let schema = record_schema::<Config>();
        let value = schema.as_value();
        assert_eq!(value["additionalProperties"], false);
        assert_eq!(value["properties"]["schema"], json!({ "const": "2.1" }));
        assert_eq!(value["properties"]["$e"], json!({ "const": "config" }));
        assert_eq!(value["required"], json!(["size", "schema", "$e"]));
    }

    #[test]
    fn a_payload_that_may_be_no_object_has_both_forms() {
        let schema = record_schema::<State>();
        let value = schema.as_value();
        assert_eq!(value["anyOf"][0]["required"], json!(["$v", "$d"]));
        assert_eq!(value["anyOf"][1]["allOf"][0]["required"], json!(["$v"]));
    }
}
