//! A record among others.

use crate::envelope::Versioned;
use crate::store::{StoreError, Token};

/// A key of a store and the record under it, by the `page` of a store.
#[derive(Debug)]
#[non_exhaustive]
pub struct Entry<T, K> {
    /// The key.
    pub key: K,
    /// The record, or why it cannot be opened.
    pub record: Result<Versioned<T>, StoreError>,
    /// The token of its row, where the store has [one](crate::store).
    pub token: Option<Token>,
}

impl<T, K> Entry<T, K> {
    pub(super) fn new(key: K, record: Result<Versioned<T>, StoreError>) -> Self {
        Self { key, record, token: None }
    }
}
