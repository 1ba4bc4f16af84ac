//! All records.

use crate::chain::Pure;
use crate::store::backend::{Database as _, Store};
use crate::store::keys::Keys;
use crate::store::records::Records;
use crate::store::stored::Stored;
use crate::store::{Census, Entry, RowKey, StoreError};

impl<T: Pure, K: Keys> Records<T, K> {
    /// Up to `limit` records in the order of their keys, from the first one behind `after` on; none when there are no more.
    ///
    /// Each record that cannot be opened is the error of its own entry, and the page goes on behind it. Nothing is written back,
    /// whatever [`heal`](Self::heal) says. Rows without a key or a document are passed over.
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
    /// let users = Records::<User, _>::new(users::id, users::doc);
    /// for (id, name) in [(1, "Ada"), (2, "Bob"), (3, "Cy")] {
    ///     users.insert(conn, id, User { name: name.to_owned() })?;
    /// }
    /// let mut after = None;
    /// loop {
    ///     let page = users.page(conn, after.as_ref(), 2)?;
    ///     let Some(last) = page.last() else { break };
    ///     after = Some(last.key.clone());
    ///     for entry in page {
    ///         println!("{}: {}", entry.key, entry.record?.name);
    ///     }
    /// }
    /// assert_eq!(after.map(|key| key.to_string()).as_deref(), Some("3"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the rows cannot be listed.
    pub fn page<C: Store>(
        &self,
        conn: &mut C,
        after: Option<&RowKey>,
        limit: u32,
    ) -> Result<Vec<Entry<T, RowKey>>, StoreError> {
        let rows = self.list(conn, after, limit)?;
        let entries = rows.into_iter().map(|(key, stored)| {
            let record = stored.open::<T, C::Database>(&self.place, &key);
            let record = record.map_err(|kind| self.error("read", &key, kind));
            Entry { token: stored.token().ok(), ..Entry::new(key, record) }
        });
        Ok(entries.collect())
    }

    /// How many records of each version there are.
    ///
    /// All of them are read, a thousand at a time, but no further than to their version.
    ///
    /// # Errors
    ///
    /// When the rows cannot be listed.
    pub fn census<C: Store>(&self, conn: &mut C) -> Result<Census, StoreError> {
        let mut census = Census::new::<T>();
        let mut after = None;
        loop {
            let rows = self.list(conn, after.as_ref(), 1000)?;
            for (_, stored) in &rows {
                match stored.said::<T>(&self.place) {
                    Ok(None) => {
                        let text = C::Database::text::<T>(self.place.form, &stored.document);
                        census.count::<T>(text.ok().as_deref().map(str::as_bytes));
                    }
                    said => census.enter(said.ok().flatten()),
                }
            }
            let Some((last, _)) = rows.into_iter().next_back() else { return Ok(census) };
            after = Some(last);
        }
    }

    fn list<C: Store>(
        &self,
        conn: &mut C,
        after: Option<&RowKey>,
        limit: u32,
    ) -> Result<Vec<(RowKey, Stored)>, StoreError> {
        let rows = conn.list(&self.place, after, limit);
        rows.map_err(|kind| StoreError::new("list", T::ENTITY, &self.place, None, kind))
    }
}
