//! An entity whose step needs everything that a step can: a context, a record to join, records to emit, and leave to remove.

use heirloom::{Migrate, Outcome};
use serde::{Deserialize, Serialize};

diesel::table! {
    /// Orders.
    orders (id) {
        /// The key.
        id -> BigInt,
        /// The record.
        doc -> Text,
    }
}

diesel::table! {
    /// What orders emit.
    shipments (id) {
        /// The key of the order and the index.
        id -> Text,
        /// The record.
        doc -> Text,
    }
}

diesel::table! {
    /// What orders join.
    remarks (order_id) {
        /// The key of the order.
        order_id -> BigInt,
        /// The record.
        doc -> Text,
    }
}

diesel::table! {
    /// What orders need.
    prices (article) {
        /// The article.
        article -> Text,
        /// What it costs.
        cents -> BigInt,
    }
}

/// Version 1: everything in one record, but the remark.
pub mod v1 {
    use super::{Deserialize, Migrate, Serialize};

    /// An order.
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "order", version = 1)]
    pub struct Order {
        /// What was ordered.
        pub article: String,
        /// What was sent.
        pub parcels: Vec<String>,
    }
}

/// Version 2: parcels are records of their own, remarks are not.
pub mod v2 {
    use super::{Cents, Deserialize, Migrate, Outcome, Remark, Serialize, Shipment, v1};

    /// An order.
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(
        from = v1::Order,
        context = Cents,
        join(Remark),
        emit(Shipment),
        may_remove,
        try_up = split,
        down = whole
    )]
    pub struct Order {
        /// What was ordered.
        pub article: String,
        /// What it cost.
        pub cents: i64,
        /// What was said about it.
        pub remark: Option<String>,
    }

    fn split(
        old: v1::Order,
        &Cents(cents): &Cents,
        remark: Option<Remark>,
    ) -> Result<(Outcome<Order>, Vec<Shipment>), String> {
        match &*old.article {
            "poison" => return Err("an article that nobody can order".to_owned()),
            "panic" => panic!("a step that does not expect this"),
            "test" => return Ok((Outcome::remove("it was a test"), Vec::new())),
            _ => {}
        }
        let remark = remark.map(|remark| remark.text);
        let shipments = old.parcels.into_iter().map(|parcel| Shipment { parcel }).collect();
        Ok((Outcome::Value(Order { article: old.article, cents, remark }), shipments))
    }

    fn whole(new: Order, shipments: Vec<Shipment>) -> (v1::Order, Option<Remark>) {
        let parcels = shipments.into_iter().map(|shipment| shipment.parcel).collect();
        let remark = new.remark.map(|text| Remark { text });
        (v1::Order { article: new.article, parcels }, remark)
    }
}

/// A later version, by its record alone.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = v2::Order)]
pub struct Order {
    /// What was ordered.
    #[migrate(from = article)]
    pub name: String,
    /// What it cost.
    pub cents: i64,
    /// What was said about it.
    pub remark: Option<String>,
}

/// A version whose step needs more again.
#[derive(Serialize, Deserialize, Migrate, Debug)]
#[migrate(from = Order, context = u8, up = |old, _| Later { name: old.name }, one_way = "a test")]
pub struct Later {
    /// What was ordered.
    pub name: String,
}

/// What an article costs.
#[derive(Debug)]
pub struct Cents(pub i64);

/// A parcel.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "shipment", version = 1)]
pub struct Shipment {
    /// What is in it.
    pub parcel: String,
}

/// What somebody said about an order.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "remark", version = 1)]
pub struct Remark {
    /// In words.
    pub text: String,
}

pub use job::{fill, job};

mod job {
    use std::collections::HashMap;

    use diesel::connection::SimpleConnection;
    use diesel::prelude::*;
    use heirloom::job::{Bulk, Emit, Fetch, Join, Missing, Needs, Orphans, Unmatched};
    use heirloom::store::RowKey;

    use super::{Cents, Order, orders, prices, remarks, shipments, v1, v2};

    type Step = v2::Order;
    type Job<'a> =
        Bulk<'a, Order, Needs<Fetch<'a, SqliteConnection, Step>, Emit<'a, Step>, Join<Step>>>;

    /// The job, with everything that the step needs.
    pub fn job<'a>() -> Job<'a> {
        let unmatched = Unmatched { missing: Missing::GiveNone, orphans: Orphans::Leave };
        Bulk::<Order>::new(orders::id, orders::doc)
            .context(cents)
            .emit(shipments::id, shipments::doc, |order, index, _| format!("{order}-{index}"))
            .join(remarks::order_id, remarks::doc, unmatched)
            .allow_remove(1000)
    }

    fn cents(
        conn: &mut SqliteConnection,
        olds: &[(RowKey, &v1::Order)],
    ) -> QueryResult<Vec<Cents>> {
        let articles = olds.iter().map(|(_, old)| &old.article);
        let found: HashMap<String, i64> = prices::table
            .filter(prices::article.eq_any(articles))
            .load(conn)?
            .into_iter()
            .collect();
        let cents = |old: &v1::Order| Cents(found.get(&old.article).copied().unwrap_or(0));
        Ok(olds.iter().map(|(_, old)| cents(old)).collect())
    }

    /// Makes the tables, with `rows` orders: of every third the parcels are two, every fourth has a remark, every seventh is a test.
    ///
    /// # Panics
    ///
    /// When the database refuses.
    pub fn fill(conn: &mut SqliteConnection, rows: i64) {
        conn.batch_execute(
            "CREATE TABLE orders (id INTEGER PRIMARY KEY, doc TEXT NOT NULL);
             CREATE TABLE shipments (id TEXT PRIMARY KEY, doc TEXT NOT NULL);
             CREATE TABLE remarks (order_id INTEGER PRIMARY KEY, doc TEXT NOT NULL);
             CREATE TABLE prices (article TEXT PRIMARY KEY, cents INTEGER NOT NULL);
             INSERT INTO prices VALUES ('tea', 350), ('pot', 1200)",
        )
        .expect("tables");
        for id in 1..=rows {
            let article = match id {
                _ if id % 7 == 0 => "test",
                _ if id % 2 == 0 => "pot",
                _ => "tea",
            };
            let parcels = if id % 3 == 0 { r#""a","b""# } else { r#""a""# };
            let doc = format!(r#"{{"$v":1,"article":"{article}","parcels":[{parcels}]}}"#);
            let order = (orders::id.eq(id), orders::doc.eq(doc));
            diesel::insert_into(orders::table).values(order).execute(conn).expect("a row");
            if id % 4 == 0 {
                let doc = format!(r#"{{"$v":1,"text":"about {id}"}}"#);
                let remark = (remarks::order_id.eq(id), remarks::doc.eq(doc));
                diesel::insert_into(remarks::table).values(remark).execute(conn).expect("a row");
            }
        }
    }
}
