//! Records that may be of a newer version than the program knows (decision note 018).

use std::fmt;
use std::ops::Deref;

use crate::chain::Migrate;
use crate::envelope::{CodecError, SealError, SealErrorKind, Versioned};
use crate::version::Version;

/// A record that is looked at and not written: it may be of a newer version than the program knows.
///
/// It dereferences to a value of the latest type that the program has. Of a newer record that is what serde reads as this type:
/// members that it does not know are not there, and absent ones have their default. So nothing can be written from it.
///
/// ```
/// use heirloom::{Migrate, View};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct User {
/// #     name: String,
/// # }
/// let user: View<User> = heirloom::json::view_str(r#"{"$v":2,"name":"Ada","admin":true}"#)?;
///
/// assert_eq!(user.name, "Ada");
/// assert!(user.is_newer());
/// # Ok::<(), heirloom::OpenError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct View<T> {
    value: T,
    stored: Version,
}

impl<T> View<T> {
    pub(crate) fn new(value: T, stored: Version) -> Self {
        Self { value, stored }
    }

    /// The version at which the record is stored.
    pub fn stored(&self) -> Version {
        self.stored
    }
}

impl<T: Migrate> View<T> {
    /// Whether the record is of a newer version than the program knows, so that the value may be a part of it.
    pub fn is_newer(&self) -> bool {
        self.stored > T::VERSION
    }
}

impl<T> Deref for View<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for View<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View").field("value", &self.value).field("stored", &self.stored).finish()
    }
}

/// A record as it was found: known, or of a newer version, which is passed on as it is.
///
/// ```
/// use heirloom::{Found, Migrate, Version};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct User {
/// #     name: String,
/// # }
/// let text = r#"{"$v":2,"full_name":"Ada"}"#;
/// let found: Found<User> = heirloom::json::find_str(text)?;
///
/// let Found::Newer(newer) = &found else { panic!("version 2 is newer") };
/// assert_eq!(newer.version(), Version::major(2));
/// assert_eq!(heirloom::json::seal_found(&found)?, text);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<T> {
    /// Of a version that the program knows.
    Known(Versioned<T>),
    /// Of a newer one.
    Newer(Newer),
}

/// A record of a newer version than the program knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newer {
    version: Version,
    text: Box<str>,
    /// The name of its notation.
    format: &'static str,
}

impl Newer {
    pub(crate) fn new(version: Version, text: &str, format: &'static str) -> Self {
        Self { version, text: text.into(), format }
    }

    /// The record, for whoever writes this format. What is in another one cannot be converted: nobody here knows what it means.
    pub(super) fn text_of<T: Migrate>(&self, format: &'static str) -> Result<String, SealError> {
        if self.format == format {
            return Ok(self.get().to_owned());
        }
        let reason = format!("the record was found as {}, and is of a newer version", self.format);
        let error = CodecError { codec: format, path: String::new(), reason: reason.into() };
        Err(SealError::new::<T>(self.version, SealErrorKind::Unencodable(error)))
    }

    /// Its version.
    pub fn version(&self) -> Version {
        self.version
    }

    /// The record, as it is stored.
    pub fn get(&self) -> &str {
        &self.text
    }
}
