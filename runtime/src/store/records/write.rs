//! One record, written if it still is what was read.

use crate::chain::Pure;
use crate::envelope::Versioned;
use crate::store::backend::Store;
use crate::store::keys::Keys;
use crate::store::kind::AsKey;
use crate::store::records::Records;
use crate::store::stored::Stored;
use crate::store::{StoreError, StoreErrorKind, Token, Updated};

impl<T: Pure, K: Keys> Records<T, K> {
    /// Reads a record, changes it, and writes it back with what it carries, at today's version.
    ///
    /// The row is written only if it still is what was read; where somebody else wrote it in between, it is read and changed again.
    /// Gives the record as it was written; `None` when there is no such row, or no document in it.
    ///
    /// ```
    /// # use diesel::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
    /// # #[migrate(entity = "user", version = 1)]
    /// # struct User {
    /// #     name: String,
    /// # }
    /// # diesel::table! {
    /// #     users (id) {
    /// #         id -> BigInt,
    /// #         doc -> Text,
    /// #     }
    /// # }
    /// # use heirloom::store::Records;
    /// # let conn = &mut SqliteConnection::establish(":memory:")?;
    /// # diesel::sql_query("CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)").execute(conn)?;
    /// # diesel::sql_query(r#"INSERT INTO users VALUES (1, '{"$v":1,"name":"Ada"}')"#).execute(conn)?;
    /// let users = Records::<User, _>::new(users::id, users::doc);
    /// users.update(conn, 1, |user| user.name.push_str(" Lovelace"))?;
    /// assert_eq!(users.get(conn, 1)?.expect("row 1").name, "Ada Lovelace");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the record cannot be opened or sealed, or the database refuses the write.
    pub fn update<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
        mut change: impl FnMut(&mut T),
    ) -> Result<Option<Versioned<T>>, StoreError> {
        self.try_update(conn, key, |record| {
            change(record);
            Ok(())
        })
    }

    /// [`update`](Self::update) with a change that can refuse: then nothing is written, and its error is the answer.
    ///
    /// ```
    /// # use diesel::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
    /// # #[migrate(entity = "account", version = 1)]
    /// # struct Account {
    /// #     balance: u64,
    /// # }
    /// # diesel::table! {
    /// #     accounts (id) {
    /// #         id -> BigInt,
    /// #         doc -> Text,
    /// #     }
    /// # }
    /// # use heirloom::store::Records;
    /// # let conn = &mut SqliteConnection::establish(":memory:")?;
    /// # diesel::sql_query("CREATE TABLE accounts (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)").execute(conn)?;
    /// # diesel::sql_query(r#"INSERT INTO accounts VALUES (1, '{"$v":1,"balance":5}')"#).execute(conn)?;
    /// # type Failure = Box<dyn std::error::Error>;
    /// let accounts = Records::<Account, _>::new(accounts::id, accounts::doc);
    /// let withdrawn = accounts.try_update(conn, 1, |account| {
    ///     account.balance = account.balance.checked_sub(7).ok_or("there is not so much")?;
    ///     Ok::<_, Failure>(())
    /// });
    /// assert_eq!(withdrawn.unwrap_err().to_string(), "there is not so much");
    /// assert_eq!(accounts.get(conn, 1)?.expect("row 1").balance, 5);
    /// # Ok::<(), Failure>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`update`](Self::update), and those of `change`.
    pub fn try_update<C: Store, E: From<StoreError>>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
        mut change: impl FnMut(&mut T) -> Result<(), E>,
    ) -> Result<Option<Versioned<T>>, E> {
        let key = key.as_key();
        let mut ignored = 0;
        loop {
            let Some((row, mut record)) = self.open(conn, &key)? else { return Ok(None) };
            change(&mut record)?;
            match self.write_back(conn, &row, &record) {
                Ok(true) => return Ok(Some(self.pin.written(record))),
                // If nobody has written it, the database will refuse it again. Somebody may have, there and back.
                Ok(false) if self.read(conn, &key)?.is_some_and(|again| again == row) => {
                    ignored += 1;
                    if ignored == IGNORED {
                        return Err(self.error("write", &key, StoreErrorKind::Ignored).into());
                    }
                }
                Ok(false) => ignored = 0,
                Err(kind) => return Err(self.error("write", &key, kind).into()),
            }
        }
    }

    /// Changes a record and writes it back with what it carries, if the row still has this token.
    ///
    /// # Errors
    ///
    /// As for [`get_with_token`](Self::get_with_token), and when the record cannot be sealed, or the database refuses the write.
    pub fn update_at<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
        token: Token,
        mut change: impl FnMut(&mut T),
    ) -> Result<Updated<T>, StoreError> {
        let key = key.as_key();
        for _ in 0..IGNORED {
            let Some((row, mut record)) = self.open(conn, &key)? else {
                return Ok(Updated::Missing);
            };
            let now = self.token_of(&key, &row.1)?;
            if now != token {
                return Ok(Updated::Moved(now));
            }
            change(&mut record);
            match self.write_back(conn, &row, &record) {
                Ok(true) => return Ok(Updated::Written(self.pin.written(record), token.next())),
                // Somebody else was faster, or forgot the token, or nobody will ever write the row.
                Ok(false) => {}
                Err(kind) => return Err(self.error("write", &key, kind)),
            }
        }
        Err(self.error("write", &key, StoreErrorKind::Ignored))
    }

    /// Stores a record in a new row, at the pin; a [`Versioned`] with what it carries.
    ///
    /// The row gets its key, the record and, where it has a column, the carry. A table with other columns that need a value wants diesel's own insert.
    ///
    /// # Errors
    ///
    /// [`KeyTaken`](StoreErrorKind::KeyTaken) when there is a row with this key, whatever is in it. When the record cannot be sealed,
    /// or the database refuses the write.
    pub fn insert<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
        record: impl Into<Versioned<T>>,
    ) -> Result<(), StoreError> {
        let key = key.as_key();
        let inserted =
            Stored::seal_at::<T, C::Database>(&record.into(), self.pin.0, &self.place, &key)
                .and_then(|new| conn.insert(&self.place, &key, &new));
        let kind = match inserted {
            Ok(true) => return Ok(()),
            Ok(false) => StoreErrorKind::Ignored,
            // Another constraint may have refused it.
            Err(kind @ StoreErrorKind::Refused(_)) => match conn.read(&self.place, &key) {
                Ok(Some(_)) => StoreErrorKind::KeyTaken,
                _ => kind,
            },
            Err(kind) => kind,
        };
        Err(self.error("insert", &key, kind))
    }

    /// Removes a row whose record is unwanted, if it still is what was read; where somebody else wrote it in between, it is asked about again.
    ///
    /// Gives the record that was removed; `None` when there is no such row, no document in it, or it is wanted.
    ///
    /// # Errors
    ///
    /// When the record cannot be opened, and it stays; when the database refuses.
    pub fn delete_if<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
        mut unwanted: impl FnMut(&T) -> bool,
    ) -> Result<Option<Versioned<T>>, StoreError> {
        let key = key.as_key();
        let mut ignored = 0;
        loop {
            let Some(((own, stored), record)) = self.open(conn, &key)? else { return Ok(None) };
            if !unwanted(&record) {
                return Ok(None);
            }
            match conn.delete(&self.place, &own, &stored) {
                Ok(true) => return Ok(Some(record)),
                Ok(false) => ignored += 1,
                Err(kind) => return Err(self.error("delete", &key, kind)),
            }
            if ignored == IGNORED && self.read(conn, &key)? == Some((own, stored)) {
                return Err(self.error("delete", &key, StoreErrorKind::Ignored));
            }
        }
    }
}

/// How often a row is left as it was, with nobody else at it, until it is said.
const IGNORED: u32 = 3;
