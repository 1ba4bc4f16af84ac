//! A store as the contract sees it: the handle, and the bytes behind its back.

use std::marker::PhantomData;
use std::sync::Arc;

use heirloom::Versioned;
use heirloom::store::{Backend, Collection, Heal, Healed, Json, StoreError};
use heirloom_tests::user::User;

use crate::form::Form;

/// What every store can do. Keys are integers.
pub(crate) trait Subject: Send + Sync + Sized {
    /// What its records are written in.
    type Form: Form;

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

    /// Stores a record of JSON in the store's own format.
    fn plant_json(&self, key: i64, json: &str) {
        self.plant(key, &Self::Form::kept(json));
    }

    /// What is stored.
    fn raw(&self, key: i64) -> Option<Vec<u8>>;
}

/// A collection of some format over any backend.
#[derive(Debug)]
pub(crate) struct Over<B, F = Json>(pub(crate) Arc<B>, PhantomData<F>);

impl<B, F> Over<B, F> {
    pub(crate) fn new(backend: B) -> Self {
        Self::sharing(Arc::new(backend))
    }

    pub(crate) fn sharing(backend: Arc<B>) -> Self {
        Self(backend, PhantomData)
    }
}

impl<B: Backend<Key = i64> + Send + Sync, F: Form> Over<B, F> {
    pub(crate) fn users(&self) -> Collection<User, Arc<B>, F> {
        Self::users_of(Arc::clone(&self.0))
    }

    /// Users in another store, in the format of this one.
    pub(crate) fn users_of<C: Backend<Key = i64>>(backend: C) -> Collection<User, C, F> {
        Collection::new(backend).format(F::default())
    }

    pub(crate) fn swap(&self, key: i64, old: Option<&[u8]>, new: Option<&[u8]>) -> bool {
        self.0.swap_as(F::SUFFIX, &key, old, new).unwrap()
    }
}

impl<B: Backend<Key = i64> + Send + Sync, F: Form> Subject for Over<B, F> {
    type Form = F;

    fn other(&self) -> Self {
        Self::sharing(Arc::clone(&self.0))
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
        while !self.swap(key, self.raw(key).as_deref(), Some(bytes)) {}
    }

    fn raw(&self, key: i64) -> Option<Vec<u8>> {
        self.0.read_as(F::SUFFIX, &key).unwrap()
    }
}
