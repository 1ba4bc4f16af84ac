//! The `jsonschema` crate's opinion.

use jsonschema::Validator;
use serde_json::Value;

/// A validator of a schema that looks at formats.
pub(crate) fn validator(schema: &Value) -> Validator {
    let options = jsonschema::options().should_validate_formats(true);
    options.build(schema).unwrap_or_else(|error| panic!("{schema} is no schema: {error}"))
}

/// Fails unless the document is valid under the one schema and not under the other.
#[track_caller]
pub(crate) fn confirm(document: &Value, sub: &Value, sup: &Value) {
    assert!(validator(sub).is_valid(document), "{document} is not valid under {sub}");
    assert!(!validator(sup).is_valid(document), "{document} is valid under {sup}");
}
