//! What stored records look like to readers that do not use this crate. Feature `schema`.
//!
//! [`record_schema`] is the JSON Schema of a record as it is stored, envelope included. Comparing schemas is not
//! here yet.

mod record;

pub use record::record_schema;
