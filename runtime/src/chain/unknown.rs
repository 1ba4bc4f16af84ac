//! What a newer program wrote in the place of a variant.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::chain::StepError;
use crate::shape::{Fixed, Layer, Shape, Type};

/// The content of a variant that this version of the enum does not know, as it was read.
///
/// The enum's last variant holds it. It is written back as it was (object members in whatever order `serde_json` has them), and the
/// step to a version that knows the variant reads it as that. A known variant whose content is damaged is no
/// unknown one: it is refused.
///
/// ```
/// use heirloom::{Migrate, Unknown};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Migrate)]
/// #[migrate(entity = "state", version = 1)]
/// enum State {
///     Open,
///     Closed { by: String },
///     #[migrate(unknown)]
///     #[serde(untagged)]
///     Other(Unknown<State>),
/// }
///
/// let newer = r#"{"$v":1,"Reopened":{"by":"Ada"}}"#;
/// let state: State = heirloom::json::from_str(newer)?;
/// assert!(matches!(&state, State::Other(other) if other.name() == Some("Reopened")));
/// assert_eq!(heirloom::json::to_string(&state)?, newer);
///
/// assert!(heirloom::json::from_str::<State>(r#"{"$v":1,"Closed":{"by":7}}"#).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Unknown<E> {
    value: Value,
    of: PhantomData<fn() -> E>,
}

/// An enum with a variant for what it does not know. Implemented by the derive.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no variant that says `unknown`",
    note = "write `#[migrate(unknown)]` and `#[serde(untagged)]` on the last variant of `{Self}`, which holds the `Unknown<{Self}>`"
)]
pub trait KnownVariants {
    /// The names of the other variants, as they are written.
    const NAMES: &'static [&'static str];
    /// The member that holds the name, where serde says `tag`.
    const TAG: Option<&'static str>;
}

impl<E: KnownVariants> Unknown<E> {
    /// The name of the variant, where there is one to be seen.
    pub fn name(&self) -> Option<&str> {
        name_in(&self.value, E::TAG)
    }
}

impl<E> Unknown<E> {
    /// What was read.
    pub fn value(&self) -> &Value {
        &self.value
    }
}

fn name_in<'a>(value: &'a Value, tag: Option<&str>) -> Option<&'a str> {
    match (value, tag) {
        (Value::Object(members), Some(tag)) => members.get(tag)?.as_str(),
        (Value::Object(members), None) if members.len() == 1 => {
            members.keys().next().map(String::as_str)
        }
        (Value::String(name), None) => Some(name),
        _ => None,
    }
}

/// Reads what one version did not know as another one, which may.
///
/// # Errors
///
/// When the other one does not know it either, and has no place for it.
#[doc(hidden)]
pub fn reread<E, T: DeserializeOwned>(unknown: Unknown<E>) -> Result<T, StepError> {
    T::deserialize(unknown.value).map_err(StepError::new)
}

impl<'de, E: KnownVariants> Deserialize<'de> for Unknown<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        match name_in(&value, E::TAG) {
            Some(name) if E::NAMES.contains(&name) => Err(D::Error::custom(format_args!(
                "the content of the variant `{name}` does not fit"
            ))),
            None if E::TAG.is_some() => Err(D::Error::custom("no variant is named")),
            _ => Ok(Self { value, of: PhantomData }),
        }
    }
}

impl<E> Serialize for Unknown<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<E> fmt::Debug for Unknown<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Unknown").field(&self.value).finish()
    }
}

impl<E> Clone for Unknown<E> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), of: PhantomData }
    }
}

impl<E> PartialEq for Unknown<E> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Layer for Fixed<Unknown<()>> {
    const TYPE: &'static Type = &Type::Unrecognised;
    type Reach = ();
}

impl<E> Shape for Unknown<E> {
    type At = Fixed<Unknown<()>>;
}
