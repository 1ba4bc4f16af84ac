//! Records by key, in a store that is no database.

use std::marker::PhantomData;
use std::ops::ControlFlow;

use crate::chain::Pure;
use crate::envelope::{Format, Found, Json, OpenError, TextFormat, Versioned, View};
use crate::store::collection::{Backend, Visit};
use crate::store::pin::Pin;
use crate::store::{Census, Entry, Heal, Healed, RowKey, StoreError, StoreErrorKind};
use crate::version::Version;

/// The records of one entity in a store that is no database: in memory, in a directory, in a key-value file.
///
/// It reads records of any version as today's type, and writes today's version. No call overwrites or removes a record that is not
/// what it read; one that it cannot open, or that a newer program wrote, is an error for its key alone and stays as it is.
///
/// The methods have the names and the meaning of those of [`Records`](crate::store), the handle for tables. Steps have to be pure, as a
/// chain's are; where somebody else was faster, a record is converted again.
///
/// ```
/// # #[cfg(not(feature = "files"))]
/// # fn main() {}
/// # #[cfg(feature = "files")]
/// # fn main() -> Result<(), heirloom::store::StoreError> {
/// use heirloom::store::{Backend, Collection, Heal, Memory};
/// # use heirloom::{Migrate, Version};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate, Debug)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct UserV1 {
/// #     name: String,
/// # }
/// # #[derive(Serialize, Deserialize, Migrate, Debug)]
/// # #[migrate(from = UserV1)]
/// # struct User {
/// #     #[migrate(from = name)]
/// #     full_name: String,
/// # }
///
/// let memory = Memory::<i64>::new();
/// # memory.swap(&1, None, Some(br#"{"$v":1,"name":"Ada"}"#)).unwrap();
/// let users = Collection::<User, _>::new(&memory).heal(Heal::Always);
///
/// let ada = users.get(1)?.expect("a record that version 1 wrote");
/// assert_eq!(ada.full_name, "Ada");
/// assert!(!ada.is_stale()); // it was written back
///
/// users.insert(2, User { full_name: "Bob".into() })?;
/// users.update(2, |user| user.full_name.push_str(" Ross"))?;
/// for entry in users.page(None, 100)? {
///     println!("{}: {:?}", entry.key, entry.record?.full_name);
/// }
/// assert_eq!(users.census()?.of(Version::major(2)), 2);
/// # Ok(())
/// # }
/// ```
///
/// A chain with a step that needs more than the record has no collection:
///
/// ```compile_fail
/// # #[cfg(not(feature = "files"))]
/// # fn main() { compile_error!("no store") }
/// # #[cfg(feature = "files")]
/// # fn main() {
/// # use heirloom::Migrate;
/// # use heirloom::store::{Collection, Memory};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate, Debug)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct UserV1 {}
/// # #[derive(Serialize, Deserialize, Migrate, Debug)]
/// # #[migrate(from = UserV1, context = u64, up = |_, _| User {}, down = |_| UserV1 {})]
/// # struct User {}
/// Collection::<User, _>::new(Memory::<i64>::new());
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Collection<T, B, F = Json> {
    backend: B,
    heal: Heal,
    pin: Pin,
    types: PhantomData<fn() -> (T, F)>,
}

impl<T: Pure, B: Backend> Collection<T, B> {
    /// The records that a store holds, all of the entity of `T`, as JSON.
    pub fn new(backend: B) -> Self {
        Self { backend, heal: Heal::Never, pin: Pin::of::<T>(), types: PhantomData }
    }
}

impl<T: Pure, B: Backend, F: Format> Collection<T, B, F> {
    /// The records of another format in the same store.
    ///
    /// All of its records are of that format; what else stands under a key is an error for that key, and stays. In a
    /// [`Directory`](crate::store) the ending of a file is that of its format, so that formats do not meet.
    ///
    /// ```
    /// # #[cfg(not(all(feature = "files", feature = "cbor")))]
    /// # fn main() {}
    /// # #[cfg(all(feature = "files", feature = "cbor"))]
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use heirloom::store::{Backend, Cbor, Collection, Memory};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
    /// # #[migrate(entity = "user", version = 1)]
    /// # struct User {
    /// #     name: String,
    /// # }
    ///
    /// let users = Collection::<User, _>::new(Memory::<i64>::new()).format(Cbor);
    /// users.insert(1, User { name: "Ada".into() })?;
    ///
    /// let stored = users.backend().read(&1).expect("memory can be read").expect("a record");
    /// let user: User = heirloom::cbor::from_slice(&stored)?;
    /// assert_eq!(user.name, "Ada");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// What a codec cannot hold does not build here either:
    ///
    /// ```compile_fail
    /// # #[cfg(not(all(feature = "files", feature = "postcard")))]
    /// # fn main() { compile_error!("no postcard") }
    /// # #[cfg(all(feature = "files", feature = "postcard"))]
    /// # fn main() {
    /// # use heirloom::store::{Collection, Memory, Postcard};
    /// # use serde::{Deserialize, Serialize};
    /// #[derive(Serialize, Deserialize, heirloom::Migrate)]
    /// #[migrate(entity = "user", version = 1)]
    /// struct User {
    ///     #[serde(default, skip_serializing_if = "Option::is_none")]
    ///     email: Option<String>,
    /// }
    ///
    /// let users = Collection::<User, _>::new(Memory::<i64>::new()).format(Postcard);
    /// let _ = users.insert(1, User { email: None });
    /// # }
    /// ```
    #[must_use]
    pub fn format<G: Format>(self, format: G) -> Collection<T, B, G> {
        let _ = format;
        let Self { backend, heal, pin, types: _ } = self;
        Collection { backend, heal, pin, types: PhantomData }
    }

    /// Whether [`get`](Self::get) writes stale records back.
    #[must_use]
    pub fn heal(self, heal: Heal) -> Self {
        Self { heal, ..self }
    }

    /// Writes this version instead of the latest one or the [pin](crate::Migrate::PIN) of the type, so that a fleet learns to read a version before any of it writes it.
    ///
    /// Records that are older than the pin are stale for [`Heal`]; those that are newer keep their version when they are updated, since no
    /// write makes a record older. What the pinned version has no place for is kept in the carry. For as long as the pin
    /// stands below the latest version, a write costs a second pass over the record.
    ///
    /// # Errors
    ///
    /// When the chain has no such version, or a step above it is `one_way`. A setting that is shared with newer programs may name a version
    /// that this one does not know: write at the smaller of it and `T::VERSION` then.
    pub fn pin(self, version: Version) -> Result<Self, StoreError> {
        match Pin::at::<T>(version) {
            Ok(pin) => Ok(Self { pin, ..self }),
            Err(kind) => Err(self.error("pin", None, kind)),
        }
    }

    /// The store.
    pub fn backend(&self) -> &B {
        &self.backend
    }

    /// The version that is written: the pin of the handle, that of the type, or the latest one.
    pub fn writes(&self) -> Version {
        self.pin.0
    }

    /// Reads a record of any version; `None` when there is none with this key.
    ///
    /// With [`Heal::Always`] a stale record is then written back, if what is stored still is what was read. A write-back that does not
    /// succeed is dropped: the caller has the answer, and the next read tries again. [`heal_row`](Self::heal_row) says
    /// why it does not.
    ///
    /// # Errors
    ///
    /// When the record cannot be opened, or the store not be read.
    pub fn get(&self, key: impl Into<B::Key>) -> Result<Option<Versioned<T>>, StoreError> {
        let key = key.into();
        let Some((old, record)) = self.open(&key)? else { return Ok(None) };
        if !self.pin.is_above(&record) || !self.heal.is_due() {
            return Ok(Some(record));
        }
        match self.write_back(&key, &old, &record) {
            Ok(true) => Ok(Some(self.pin.written(record))),
            Ok(false) | Err(_) => Ok(Some(record)),
        }
    }

    /// Reads a record to be looked at, which may be of a newer version than the program knows; it is never written back.
    ///
    /// # Errors
    ///
    /// When the record cannot be opened, or the store not be read.
    pub fn view(&self, key: impl Into<B::Key>) -> Result<Option<View<T>>, StoreError>
    where
        F: TextFormat,
    {
        self.read_by(&key.into(), F::view)
    }

    /// Reads a record as it is: one of a newer version than the program knows is not opened. Neither is written back.
    ///
    /// ```
    /// # #[cfg(not(feature = "files"))]
    /// # fn main() {}
    /// # #[cfg(feature = "files")]
    /// # fn main() -> Result<(), heirloom::store::StoreError> {
    /// use heirloom::Found;
    /// use heirloom::store::{Backend, Collection, Memory};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
    /// # #[migrate(entity = "user", version = 1)]
    /// # struct User {
    /// #     name: String,
    /// # }
    ///
    /// let store = Memory::<i64>::new();
    /// # assert!(store.swap(&1, None, Some(br#"{"$v":2,"name":"Ada","admin":true}"#)).is_ok());
    /// let users = Collection::<User, _>::new(store);
    ///
    /// let Some(Found::Newer(newer)) = users.find(1)? else { panic!("version 2 is newer") };
    /// assert_eq!(newer.get(), r#"{"$v":2,"name":"Ada","admin":true}"#);
    /// assert!(users.view(1)?.is_some_and(|user| user.name == "Ada" && user.is_newer()));
    /// assert!(users.get(1).is_err());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When the record cannot be opened, or the store not be read.
    pub fn find(&self, key: impl Into<B::Key>) -> Result<Option<Found<T>>, StoreError>
    where
        F: TextFormat,
    {
        self.read_by(&key.into(), F::find)
    }

    /// Brings a record to today's version.
    ///
    /// # Errors
    ///
    /// When the record cannot be opened or sealed, or the store refuses the write.
    pub fn heal_row(&self, key: impl Into<B::Key>) -> Result<Healed, StoreError> {
        let key = key.into();
        let Some((old, record)) = self.open(&key)? else { return Ok(Healed::Missing) };
        if !self.pin.is_above(&record) {
            return Ok(Healed::Current);
        }
        match self.write_back(&key, &old, &record) {
            Ok(true) => Ok(Healed::Written),
            Ok(false) => Ok(Healed::Lost),
            Err(kind) => Err(self.error("write back", Some(&key), kind)),
        }
    }

    /// Stores a record under a key that is free, at today's version; a [`Versioned`] with what it carries.
    ///
    /// # Errors
    ///
    /// [`KeyTaken`](StoreErrorKind::KeyTaken) when there is a record with this key, readable or not. When the record cannot be sealed,
    /// or the store refuses the write.
    pub fn insert(
        &self,
        key: impl Into<B::Key>,
        record: impl Into<Versioned<T>>,
    ) -> Result<(), StoreError> {
        let key = key.into();
        let inserted = (self.pin)
            .seal::<F, T>(&record.into())
            .and_then(|new| self.backend.swap_as(F::ENDING, &key, None, Some(&new)));
        match inserted {
            Ok(true) => Ok(()),
            Ok(false) => Err(self.error("insert", Some(&key), StoreErrorKind::KeyTaken)),
            Err(kind) => Err(self.error("insert", Some(&key), kind)),
        }
    }

    /// Reads a record, changes it, and writes it back with what it carries, at today's version.
    ///
    /// It is written only if what is stored still is what was read; where somebody else wrote it in between, it is read and changed again.
    /// Gives the record as it was written; `None` when there is none with this key.
    ///
    /// # Errors
    ///
    /// When the record cannot be opened or sealed, or the store refuses the write.
    pub fn update(
        &self,
        key: impl Into<B::Key>,
        mut change: impl FnMut(&mut T),
    ) -> Result<Option<Versioned<T>>, StoreError> {
        self.try_update(key, |record| {
            change(record);
            Ok(())
        })
    }

    /// [`update`](Self::update) with a change that can refuse: then nothing is written, and its error is the answer.
    ///
    /// ```
    /// # #[cfg(not(feature = "files"))]
    /// # fn main() {}
    /// # #[cfg(feature = "files")]
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use heirloom::store::{Collection, Memory};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
    /// # #[migrate(entity = "account", version = 1)]
    /// # struct Account {
    /// #     balance: u64,
    /// # }
    /// # type Failure = Box<dyn std::error::Error>;
    ///
    /// let accounts = Collection::<Account, _>::new(Memory::<i64>::new());
    /// accounts.insert(1, Account { balance: 5 })?;
    /// let withdrawn = accounts.try_update(1, |account| {
    ///     account.balance = account.balance.checked_sub(7).ok_or("there is not so much")?;
    ///     Ok::<_, Failure>(())
    /// });
    /// assert_eq!(withdrawn.unwrap_err().to_string(), "there is not so much");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`update`](Self::update), and those of `change`.
    pub fn try_update<E: From<StoreError>>(
        &self,
        key: impl Into<B::Key>,
        mut change: impl FnMut(&mut T) -> Result<(), E>,
    ) -> Result<Option<Versioned<T>>, E> {
        let key = key.into();
        loop {
            let Some((old, mut record)) = self.open(&key)? else { return Ok(None) };
            change(&mut record)?;
            match self.write_back(&key, &old, &record) {
                Ok(true) => return Ok(Some(self.pin.written(record))),
                Ok(false) => {}
                Err(kind) => return Err(self.error("write", Some(&key), kind).into()),
            }
        }
    }

    /// Takes a record away if it is `unwanted`, and gives it; `None` when there is none with this key, or it is wanted.
    ///
    /// It is taken away only if what is stored still is what was asked about; where somebody else wrote it in between, it is read and asked
    /// about again. What the record carried goes with it.
    ///
    /// ```
    /// # #[cfg(not(feature = "files"))]
    /// # fn main() {}
    /// # #[cfg(feature = "files")]
    /// # fn main() -> Result<(), heirloom::store::StoreError> {
    /// use heirloom::store::{Collection, Memory};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
    /// # #[migrate(entity = "user", version = 1)]
    /// # struct User {
    /// #     active: bool,
    /// # }
    ///
    /// let users = Collection::<User, _>::new(Memory::<String>::new());
    /// users.insert("ada", User { active: true })?;
    /// assert!(users.delete_if("ada", |user| !user.active)?.is_none());
    /// assert!(users.delete_if("ada", |_| true)?.is_some());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When the record cannot be opened, and it stays; when the store refuses.
    pub fn delete_if(
        &self,
        key: impl Into<B::Key>,
        mut unwanted: impl FnMut(&T) -> bool,
    ) -> Result<Option<Versioned<T>>, StoreError> {
        let key = key.into();
        loop {
            let Some((old, record)) = self.open(&key)? else { return Ok(None) };
            if !unwanted(&record) {
                return Ok(None);
            }
            match self.backend.swap_as(F::ENDING, &key, Some(&old), None) {
                Ok(true) => return Ok(Some(record)),
                Ok(false) => {}
                Err(kind) => return Err(self.error("delete", Some(&key), kind)),
            }
        }
    }

    /// Up to `limit` records in the order of their keys, from the first one behind `after` on; none when there are no more.
    ///
    /// Each record that cannot be opened is the error of its own entry, and the page goes on behind it. Nothing is written back,
    /// whatever [`heal`](Self::heal) says.
    ///
    /// ```
    /// # #[cfg(not(feature = "files"))]
    /// # fn main() {}
    /// # #[cfg(feature = "files")]
    /// # fn main() -> Result<(), heirloom::store::StoreError> {
    /// # use heirloom::store::{Collection, Memory};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
    /// # #[migrate(entity = "user", version = 1)]
    /// # struct User {}
    /// # let users = Collection::<User, _>::new(Memory::<i64>::new());
    /// # for key in 0..7 {
    /// #     users.insert(key, User {})?;
    /// # }
    /// let mut after = None;
    /// loop {
    ///     let page = users.page(after.as_ref(), 3)?;
    ///     let Some(last) = page.last() else { break };
    ///     after = Some(last.key);
    ///     for entry in page {
    ///         match entry.record {
    ///             Ok(user) => println!("{}: {user:?}", entry.key),
    ///             Err(error) => eprintln!("{error}"), // names the key
    ///         }
    ///     }
    /// }
    /// # assert_eq!(after, Some(6));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When the keys cannot be listed.
    pub fn page(
        &self,
        after: Option<&B::Key>,
        limit: usize,
    ) -> Result<Vec<Entry<T, B::Key>>, StoreError> {
        let mut page = Vec::new();
        if limit == 0 {
            return Ok(page);
        }
        self.scan(after, &mut |key, bytes| {
            let record = bytes
                .and_then(|bytes| F::open(&bytes).map_err(StoreErrorKind::Open))
                .map_err(|kind| self.error("read", Some(&key), kind));
            page.push(Entry::new(key, record));
            if page.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        Ok(page)
    }

    /// How many records of each version there are.
    ///
    /// All records are read, one at a time, but no further than to their version.
    ///
    /// # Errors
    ///
    /// When the keys cannot be listed.
    pub fn census(&self) -> Result<Census, StoreError> {
        let mut census = Census::new::<T>();
        self.scan(None, &mut |_, bytes| {
            census.count_in::<F, T>(bytes.as_deref().ok());
            ControlFlow::Continue(())
        })?;
        Ok(census)
    }

    fn scan(
        &self,
        after: Option<&B::Key>,
        visit: &mut Visit<'_, B::Key>,
    ) -> Result<(), StoreError> {
        self.backend.scan_as(F::ENDING, after, visit).map_err(|kind| self.error("list", None, kind))
    }

    /// What is stored, read as something else than a record of today's.
    fn read_by<R>(
        &self,
        key: &B::Key,
        read: impl FnOnce(&[u8]) -> Result<R, OpenError>,
    ) -> Result<Option<R>, StoreError> {
        let stored = self.backend.read_as(F::ENDING, key);
        let read = stored.and_then(|bytes| {
            bytes.map(|bytes| read(&bytes).map_err(StoreErrorKind::Open)).transpose()
        });
        read.map_err(|kind| self.error("read", Some(key), kind))
    }

    /// What is stored, and the record in it.
    #[expect(clippy::type_complexity, reason = "bytes, and the record in them")]
    fn open(&self, key: &B::Key) -> Result<Option<(Vec<u8>, Versioned<T>)>, StoreError> {
        let fail = |kind| self.error("read", Some(key), kind);
        let Some(bytes) = self.backend.read_as(F::ENDING, key).map_err(fail)? else {
            return Ok(None);
        };
        match F::open(&bytes) {
            Ok(record) => Ok(Some((bytes, record))),
            Err(error) => Err(fail(StoreErrorKind::Open(error))),
        }
    }

    fn write_back(
        &self,
        key: &B::Key,
        old: &[u8],
        record: &Versioned<T>,
    ) -> Result<bool, StoreErrorKind> {
        let new = self.pin.seal::<F, T>(record)?;
        self.backend.swap_as(F::ENDING, key, Some(old), Some(&new))
    }

    fn error(&self, doing: &'static str, key: Option<&B::Key>, kind: StoreErrorKind) -> StoreError {
        let key: Option<RowKey> = key.map(|key| key.clone().into());
        StoreError::of(doing, T::ENTITY, self.backend.place(), key, kind)
    }
}
