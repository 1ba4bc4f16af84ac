//! The formats that a record can be stored in, as types.

use std::fmt;

use crate::chain::{Migrate, Pure};
use crate::envelope::{Found, OpenError, SealError, Versioned, View, json};
use crate::version::Version;

/// A format of records, for a [`Collection`](crate::store): [`Json`], and behind features of their names the others.
///
/// Each is what the module of its name does. Nobody else can implement it, so that a record always says what it is.
///
/// | format | a file is called |
/// |---|---|
/// | [`Json`] | `ada.json` |
/// | `Toml`, `Yaml` | `ada.toml`, `ada.yaml` |
/// | `Cbor`, `MessagePack`, `Postcard` | `ada.cbor`, `ada.msgpack`, `ada.postcard` |
pub trait Format: Copy + fmt::Debug + Rules {}

impl<F: Copy + fmt::Debug + Rules> Format for F {}

/// A format of text: [`Json`], and behind features of their names `Toml` and `Yaml`. What a newer program wrote can be looked at and passed on.
pub trait TextFormat: Format + Passing {}

impl<F: Format + Passing> TextFormat for F {}

pub(super) use sealed::{Passing, Rules};

mod sealed {
    use super::{Found, Migrate, OpenError, Pure, SealError, Version, Versioned, View};

    /// What a format of text does with records of newer programs.
    pub trait Passing: Rules {
        fn view<T: Pure>(record: &[u8]) -> Result<View<T>, OpenError>;

        fn find<T: Pure>(record: &[u8]) -> Result<Found<T>, OpenError>;
    }

    /// What a format does with records.
    pub trait Rules: 'static {
        /// How a file of it is called, behind the dot.
        const ENDING: &'static str;

        fn open<T: Pure>(record: &[u8]) -> Result<Versioned<T>, OpenError>;

        fn version_of<T: Migrate>(record: &[u8]) -> Result<Version, OpenError>;

        fn seal<T: Migrate>(record: &Versioned<T>) -> Result<Vec<u8>, SealError>;

        fn seal_at<T: Migrate>(
            record: Versioned<T>,
            version: Version,
        ) -> Result<Vec<u8>, SealError>;
    }
}

/// Records as [`heirloom::json`](json) writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Json;

impl Rules for Json {
    const ENDING: &'static str = "json";

    fn open<T: Pure>(record: &[u8]) -> Result<Versioned<T>, OpenError> {
        json::open_slice(record)
    }

    fn version_of<T: Migrate>(record: &[u8]) -> Result<Version, OpenError> {
        json::version_of::<T>(json::text::<T>(record)?)
    }

    fn seal<T: Migrate>(record: &Versioned<T>) -> Result<Vec<u8>, SealError> {
        json::seal(record)
    }

    fn seal_at<T: Migrate>(record: Versioned<T>, version: Version) -> Result<Vec<u8>, SealError> {
        json::seal_at(record, version)
    }
}

/// What is looked at and passed on, by the functions of the module.
macro_rules! passing {
    ($format:ident, $module:ident) => {
        impl $crate::envelope::format::Passing for $format {
            fn view<T: $crate::chain::Pure>(
                record: &[u8],
            ) -> Result<$crate::envelope::View<T>, $crate::envelope::OpenError> {
                $crate::envelope::$module::view_slice(record)
            }

            fn find<T: $crate::chain::Pure>(
                record: &[u8],
            ) -> Result<$crate::envelope::Found<T>, $crate::envelope::OpenError> {
                $crate::envelope::$module::find_slice(record)
            }
        }
    };
}

#[cfg(any(feature = "toml", feature = "yaml"))]
pub(super) use passing;

passing!(Json, json);

/// The format of a module with functions of these names.
#[cfg(any(
    feature = "cbor",
    feature = "messagepack",
    feature = "postcard",
    feature = "toml",
    feature = "yaml"
))]
macro_rules! format_of {
    ($format:ident, $module:ident, $version_of:ident, $feature:literal, $ending:literal) => {
        #[doc = concat!("Records as `heirloom::", stringify!($module), "` writes them; feature `", $feature, "`.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub struct $format;

        impl $crate::envelope::format::Rules for $format {
            const ENDING: &'static str = $ending;

            fn open<T: $crate::chain::Pure>(
                record: &[u8],
            ) -> Result<$crate::envelope::Versioned<T>, $crate::envelope::OpenError> {
                $crate::envelope::$module::open_slice(record)
            }

            fn version_of<T: $crate::chain::Migrate>(
                record: &[u8],
            ) -> Result<$crate::version::Version, $crate::envelope::OpenError> {
                $crate::envelope::$module::$version_of::<T>(record)
            }

            fn seal<T: $crate::chain::Migrate>(
                record: &$crate::envelope::Versioned<T>,
            ) -> Result<Vec<u8>, $crate::envelope::SealError> {
                $crate::envelope::$module::seal(record)
            }

            fn seal_at<T: $crate::chain::Migrate>(
                record: $crate::envelope::Versioned<T>,
                version: $crate::version::Version,
            ) -> Result<Vec<u8>, $crate::envelope::SealError> {
                $crate::envelope::$module::seal_at(record, version)
            }
        }
    };
}

#[cfg(any(
    feature = "cbor",
    feature = "messagepack",
    feature = "postcard",
    feature = "toml",
    feature = "yaml"
))]
pub(super) use format_of;
