//! Where records live: columns of the user's own tables, files of a directory, a key-value file, memory, a stream.
//!
//! Every store upgrades what it reads, writes today's version, and never overwrites a record that is not what it read. What cannot
//! be opened is an error for its key alone, and stays. The words are the same everywhere:
//!
//! | | tables, through diesel | all others |
//! |---|---|---|
//! | feature | `diesel-sqlite`, `diesel-postgres`, `diesel-mysql` | `files`, `redb` |
//! | the handle | `Records` | `Collection`, over `Memory`, `Directory` or `Redb` |
//! | read by key | `get`, with `Heal` | `get`, with `Heal` |
//! | look at what may be newer, or pass it on | `view`, `find` | the same, in formats of text |
//! | write back what is stale | `heal_row` | `heal_row` |
//! | read, change, write if unchanged | `update` | `update` |
//! | insert, delete, list | `insert`, `delete_if`, `page`, and diesel's own | `insert`, `delete_if`, `page` |
//! | in which format | JSON | JSON, or as `format` says |
//! | how many of each version, and whether they can be read | `census`, [`Doctor`] | the same |
//!
//! A collection is of JSON, or of any other [`Format`]: `Collection::new(store).format(Toml)`. Each is what the module of its name does; the files of a
//! directory end as their format says (`ada.toml`).
//!
//! A stream of lines has no keys: `ndjson::Filter` (feature `files`) converts it.
//!
//! Names of databases appear in this module alone.
#![cfg_attr(feature = "_diesel", doc = "")]
#![cfg_attr(feature = "_diesel", doc = include_str!("../../docs/columns.md"))]

#[cfg(feature = "_diesel")]
pub(crate) mod backend;
#[cfg(feature = "diesel-sqlite")]
pub(crate) mod books;
mod census;
#[cfg(any(feature = "files", feature = "redb"))]
mod collection;
#[cfg(feature = "_diesel")]
mod column;
#[cfg(feature = "_diesel")]
mod columns;
#[cfg(feature = "files")]
mod directory;
mod doctor;
mod entry;
mod error;
mod heal;
mod key;
#[cfg(feature = "redb")]
mod key_value;
#[cfg(feature = "_diesel")]
mod keys;
#[cfg(feature = "_diesel")]
mod kind;
#[cfg(feature = "files")]
mod memory;
#[cfg(feature = "_diesel")]
mod multi;
#[cfg(feature = "diesel-mysql")]
mod mysql;
#[cfg(feature = "_diesel")]
mod names;
#[cfg(feature = "files")]
pub mod ndjson;
#[cfg(feature = "_diesel")]
mod parts;
mod pin;
#[cfg(feature = "_diesel")]
pub(crate) mod place;
#[cfg(feature = "diesel-postgres")]
mod postgres;
#[cfg(feature = "_diesel")]
mod records;
#[cfg(feature = "_diesel")]
mod rows;
#[cfg(feature = "diesel-sqlite")]
mod sqlite;
#[cfg(feature = "_diesel")]
mod statement;
#[cfg(feature = "_diesel")]
pub(crate) mod stored;
mod token;
pub(crate) mod value;

#[cfg(feature = "cbor")]
pub use crate::envelope::Cbor;
#[cfg(feature = "messagepack")]
pub use crate::envelope::MessagePack;
#[cfg(feature = "postcard")]
pub use crate::envelope::Postcard;
#[cfg(feature = "toml")]
pub use crate::envelope::Toml;
#[cfg(feature = "yaml")]
pub use crate::envelope::Yaml;
pub use crate::envelope::{Format, Json, TextFormat};
#[cfg(feature = "diesel-sqlite")]
pub use backend::JobStore;
#[cfg(feature = "_diesel")]
pub use backend::Store;
pub use census::Census;
#[cfg(any(feature = "files", feature = "redb"))]
pub use collection::{Backend, Collection, Visit};
#[cfg(feature = "_diesel")]
pub use columns::Columns;
#[cfg(feature = "_diesel")]
#[doc(hidden)]
pub use diesel as __diesel;
#[cfg(feature = "files")]
pub use directory::{Directory, FileKey};
pub use doctor::{Doctor, Reason, Unready, Why};
pub use entry::Entry;
pub use error::{StoreError, StoreErrorKind};
pub use heal::{Heal, Healed};
pub use key::RowKey;
#[cfg(feature = "redb")]
pub use key_value::{Redb, RedbKey};
#[cfg(feature = "_diesel")]
pub use keys::{Composite, Keys, Several};
#[cfg(feature = "_diesel")]
pub use kind::{AsKey, KeyType};
#[cfg(feature = "files")]
pub use memory::Memory;
#[cfg(feature = "_diesel")]
pub(crate) use names::Names;
#[cfg(feature = "_diesel")]
#[doc(hidden)]
pub use parts::Payload as __Payload;
#[cfg(feature = "_diesel")]
pub use place::{CarryType, DocumentType, TokenType, VersionType};
#[cfg(feature = "_diesel")]
pub use records::Records;
#[cfg(feature = "diesel-sqlite")]
pub use sqlite::JsonbError;
pub use token::{Token, Updated};
