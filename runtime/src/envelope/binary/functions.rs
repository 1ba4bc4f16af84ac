//! The functions of a codec's module: the same for each, so they stand here once.

/// Those for a codec, in the module of this name.
macro_rules! functions {
    ($codec:ty, $module:literal) => {
        use $crate::chain::{Carried, Migrate, Pure};
        use $crate::envelope::{OpenError, SealError, Versioned, binary};
        use $crate::version::Version;

        /// Reads a record of any version of the chain as today's type.
        ///
        /// What the record carried for newer programs is gone; where the value is written back, use [`open_slice`].
        ///
        /// # Errors
        ///
        /// When the record is damaged, is of another codec or entity, names no readable version, or a step refuses it.
        ///
        /// ```
        /// # use heirloom::Migrate;
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
        #[doc = concat!("let stored = heirloom::", $module, "::to_vec(&UserV1 { name: \"Ada\".into() })?;")]
        #[doc = concat!("let user: User = heirloom::", $module, "::from_slice(&stored)?;")]
        /// assert_eq!(user.full_name, "Ada");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        pub fn from_slice<T: Pure>(record: &[u8]) -> Result<T, OpenError> {
            binary::open::<$codec, T>(record, Carried::discarding()).map(Versioned::into_inner)
        }

        /// Reads a record of any version of the chain, and keeps what stands beside its value.
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
        #[doc = concat!("# let stored = heirloom::", $module, "::to_vec(&UserV1 { name: \"Ada\".into() })?;")]
        #[doc = concat!("let mut user: Versioned<User> = heirloom::", $module, "::open_slice(&stored)?;")]
        /// assert_eq!(user.stored(), Some(Version::major(1)));
        ///
        /// user.full_name.push_str(" Lovelace");
        #[doc = concat!("let stored = heirloom::", $module, "::seal(&user)?; // version 2 now")]
        /// # assert!(!stored.is_empty());
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        pub fn open_slice<T: Pure>(record: &[u8]) -> Result<Versioned<T>, OpenError> {
            binary::open::<$codec, T>(record, Carried::keeping())
        }

        /// Reads a payload without a header, whose version stands beside it, in a column or a file name.
        ///
        /// # Errors
        ///
        /// As for [`from_slice`].
        pub fn from_slice_at<T: Pure>(version: Version, payload: &[u8]) -> Result<T, OpenError> {
            binary::open_at::<$codec, T>(version, payload)
        }

        /// The version of a record, from its header alone.
        ///
        /// The version may lie outside the chain of `T`.
        ///
        /// # Errors
        ///
        /// When the header is damaged, or is of another codec or entity; when there is none, and no version is declared for such
        /// records.
        ///
        /// ```
        /// # use heirloom::{Migrate, Version};
        /// # use serde::{Deserialize, Serialize};
        /// # #[derive(Serialize, Deserialize, Migrate)]
        /// # #[migrate(entity = "user", version = 3)]
        /// # struct User {
        /// #     name: String,
        /// # }
        #[doc = concat!("let stored = heirloom::", $module, "::to_vec(&User { name: \"Ada\".into() })?;")]
        #[doc = concat!("assert_eq!(heirloom::", $module, "::version_of::<User>(&stored)?, Version::major(3));")]
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        pub fn version_of<T: Migrate>(record: &[u8]) -> Result<Version, OpenError> {
            binary::version_of::<$codec, T>(record)
        }

        /// Writes a value at the version that its type stands for.
        ///
        /// # Errors
        ///
        /// When the codec cannot hold it.
        ///
        /// ```
        /// # use heirloom::Migrate;
        /// # use serde::{Deserialize, Serialize};
        /// # #[derive(Serialize, Deserialize, Migrate)]
        /// # #[migrate(entity = "user", version = 1)]
        /// # struct User {
        /// #     name: String,
        /// # }
        #[doc = concat!("let stored = heirloom::", $module, "::to_vec(&User { name: \"Ada\".into() })?;")]
        /// assert!(stored.starts_with(b"\x89H\x01"));
        /// # Ok::<(), heirloom::SealError>(())
        /// ```
        pub fn to_vec<T: Migrate>(value: &T) -> Result<Vec<u8>, SealError> {
            binary::seal_as::<$codec, T>(value, None, T::PIN)
        }

        /// Writes a value at any version of its chain, for readers that are older.
        ///
        /// What that version has no place for goes into the record's carry, and comes back when the record is read at a newer one.
        ///
        /// # Errors
        ///
        /// As for [`to_vec`]; when the chain does not hold the version; when a step refuses the value or goes one way; when the
        /// carry is too large.
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
        #[doc = concat!("let older = heirloom::", $module, "::to_vec_at(user, Version::major(1))?;")]
        ///
        #[doc = concat!("let user: User = heirloom::", $module, "::from_slice(&older)?;")]
        /// assert_eq!(user.tags, ["admin"]);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        pub fn to_vec_at<T: Migrate>(value: T, version: Version) -> Result<Vec<u8>, SealError> {
            binary::seal_at::<$codec, T>(Versioned::new(value), version)
        }

        /// Writes a value back, with what its record carried.
        ///
        /// # Errors
        ///
        /// As for [`to_vec`]; when the carry is too large.
        pub fn seal<T: Migrate>(record: &Versioned<T>) -> Result<Vec<u8>, SealError> {
            binary::seal_as::<$codec, T>(record, record.carry(), record.written())
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
            binary::seal_at::<$codec, T>(record, version)
        }
    };
}

pub(in crate::envelope) use functions;
