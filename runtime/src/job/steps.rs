//! What a job is told for steps that need more than the record.

use std::marker::PhantomData;

use diesel::Column;

use crate::chain::{Assisted, Migrate, OldOf, Pure, StepOf, StepWith};
use crate::job::Bulk;
use crate::job::needs::{Emit, Fetch, Join, Needs, Refusal, Unmatched};
use crate::store::place::Place;
use crate::store::{AsKey, DocumentType, KeyType, Names, RowKey};

impl<'a, T: Assisted, E, J> Bulk<'a, T, Needs<(), E, J>> {
    /// Fetches what a step with `context` needs: once for each batch, for all of its records, inside the batch's transaction.
    ///
    /// The function is given the keys and the old values, and gives one context for each, in their order. Fetch all with one
    /// query, since a batch has up to a thousand records. An error stops the job; what it has done is kept.
    ///
    /// ```
    /// # use diesel::prelude::*;
    /// # use heirloom::{Migrate, Settled, Versioned};
    /// # use serde::{Deserialize, Serialize};
    /// use std::collections::HashMap;
    ///
    /// use heirloom::job::Bulk;
    /// use heirloom::store::RowKey;
    ///
    /// #[derive(Serialize, Deserialize, Migrate, Debug)]
    /// #[migrate(entity = "order", version = 1)]
    /// struct OrderV1 {
    ///     article: String,
    /// }
    ///
    /// #[derive(Serialize, Deserialize, Migrate, Debug)]
    /// #[migrate(from = OrderV1, context = Cents, up = priced, down = |new| OrderV1 { article: new.article })]
    /// struct Order {
    ///     article: String,
    ///     cents: i64,
    /// }
    ///
    /// struct Cents(i64);
    ///
    /// fn priced(old: OrderV1, &Cents(cents): &Cents) -> Order {
    ///     Order { article: old.article, cents }
    /// }
    ///
    /// # diesel::table! {
    /// #     orders (id) {
    /// #         id -> BigInt,
    /// #         doc -> Text,
    /// #     }
    /// # }
    /// # diesel::table! {
    /// #     prices (article) {
    /// #         article -> Text,
    /// #         cents -> BigInt,
    /// #     }
    /// # }
    /// # use diesel::connection::SimpleConnection;
    /// # let conn = &mut SqliteConnection::establish(":memory:")?;
    /// # conn.batch_execute(r#"CREATE TABLE orders (id INTEGER PRIMARY KEY, doc TEXT); INSERT INTO orders VALUES (1, '{"$v":1,"article":"tea"}');
    /// #     CREATE TABLE prices (article TEXT PRIMARY KEY, cents INTEGER); INSERT INTO prices VALUES ('tea', 350)"#)?;
    /// let report = Bulk::<Order>::new(orders::id, orders::doc)
    ///     .context(|conn: &mut SqliteConnection, olds: &[(RowKey, &OrderV1)]| {
    ///         let articles = olds.iter().map(|(_, old)| &old.article);
    ///         let found: HashMap<String, i64> = prices::table
    ///             .filter(prices::article.eq_any(articles))
    ///             .load(conn)?
    ///             .into_iter()
    ///             .collect();
    ///         let cents = olds.iter().map(|(_, old)| Cents(found.get(&old.article).copied().unwrap_or(0)));
    ///         Ok::<_, diesel::result::Error>(cents.collect())
    ///     })
    ///     .run(conn)?;
    ///
    /// assert!(report.is_complete());
    /// let order: Versioned<Settled<Order>> = orders::table.select(orders::doc).first(conn)?;
    /// assert_eq!(order.cents, 350);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// A job that does not say where the context comes from does not compile:
    ///
    /// ```compile_fail
    /// # use diesel::prelude::*;
    /// # use heirloom::Migrate;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, Migrate)]
    /// # #[migrate(entity = "order", version = 1)]
    /// # struct OrderV1 {}
    /// # #[derive(Serialize, Deserialize, Migrate)]
    /// # #[migrate(from = OrderV1, context = u64, up = |_, _| Order {}, down = |_| OrderV1 {})]
    /// # struct Order {}
    /// # diesel::table! {
    /// #     orders (id) {
    /// #         id -> BigInt,
    /// #         doc -> Text,
    /// #     }
    /// # }
    /// # let conn = &mut SqliteConnection::establish(":memory:").unwrap();
    /// heirloom::job::Bulk::<Order>::new(orders::id, orders::doc).run(conn);
    /// ```
    #[expect(clippy::type_complexity, reason = "the job, which provides one thing more")]
    pub fn context<C, R>(
        self,
        mut fetch: impl FnMut(
            &mut C,
            &[(RowKey, &OldOf<T>)],
        ) -> Result<Vec<<StepOf<T> as StepWith>::Context>, R>
        + 'a,
    ) -> Bulk<'a, T, Needs<Fetch<'a, C, StepOf<T>>, E, J>>
    where
        R: Into<Refusal>,
    {
        self.needing(|needs| Needs {
            context: Fetch(Box::new(move |conn, olds| fetch(conn, olds).map_err(Into::into))),
            emit: needs.emit,
            join: needs.join,
            removals: needs.removals,
        })
    }
}

impl<'a, T: Assisted, X, J> Bulk<'a, T, Needs<X, (), J>> {
    /// Puts the records that a step with `emit` makes into another table, in the transaction of their batch.
    ///
    /// `id` makes the key of such a row, of the source's key and the index, so that it is the same however often it is asked. A row that
    /// another record has, or that was changed since, is never overwritten: the source is set aside as `emit_conflict`. The other
    /// columns of that table need defaults.
    ///
    /// ```
    /// # use diesel::prelude::*;
    /// # use heirloom::{Migrate, Versioned};
    /// # use serde::{Deserialize, Serialize};
    /// use heirloom::job::Bulk;
    ///
    /// #[derive(Serialize, Deserialize, Migrate, Debug)]
    /// #[migrate(entity = "order", version = 1)]
    /// struct OrderV1 {
    ///     parcels: Vec<String>,
    /// }
    ///
    /// #[derive(Serialize, Deserialize, Migrate, Debug)]
    /// #[migrate(entity = "shipment", version = 1)]
    /// struct Shipment {
    ///     parcel: String,
    /// }
    ///
    /// #[derive(Serialize, Deserialize, Migrate, Debug)]
    /// #[migrate(from = OrderV1, emit(Shipment), up = split, down = whole)]
    /// struct Order {}
    ///
    /// fn split(old: OrderV1) -> (Order, Vec<Shipment>) {
    ///     (Order {}, old.parcels.into_iter().map(|parcel| Shipment { parcel }).collect())
    /// }
    ///
    /// fn whole(_: Order, shipments: Vec<Shipment>) -> OrderV1 {
    ///     OrderV1 { parcels: shipments.into_iter().map(|shipment| shipment.parcel).collect() }
    /// }
    ///
    /// # diesel::table! {
    /// #     orders (id) {
    /// #         id -> BigInt,
    /// #         doc -> Text,
    /// #     }
    /// # }
    /// # diesel::table! {
    /// #     shipments (id) {
    /// #         id -> Text,
    /// #         doc -> Text,
    /// #     }
    /// # }
    /// # use diesel::connection::SimpleConnection;
    /// # let conn = &mut SqliteConnection::establish(":memory:")?;
    /// # conn.batch_execute(r#"CREATE TABLE orders (id INTEGER PRIMARY KEY, doc TEXT); INSERT INTO orders VALUES (7, '{"$v":1,"parcels":["tea","pot"]}');
    /// #     CREATE TABLE shipments (id TEXT PRIMARY KEY, doc TEXT)"#)?;
    /// let report = Bulk::<Order>::new(orders::id, orders::doc)
    ///     .emit(shipments::id, shipments::doc, |order, index, _| format!("{order}-{index}"))
    ///     .run(conn)?;
    ///
    /// assert_eq!(report.emitted(), 2);
    /// let pot: Versioned<Shipment> = shipments::table.find("7-1").select(shipments::doc).first(conn)?;
    /// assert_eq!(pot.parcel, "pot");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn emit<K, D, I>(
        self,
        key: K,
        document: D,
        id: impl Fn(&RowKey, usize, &<StepOf<T> as StepWith>::Emitted) -> I + 'a,
    ) -> Bulk<'a, T, Needs<X, Emit<'a, StepOf<T>>, J>>
    where
        K: Column<SqlType: KeyType> + Names,
        D: Column<Table = K::Table, SqlType: DocumentType>,
        I: AsKey<<K::SqlType as KeyType>::Kind>,
        StepOf<T>: StepWith<Emitted: Migrate>,
    {
        let place = Place::of(key, document);
        self.needing(|needs| Needs {
            context: needs.context,
            emit: Emit {
                place,
                id: Box::new(move |source, index, value| id(source, index, value).as_key()),
            },
            join: needs.join,
            removals: needs.removals,
        })
    }
}

impl<'a, T: Assisted, X, E> Bulk<'a, T, Needs<X, E, ()>> {
    /// Reads the records that a step with `join` makes part of its own, and takes them away, in the transaction of their batch.
    ///
    /// `key` is the column of their table that holds the source's key; it has to be unique there. What was taken away is listed by
    /// [`removed`](Self::removed), with its bytes. [`Unmatched`] says what becomes of records without such a row, and of such rows without a record.
    ///
    /// ```
    /// # use diesel::prelude::*;
    /// # use heirloom::Migrate;
    /// # use serde::{Deserialize, Serialize};
    /// use heirloom::job::{Bulk, Cause, Missing, Orphans, Unmatched};
    ///
    /// #[derive(Serialize, Deserialize, Migrate, Debug)]
    /// #[migrate(entity = "profile", version = 1)]
    /// struct Profile {
    ///     motto: String,
    /// }
    ///
    /// #[derive(Serialize, Deserialize, Migrate, Debug)]
    /// #[migrate(entity = "user", version = 1)]
    /// struct UserV1 {
    ///     name: String,
    /// }
    ///
    /// #[derive(Serialize, Deserialize, Migrate, Debug)]
    /// #[migrate(from = UserV1, join(Profile), up = whole, down = parts)]
    /// struct User {
    ///     name: String,
    ///     motto: Option<String>,
    /// }
    ///
    /// fn whole(old: UserV1, profile: Option<Profile>) -> User {
    ///     User { name: old.name, motto: profile.map(|profile| profile.motto) }
    /// }
    ///
    /// fn parts(new: User) -> (UserV1, Option<Profile>) {
    ///     (UserV1 { name: new.name }, new.motto.map(|motto| Profile { motto }))
    /// }
    ///
    /// # diesel::table! {
    /// #     users (id) {
    /// #         id -> BigInt,
    /// #         doc -> Text,
    /// #     }
    /// # }
    /// # diesel::table! {
    /// #     profiles (user_id) {
    /// #         user_id -> BigInt,
    /// #         doc -> Text,
    /// #     }
    /// # }
    /// # use diesel::connection::SimpleConnection;
    /// # let conn = &mut SqliteConnection::establish(":memory:")?;
    /// # conn.batch_execute(r#"CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT); INSERT INTO users VALUES (7, '{"$v":1,"name":"Ada"}');
    /// #     CREATE TABLE profiles (user_id INTEGER PRIMARY KEY, doc TEXT); INSERT INTO profiles VALUES (7, '{"$v":1,"motto":"compute"}')"#)?;
    /// let job = || {
    ///     let policy = Unmatched { missing: Missing::GiveNone, orphans: Orphans::Refuse };
    ///     Bulk::<User>::new(users::id, users::doc).join(profiles::user_id, profiles::doc, policy)
    /// };
    /// let report = job().run(conn)?;
    ///
    /// assert_eq!((report.upgraded(), report.joined()), (1, 1));
    /// let doc: String = users::table.select(users::doc).first(conn)?;
    /// assert_eq!(doc, r#"{"$v":2,"name":"Ada","motto":"compute"}"#);
    /// let profile = &job().removed(conn, 10)?[0];
    /// assert_eq!((&*profile.table, profile.cause), ("profiles", Cause::Joined));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn join<K, D>(
        self,
        key: K,
        document: D,
        unmatched: Unmatched,
    ) -> Bulk<'a, T, Needs<X, E, Join<StepOf<T>>>>
    where
        K: Column<SqlType: KeyType> + Names,
        D: Column<Table = K::Table, SqlType: DocumentType>,
        StepOf<T>: StepWith<Joined: Pure>,
    {
        let place = Place::of(key, document);
        self.needing(|needs| Needs {
            context: needs.context,
            emit: needs.emit,
            join: Join { place, unmatched, step: PhantomData },
            removals: needs.removals,
        })
    }
}

impl<T: Assisted, X, E, J> Bulk<'_, T, Needs<X, E, J>> {
    /// Lets a step with `may_remove` remove rows: `most` of them in a run.
    ///
    /// What is removed goes to the table `heirloom_removed`, with its bytes and the step's reason, and is listed by [`removed`](Self::removed). Before
    /// a batch would go over `most`, it is undone, and the job stops. Without this, rows that the step would remove
    /// stay, and stand in the quarantine as `remove`.
    ///
    /// ```
    /// # use diesel::prelude::*;
    /// # use heirloom::Migrate;
    /// # use serde::{Deserialize, Serialize};
    /// use heirloom::Outcome;
    /// use heirloom::job::Bulk;
    ///
    /// #[derive(Serialize, Deserialize, Migrate, Debug)]
    /// #[migrate(entity = "session", version = 1)]
    /// struct SessionV1 {
    ///     user: Option<String>,
    /// }
    ///
    /// #[derive(Serialize, Deserialize, Migrate, Debug)]
    /// #[migrate(from = SessionV1, may_remove, up = of_users, down = |new| SessionV1 { user: Some(new.user) })]
    /// struct Session {
    ///     user: String,
    /// }
    ///
    /// fn of_users(old: SessionV1) -> Outcome<Session> {
    ///     match old.user {
    ///         Some(user) => Outcome::Value(Session { user }),
    ///         None => Outcome::remove("sessions of guests are no longer stored"),
    ///     }
    /// }
    ///
    /// # diesel::table! {
    /// #     sessions (id) {
    /// #         id -> BigInt,
    /// #         doc -> Text,
    /// #     }
    /// # }
    /// # use diesel::connection::SimpleConnection;
    /// # let conn = &mut SqliteConnection::establish(":memory:")?;
    /// # conn.batch_execute(r#"CREATE TABLE sessions (id INTEGER PRIMARY KEY, doc TEXT); INSERT INTO sessions VALUES (1, '{"$v":1,"user":"Ada"}'), (2, '{"$v":1,"user":null}')"#)?;
    /// let job = || Bulk::<Session>::new(sessions::id, sessions::doc).allow_remove(100);
    /// assert_eq!(job().run(conn)?.removed(), 1);
    ///
    /// let gone = &job().removed(conn, 10)?[0];
    /// assert_eq!(gone.document, br#"{"$v":1,"user":null}"#);
    /// assert_eq!(gone.reason, "sessions of guests are no longer stored");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn allow_remove(self, most: u64) -> Self {
        self.needing(|needs| Needs { removals: Some(most), ..needs })
    }
}
