//! The JSON text of a record, from and to the value that a column holds.

use std::borrow::Cow;

use crate::chain::Migrate;
use crate::envelope::json;
use crate::store::StoreErrorKind;
use crate::store::place::Form;
use crate::store::sqlite::jsonb;
use crate::store::value::Value;

/// The JSON text of a value that was read.
pub(super) fn text<'a, T: Migrate>(
    form: Form,
    value: &'a Value<'_>,
) -> Result<Cow<'a, str>, StoreErrorKind> {
    match (form, value) {
        (Form::Text | Form::Json, Value::Text(text)) => Ok(Cow::Borrowed(text)),
        (Form::Text | Form::Json, Value::BrokenText(bytes)) | (Form::Bytes, Value::Blob(bytes)) => {
            json::text::<T>(bytes).map(Cow::Borrowed).map_err(StoreErrorKind::Open)
        }
        (Form::Jsonb, Value::Blob(bytes)) => {
            jsonb::to_text(bytes).map(Cow::Owned).map_err(StoreErrorKind::Jsonb)
        }
        (Form::Text | Form::Json, value) => {
            Err(StoreErrorKind::WrongType { expected: "text", found: value.noun() })
        }
        (Form::Bytes | Form::Jsonb, value) => {
            Err(StoreErrorKind::WrongType { expected: "a blob", found: value.noun() })
        }
    }
}

/// The value to write for a JSON text.
pub(super) fn value(form: Form, json: String) -> Result<Value<'static>, StoreErrorKind> {
    Ok(match form {
        Form::Text | Form::Json => Value::Text(Cow::Owned(json)),
        Form::Bytes => Value::Blob(Cow::Owned(json.into_bytes())),
        Form::Jsonb => {
            Value::Blob(Cow::Owned(jsonb::from_text(&json).map_err(StoreErrorKind::Jsonb)?))
        }
    })
}
