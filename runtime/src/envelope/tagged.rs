//! A value inside a record that names its own version.

use std::ops::{Deref, DerefMut};

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::chain::{Migrate, Pure};
use crate::envelope::{Versioned, json};
use crate::shape::{Layer, Shape, Type};
use std::marker::PhantomData;

/// A field that names its own version, so that its type evolves without a new version of the record around it.
///
/// A nested version (`nested`) costs no byte, and each of its steps is a step of the record. A tagged one costs its tag, and
/// the record around it does not change when it does. It is written at the version of its type; what it carries goes along.
/// It is JSON inside JSON, and the text of that JSON inside the binary codecs. What serde buffers cannot hold it (`flatten`, and
/// enums that are `untagged` or have a `tag`).
///
/// ```
/// use heirloom::{Migrate, Tagged};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Migrate)]
/// #[migrate(entity = "address", version = 1)]
/// struct AddressV1 {
///     town: String,
/// }
///
/// #[derive(Serialize, Deserialize, Migrate)]
/// #[migrate(from = AddressV1)]
/// struct Address {
///     #[migrate(from = town)]
///     city: String,
/// }
///
/// #[derive(Serialize, Deserialize, Migrate)]
/// #[migrate(entity = "user", version = 1)]
/// struct User {
///     name: String,
///     home: Tagged<Address>,
/// }
///
/// let stored = r#"{"$v":1,"name":"Ada","home":{"$v":1,"town":"London"}}"#;
/// let user: User = heirloom::json::from_str(stored)?;
/// assert_eq!(user.home.city, "London");
/// assert_eq!(
///     heirloom::json::to_string(&user)?,
///     r#"{"$v":1,"name":"Ada","home":{"$v":2,"city":"London"}}"#
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tagged<T>(Versioned<T>);

impl<T> Tagged<T> {
    /// A value that was never stored.
    pub fn new(value: T) -> Self {
        Self(Versioned::new(value))
    }

    /// The value, with what it carries.
    pub fn into_versioned(self) -> Versioned<T> {
        self.0
    }
}

impl<T> From<T> for Tagged<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T> From<Versioned<T>> for Tagged<T> {
    fn from(versioned: Versioned<T>) -> Self {
        Self(versioned)
    }
}

impl<T> Deref for Tagged<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Tagged<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Pure> Serialize for Tagged<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let record = json::seal_to_string(&self.0).map_err(S::Error::custom)?;
        if !serializer.is_human_readable() {
            return serializer.serialize_str(&record);
        }
        RawValue::from_string(record).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de, T: Pure> Deserialize<'de> for Tagged<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let record: Box<str> = if deserializer.is_human_readable() {
            Box::<RawValue>::deserialize(deserializer)?.into()
        } else {
            Box::deserialize(deserializer)?
        };
        json::open_str(&record).map(Self).map_err(|error| {
            // serde carries a text alone; the chain of reasons goes into it.
            let mut text = error.to_string();
            let mut next = std::error::Error::source(&error);
            while let Some(source) = next {
                text = format!("{text}: {source}");
                next = source.source();
            }
            D::Error::custom(text)
        })
    }
}

/// What `Tagged<T>` is, whatever is inside of the tag.
#[doc(hidden)]
#[derive(Debug)]
pub struct TaggedOf<T>(PhantomData<T>);

impl<T: Migrate> Layer for TaggedOf<T> {
    const TYPE: &'static Type = &Type::Tagged { entity: T::ENTITY, version: T::VERSION };
    type Reach = ();
}

impl<T: Migrate> Shape for Tagged<T> {
    type At = TaggedOf<T>;
}
