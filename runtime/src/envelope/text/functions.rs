//! The functions of a notation's module: the same for each, so they stand here once.

/// Those for a notation, in the module of this name. The two examples are records of version 1 and 2, without their last quote.
macro_rules! functions {
    ($notation:ty, $module:literal, $old:literal, $newer:literal, $written:literal) => {
        use $crate::chain::{Migrate, Pure};
        use $crate::envelope::{Found, OpenError, SealError, Versioned, View, text};
        use $crate::version::Version;

        /// Reads a record of any version of the chain as today's type.
        ///
        /// What the record carried for newer programs is gone; where the value is written back, use [`open_slice`].
        ///
        /// # Errors
        ///
        /// When the record is not well-formed, names no readable version, or a step refuses it.
        pub fn from_slice<T: Pure>(record: &[u8]) -> Result<T, OpenError> {
            from_str(text::utf8::<$notation, T>(record)?)
        }

        /// [`from_slice`] for text.
        ///
        /// # Errors
        ///
        /// As for [`from_slice`].
        ///
        /// ```
        /// # use heirloom::{Migrate};
        /// # use serde::{Deserialize, Serialize};
        /// # #[derive(Serialize, Deserialize, Migrate)]
        /// # #[migrate(entity = "user", version = 1)]
        /// # struct UserV1 {
        /// #     name: String,
        /// # }
        /// # #[derive(Serialize, Deserialize, Migrate)]
        /// # #[migrate(from = UserV1)]
        /// # struct User {
        /// #     #[migrate(from = name)]
        /// #     full_name: String,
        /// # }
        #[doc = concat!("let user: User = heirloom::", $module, "::from_str(", $old, ")?;")]
        /// assert_eq!(user.full_name, "Ada");
        /// # Ok::<(), heirloom::OpenError>(())
        /// ```
        pub fn from_str<T: Pure>(record: &str) -> Result<T, OpenError> {
            text::read::<$notation, T>(record)
        }

        /// Reads a record of any version of the chain, and keeps what stands beside its value.
        ///
        /// # Errors
        ///
        /// As for [`from_slice`].
        pub fn open_slice<T: Pure>(record: &[u8]) -> Result<Versioned<T>, OpenError> {
            open_str(text::utf8::<$notation, T>(record)?)
        }

        /// [`open_slice`] for text.
        ///
        /// # Errors
        ///
        /// As for [`from_slice`].
        ///
        /// ```
        /// # use heirloom::{Migrate, Version, Versioned};
        /// # use serde::{Deserialize, Serialize};
        /// # #[derive(Serialize, Deserialize, Migrate)]
        /// # #[migrate(entity = "user", version = 1)]
        /// # struct UserV1 {
        /// #     name: String,
        /// # }
        /// # #[derive(Serialize, Deserialize, Migrate)]
        /// # #[migrate(from = UserV1)]
        /// # struct User {
        /// #     #[migrate(from = name)]
        /// #     full_name: String,
        /// # }
        #[doc = concat!("let mut user: Versioned<User> = heirloom::", $module, "::open_str(", $old, ")?;")]
        /// assert_eq!(user.stored(), Some(Version::major(1)));
        ///
        /// user.full_name.push_str(" Lovelace");
        #[doc = concat!("let stored = heirloom::", $module, "::seal_to_string(&user)?; // version 2 now")]
        #[doc = concat!("assert_eq!(stored, ", $written, ");")]
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        pub fn open_str<T: Pure>(record: &str) -> Result<Versioned<T>, OpenError> {
            text::open::<$notation, T>(record)
        }

        /// Reads a record to be looked at, which may be of a newer version than the program knows.
        ///
        /// # Errors
        ///
        /// As for [`from_slice`]; a newer record that does not fit the latest type is
        /// [`TooNew`](crate::envelope::OpenErrorKind::TooNew).
        ///
        /// ```
        /// # use heirloom::{Migrate, View};
        /// # use serde::{Deserialize, Serialize};
        /// # #[derive(Serialize, Deserialize, Migrate)]
        /// # #[migrate(entity = "user", version = 1)]
        /// # struct User {
        /// #     name: String,
        /// # }
        #[doc = concat!("let user: View<User> = heirloom::", $module, "::view_str(", $newer, ")?;")]
        /// assert_eq!(user.name, "Ada");
        /// assert!(user.is_newer());
        /// # Ok::<(), heirloom::OpenError>(())
        /// ```
        pub fn view_str<T: Pure>(record: &str) -> Result<View<T>, OpenError> {
            text::view::<$notation, T>(record)
        }

        /// [`view_str`] for bytes.
        ///
        /// # Errors
        ///
        /// As for [`view_str`].
        pub fn view_slice<T: Pure>(record: &[u8]) -> Result<View<T>, OpenError> {
            view_str(text::utf8::<$notation, T>(record)?)
        }

        /// Reads a record of any version, and keeps one of a newer version than the program knows as it is.
        ///
        /// # Errors
        ///
        /// As for [`from_slice`], but for newer records.
        ///
        /// ```
        /// # use heirloom::{Found, Migrate};
        /// # use serde::{Deserialize, Serialize};
        /// # #[derive(Serialize, Deserialize, Migrate)]
        /// # #[migrate(entity = "user", version = 1)]
        /// # struct User {
        /// #     name: String,
        /// # }
        #[doc = concat!("let found: Found<User> = heirloom::", $module, "::find_str(", $newer, ")?;")]
        /// assert!(matches!(found, Found::Newer(_)));
        #[doc = concat!("assert_eq!(heirloom::", $module, "::seal_found(&found)?, ", $newer, ");")]
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        pub fn find_str<T: Pure>(record: &str) -> Result<Found<T>, OpenError> {
            text::find::<$notation, T>(record)
        }

        /// [`find_str`] for bytes.
        ///
        /// # Errors
        ///
        /// As for [`find_str`].
        pub fn find_slice<T: Pure>(record: &[u8]) -> Result<Found<T>, OpenError> {
            find_str(text::utf8::<$notation, T>(record)?)
        }

        /// Writes a record that was found: a known one at the latest version, a newer one as it was.
        ///
        /// # Errors
        ///
        /// As for [`seal`]; when it is a newer one that was found in another format.
        pub fn seal_found<T: Migrate>(record: &Found<T>) -> Result<String, SealError> {
            match record {
                Found::Known(record) => seal_to_string(record),
                Found::Newer(newer) => text::newer::<$notation, T>(newer),
            }
        }

        /// Reads a payload whose version stands beside it, in a column or a file name.
        ///
        /// # Errors
        ///
        /// As for [`from_slice`].
        pub fn from_str_at<T: Pure>(version: Version, payload: &str) -> Result<T, OpenError> {
            text::from_at::<$notation, T>(version, payload)
        }

        /// The version of a record. All of it is parsed, and none of it read as a type.
        ///
        /// The version may lie outside the chain of `T`.
        ///
        /// # Errors
        ///
        /// When the record is not well-formed or names no version, and none is declared for such records.
        pub fn version_of<T: Migrate>(record: &str) -> Result<Version, OpenError> {
            text::version_of::<$notation, T>(record)
        }

        pub(super) fn version_of_slice<T: Migrate>(record: &[u8]) -> Result<Version, OpenError> {
            version_of::<T>(text::utf8::<$notation, T>(record)?)
        }

        /// Writes a value at the version that its type stands for, with the tag first.
        ///
        /// # Errors
        ///
        /// When the notation has no form for it, with the [path](crate::envelope::CodecError::path); when it writes a member whose name
        /// belongs to the envelope.
        pub fn to_vec<T: Migrate>(value: &T) -> Result<Vec<u8>, SealError> {
            to_string(value).map(String::into_bytes)
        }

        /// [`to_vec`] as text.
        ///
        /// # Errors
        ///
        /// As for [`to_vec`].
        ///
        /// ```
        /// # use heirloom::Migrate;
        /// # use serde::{Deserialize, Serialize};
        /// # #[derive(Serialize, Deserialize, Migrate)]
        /// # #[migrate(entity = "user", version = 2)]
        /// # struct User {
        /// #     full_name: String,
        /// # }
        #[doc = concat!("let stored = heirloom::", $module, "::to_string(&User { full_name: \"Ada Lovelace\".into() })?;")]
        #[doc = concat!("assert_eq!(stored, ", $written, ");")]
        /// # Ok::<(), heirloom::SealError>(())
        /// ```
        pub fn to_string<T: Migrate>(value: &T) -> Result<String, SealError> {
            text::seal_as::<$notation, T>(value, None, T::PIN)
        }

        /// Writes a value at any version of its chain, for readers that are older.
        ///
        /// What that version has no place for goes into the record's carry, and comes back when the record is read at a newer one.
        ///
        /// # Errors
        ///
        /// As for [`to_vec`]; when the chain does not hold the version; when a step refuses the value or goes one way; when the
        /// carry is too large.
        pub fn to_vec_at<T: Migrate>(value: T, version: Version) -> Result<Vec<u8>, SealError> {
            to_string_at(value, version).map(String::into_bytes)
        }

        /// [`to_vec_at`] as text.
        ///
        /// # Errors
        ///
        /// As for [`to_vec_at`].
        ///
        /// ```
        /// # use heirloom::{Migrate, Version};
        /// # use serde::{Deserialize, Serialize};
        /// # #[derive(Serialize, Deserialize, Migrate)]
        /// # #[migrate(entity = "user", version = 1)]
        /// # struct UserV1 {
        /// #     name: String,
        /// # }
        /// # #[derive(Serialize, Deserialize, Migrate)]
        /// # #[migrate(from = UserV1)]
        /// # struct User {
        /// #     name: String,
        /// #     #[migrate(default)]
        /// #     tags: Vec<String>,
        /// # }
        /// let user = User { name: "Ada".into(), tags: vec!["admin".into()] };
        #[doc = concat!("let older = heirloom::", $module, "::to_string_at(user, Version::major(1))?;")]
        /// assert!(older.contains("$c"));
        ///
        #[doc = concat!("let user: User = heirloom::", $module, "::from_str(&older)?;")]
        /// assert_eq!(user.tags, ["admin"]);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        pub fn to_string_at<T: Migrate>(value: T, version: Version) -> Result<String, SealError> {
            text::seal_at::<$notation, T>(Versioned::new(value), version)
        }

        /// Writes a value back, with what its record carried. Comments, and how the record was laid out, are not kept.
        ///
        /// # Errors
        ///
        /// As for [`to_vec`]; when the record carried something and the entity's format has no place for it.
        pub fn seal<T: Migrate>(record: &Versioned<T>) -> Result<Vec<u8>, SealError> {
            seal_to_string(record).map(String::into_bytes)
        }

        /// [`seal`] as text.
        ///
        /// # Errors
        ///
        /// As for [`seal`].
        pub fn seal_to_string<T: Migrate>(record: &Versioned<T>) -> Result<String, SealError> {
            text::seal_as::<$notation, T>(record, record.carry(), record.written())
        }

        /// Writes a record at any version of its chain, with what it carries.
        ///
        /// # Errors
        ///
        /// As for [`to_vec_at`].
        pub fn seal_at<T: Migrate>(
            record: Versioned<T>,
            version: Version,
        ) -> Result<Vec<u8>, SealError> {
            text::seal_at::<$notation, T>(record, version).map(String::into_bytes)
        }
    };
}

pub(in crate::envelope) use functions;
