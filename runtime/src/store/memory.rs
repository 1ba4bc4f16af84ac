//! Records in memory, for tests.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, PoisonError, RwLock};

use crate::store::{Backend, RowKey, StoreErrorKind, Visit};

/// A store in memory, for tests of programs that keep records elsewhere; feature `files`.
///
/// Keys are of any type that has an order and a [`RowKey`]: `i64`, `String`, `Vec<u8>`. It is shared between threads and
/// collections as `&Memory` or `Arc<Memory>`. See [`Collection`](crate::store::Collection) for what it can do.
///
/// Records of older versions are put there as the bytes that they are:
///
/// ```
/// use heirloom::store::{Backend, Collection, Memory};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct User {
/// #     name: String,
/// # }
///
/// let memory = Memory::<String>::new();
/// let old = br#"{"$v":1,"name":"Ada"}"#;
/// assert!(memory.swap(&"ada".to_owned(), None, Some(old)).expect("there is room"));
///
/// let users = Collection::<User, _>::new(memory);
/// assert_eq!(users.get("ada")?.expect("a record").name, "Ada");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Memory<K> {
    records: RwLock<BTreeMap<K, Arc<[u8]>>>,
}

impl<K> Memory<K> {
    /// An empty store.
    pub fn new() -> Self {
        Self { records: RwLock::new(BTreeMap::new()) }
    }
}

impl<K> Default for Memory<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Ord + Clone> Memory<K> {
    /// The first record behind a key.
    fn next(&self, after: Option<&K>) -> Option<(K, Arc<[u8]>)> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let records = self.records.read().unwrap_or_else(PoisonError::into_inner);
        let (key, bytes) = records.range((from, Bound::Unbounded)).next()?;
        Some((key.clone(), Arc::clone(bytes)))
    }
}

impl<K: Ord + Clone + Into<RowKey>> Backend for Memory<K> {
    type Key = K;

    fn read(&self, key: &K) -> Result<Option<Vec<u8>>, StoreErrorKind> {
        let records = self.records.read().unwrap_or_else(PoisonError::into_inner);
        Ok(records.get(key).map(|bytes| bytes.to_vec()))
    }

    fn swap(
        &self,
        key: &K,
        old: Option<&[u8]>,
        new: Option<&[u8]>,
    ) -> Result<bool, StoreErrorKind> {
        let mut records = self.records.write().unwrap_or_else(PoisonError::into_inner);
        if records.get(key).map(|bytes| &**bytes) != old {
            return Ok(false);
        }
        match new {
            Some(new) => records.insert(key.clone(), new.into()),
            None => records.remove(key),
        };
        Ok(true)
    }

    fn scan(&self, after: Option<&K>, visit: &mut Visit<'_, K>) -> Result<(), StoreErrorKind> {
        let mut after = after.cloned();
        // One at a time, so that the lock is free while `visit` runs, which may come back to this store.
        while let Some((key, bytes)) = self.next(after.as_ref()) {
            if visit(key.clone(), Ok(bytes.to_vec())).is_break() {
                break;
            }
            after = Some(key);
        }
        Ok(())
    }
}
