//! A store as the contract sees it: the handle, and the bytes behind its back.

use std::sync::Arc;

use heirloom::Versioned;
use heirloom::store::{Backend, Collection, Heal, Healed, StoreError};
use heirloom_tests::user::User;

/// What every store can do. Keys are integers.
pub(crate) trait Subject: Send + Sync + Sized {
    /// Another handle on the same records.
    fn other(&self) -> Self;

    fn get(&self, heal: Heal, key: i64) -> Result<Option<Versioned<User>>, StoreError>;

    fn heal_row(&self, key: i64) -> Result<Healed, StoreError>;

    fn update(
        &self,
        key: i64,
        change: impl FnMut(&mut User),
    ) -> Result<Option<Versioned<User>>, StoreError>;

    /// Stores bytes as they are, whatever stood there.
    fn plant(&self, key: i64, bytes: &[u8]);

    /// What is stored.
    fn raw(&self, key: i64) -> Option<Vec<u8>>;
}

/// A collection over any backend.
#[derive(Debug)]
pub(crate) struct Over<B>(pub(crate) Arc<B>);

impl<B> Over<B> {
    pub(crate) fn new(backend: B) -> Self {
        Self(Arc::new(backend))
    }
}

impl<B: Backend<Key = i64> + Send + Sync> Over<B> {
    pub(crate) fn users(&self) -> Collection<User, Arc<B>> {
        Collection::new(Arc::clone(&self.0))
    }
}

impl<B: Backend<Key = i64> + Send + Sync> Subject for Over<B> {
    fn other(&self) -> Self {
        Self(Arc::clone(&self.0))
    }

    fn get(&self, heal: Heal, key: i64) -> Result<Option<Versioned<User>>, StoreError> {
        self.users().heal(heal).get(key)
    }

    fn heal_row(&self, key: i64) -> Result<Healed, StoreError> {
        self.users().heal_row(key)
    }

    fn update(
        &self,
        key: i64,
        change: impl FnMut(&mut User),
    ) -> Result<Option<Versioned<User>>, StoreError> {
        self.users().update(key, change)
    }

    fn plant(&self, key: i64, bytes: &[u8]) {
        while !self.0.swap(&key, self.raw(key).as_deref(), Some(bytes)).unwrap() {}
    }

    fn raw(&self, key: i64) -> Option<Vec<u8>> {
        self.0.read(&key).unwrap()
    }
}
