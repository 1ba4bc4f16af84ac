//! What a store brings, so that everything else is the same for each.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::store::{RowKey, StoreErrorKind};

/// What is called with each key and what is stored under it, or why that cannot be read; it may break off.
pub type Visit<'a, K> = dyn FnMut(K, Result<Vec<u8>, StoreErrorKind>) -> ControlFlow<()> + 'a;

/// A place that keeps bytes under keys: what a [`Collection`](crate::store::Collection) stands on.
///
/// Implement it to keep records somewhere else. Three calls are all that there is to it, and what they promise is what the
/// records' safety rests on. A store that is shared is passed as `&B` or `Arc<B>`.
///
/// ```
/// use std::collections::BTreeMap;
/// use std::ops::{Bound, ControlFlow};
/// use std::sync::Mutex;
///
/// use heirloom::store::{Backend, StoreErrorKind, Visit};
///
/// struct Map(Mutex<BTreeMap<i64, Vec<u8>>>);
///
/// impl Backend for Map {
///     type Key = i64;
///
///     fn read(&self, key: &i64) -> Result<Option<Vec<u8>>, StoreErrorKind> {
///         Ok(self.0.lock().unwrap().get(key).cloned())
///     }
///
///     fn swap(&self, key: &i64, old: Option<&[u8]>, new: Option<&[u8]>) -> Result<bool, StoreErrorKind> {
///         let mut map = self.0.lock().unwrap();
///         if map.get(key).map(|bytes| &**bytes) != old {
///             return Ok(false);
///         }
///         match new {
///             Some(new) => map.insert(*key, new.to_vec()),
///             None => map.remove(key),
///         };
///         Ok(true)
///     }
///
///     fn scan(&self, after: Option<&i64>, visit: &mut Visit<'_, i64>) -> Result<(), StoreErrorKind> {
///         let from = after.map_or(Bound::Unbounded, |key| Bound::Excluded(*key));
///         let page: Vec<_> =
///             self.0.lock().unwrap().range((from, Bound::Unbounded)).map(|(k, v)| (*k, v.clone())).collect();
///         for (key, bytes) in page {
///             if visit(key, Ok(bytes)).is_break() {
///                 break;
///             }
///         }
///         Ok(())
///     }
/// }
/// ```
pub trait Backend {
    /// What records are found by.
    type Key: Clone + Into<RowKey>;

    /// The bytes under a key: whole, as one `swap` left them; `None` where there are none.
    ///
    /// # Errors
    ///
    /// When they cannot be read.
    fn read(&self, key: &Self::Key) -> Result<Option<Vec<u8>>, StoreErrorKind>;

    /// Puts `new` in the place of exactly `old`, where `None` is no record; false, with nothing done, if something else stood there.
    ///
    /// All bytes are compared, and no other `swap` of the same key comes in between, whichever thread, handle or process makes it. It
    /// returns when what it wrote will be there after a crash, where the store outlives one at all.
    ///
    /// # Errors
    ///
    /// When it cannot be written; the record is then whole, and one of the two.
    fn swap(
        &self,
        key: &Self::Key,
        old: Option<&[u8]>,
        new: Option<&[u8]>,
    ) -> Result<bool, StoreErrorKind>;

    /// Shows what lies behind the key `after` to `visit`, in the order of the keys, each key at most once.
    ///
    /// What was there from beginning to end is shown, unless `visit` breaks off; what comes or goes meanwhile may be.
    ///
    /// # Errors
    ///
    /// When the keys cannot be listed. What cannot be read under one of them is that key's alone.
    fn scan(
        &self,
        after: Option<&Self::Key>,
        visit: &mut Visit<'_, Self::Key>,
    ) -> Result<(), StoreErrorKind>;

    /// [`read`](Self::read) for a format whose files have this ending (`json`, `toml`).
    ///
    /// A store whose names show the format keeps the records of each apart, and one that stands around another hands this on; all others leave
    /// it, and the two below, as they are.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read).
    fn read_as(&self, ending: &str, key: &Self::Key) -> Result<Option<Vec<u8>>, StoreErrorKind> {
        let _ = ending;
        self.read(key)
    }

    /// [`swap`](Self::swap) for a format whose files have this ending.
    ///
    /// # Errors
    ///
    /// As for [`swap`](Self::swap).
    fn swap_as(
        &self,
        ending: &str,
        key: &Self::Key,
        old: Option<&[u8]>,
        new: Option<&[u8]>,
    ) -> Result<bool, StoreErrorKind> {
        let _ = ending;
        self.swap(key, old, new)
    }

    /// [`scan`](Self::scan) for a format whose files have this ending.
    ///
    /// # Errors
    ///
    /// As for [`scan`](Self::scan).
    fn scan_as(
        &self,
        ending: &str,
        after: Option<&Self::Key>,
        visit: &mut Visit<'_, Self::Key>,
    ) -> Result<(), StoreErrorKind> {
        let _ = ending;
        self.scan(after, visit)
    }

    /// Where the records lie, for messages: a folder, a table.
    fn place(&self) -> Option<String> {
        None
    }
}

macro_rules! shared {
    ($($pointer:ty),*) => { $(
        impl<B: Backend + ?Sized> Backend for $pointer {
            type Key = B::Key;

            fn read(&self, key: &B::Key) -> Result<Option<Vec<u8>>, StoreErrorKind> {
                (**self).read(key)
            }

            fn swap(
                &self,
                key: &B::Key,
                old: Option<&[u8]>,
                new: Option<&[u8]>,
            ) -> Result<bool, StoreErrorKind> {
                (**self).swap(key, old, new)
            }

            fn scan(
                &self,
                after: Option<&B::Key>,
                visit: &mut Visit<'_, B::Key>,
            ) -> Result<(), StoreErrorKind> {
                (**self).scan(after, visit)
            }

            fn read_as(
                &self,
                ending: &str,
                key: &B::Key,
            ) -> Result<Option<Vec<u8>>, StoreErrorKind> {
                (**self).read_as(ending, key)
            }

            fn swap_as(
                &self,
                ending: &str,
                key: &B::Key,
                old: Option<&[u8]>,
                new: Option<&[u8]>,
            ) -> Result<bool, StoreErrorKind> {
                (**self).swap_as(ending, key, old, new)
            }

            fn scan_as(
                &self,
                ending: &str,
                after: Option<&B::Key>,
                visit: &mut Visit<'_, B::Key>,
            ) -> Result<(), StoreErrorKind> {
                (**self).scan_as(ending, after, visit)
            }

            fn place(&self) -> Option<String> {
                (**self).place()
            }
        }
    )* };
}

shared!(&B, Arc<B>);
