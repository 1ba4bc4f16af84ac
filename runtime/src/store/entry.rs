//! A record among others.

use crate::envelope::Versioned;
use crate::store::StoreError;

/// A key of a store and the record under it, by the `page` of a store.
#[derive(Debug)]
#[non_exhaustive]
pub struct Entry<T, K> {
    /// The key.
    pub key: K,
    /// The record, or why it cannot be opened.
    pub record: Result<Versioned<T>, StoreError>,
}

impl<T, K> Entry<T, K> {
    pub(super) fn new(key: K, record: Result<Versioned<T>, StoreError>) -> Self {
        Self { key, record }
    }
}
