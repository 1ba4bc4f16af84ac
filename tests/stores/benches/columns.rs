//! Lazy reads of current rows through diesel, against a column type for plain JSON written by hand.
//!
//! `cargo bench -p heirloom-store-tests --bench columns [-- PART_OF_A_NAME]`. Two tables of one database in memory hold the same orders, one with
//! the version in each record and one without it. `row_…` reads by primary key, `table_…` a whole table, both into `Versioned<T>`;
//! `records_…` is [`Records::get`], which asks diesel for more. Each line is the median over many rounds of (ours / by hand).
//! On `jsonb` both sides read what SQLite stores, by hand through diesel's `serde_json::Value`, since there is no text.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops at what it does not expect"
)]

use std::cell::RefCell;
use std::hint::black_box;
use std::rc::Rc;

use diesel::connection::SimpleConnection;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Jsonb, Text};
use diesel::sqlite::{Sqlite, SqliteValue};
use heirloom::store::Records;
use heirloom::{Versioned, json};
use heirloom_tests::order::{Order3, by_hand, order};

#[path = "../../benches/json/rounds.rs"]
#[expect(dead_code, reason = "nothing is clocked alone")]
mod rounds;

use rounds::Rounds;

/// The column that one writes without a library.
#[derive(FromSqlRow, Debug)]
#[expect(dead_code, reason = "read, and looked at by nobody")]
struct ByHand(Order3);

impl FromSql<Text, Sqlite> for ByHand {
    fn from_sql(mut cell: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(serde_json::from_str(cell.read_text())?))
    }
}

impl FromSql<Binary, Sqlite> for ByHand {
    fn from_sql(mut cell: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(serde_json::from_slice(cell.read_blob())?))
    }
}

impl FromSql<Jsonb, Sqlite> for ByHand {
    fn from_sql(cell: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        let value = <serde_json::Value as FromSql<Jsonb, Sqlite>>::from_sql(cell)?;
        Ok(Self(serde_json::from_value(value)?))
    }
}

type Shared = Rc<RefCell<SqliteConnection>>;

/// The comparisons for one type of column; the literal says how SQLite writes a text into it.
macro_rules! column {
    ($name:ident, $sql_type:ident, $literal:literal) => {
        mod $name {
            use super::*;

            diesel::table! {
                tagged (id) {
                    id -> BigInt,
                    doc -> $sql_type,
                }
            }

            diesel::table! {
                untagged (id) {
                    id -> BigInt,
                    doc -> $sql_type,
                }
            }

            pub(crate) fn compare(rounds: &mut Rounds, size: &str, rows: i64, lines: u64) {
                let conn = filled(rows, lines, $literal);
                let name = |what: &str| format!("{what}_{}_{size}", stringify!($name));
                let ids = move || (1..=rows).step_by(3);
                let by_hand = |conn: Shared| {
                    move |()| {
                        let conn = &mut *conn.borrow_mut();
                        for id in ids() {
                            // Not `first`, whose bound limit costs diesel as much again as the whole read.
                            let row = untagged::table.find(id).select(untagged::doc);
                            black_box(row.get_result::<ByHand>(conn).unwrap());
                        }
                    }
                };
                let ours = conn.clone();
                rounds.compare(
                    name("row"),
                    Some(1.05),
                    || (),
                    move |()| {
                        let conn = &mut *ours.borrow_mut();
                        for id in ids() {
                            let row = tagged::table.find(id).select(tagged::doc);
                            black_box(row.get_result::<Versioned<Order3>>(conn).unwrap());
                        }
                    },
                    by_hand(conn.clone()),
                );
                let ours = conn.clone();
                rounds.compare(
                    name("records"),
                    None,
                    || Records::<Order3, _>::new(tagged::id, tagged::doc),
                    move |records| {
                        let conn = &mut *ours.borrow_mut();
                        for id in ids() {
                            black_box(records.get(conn, id).unwrap().unwrap());
                        }
                    },
                    {
                        let by_hand = by_hand(conn.clone());
                        move |_| by_hand(())
                    },
                );
                let (ours, plain) = (conn.clone(), conn);
                rounds.compare(
                    name("table"),
                    Some(1.05),
                    || (),
                    move |()| {
                        let all =
                            tagged::table.load::<(i64, Versioned<Order3>)>(&mut *ours.borrow_mut());
                        black_box(all.unwrap());
                    },
                    move |()| {
                        let all = untagged::table.load::<(i64, ByHand)>(&mut *plain.borrow_mut());
                        black_box(all.unwrap());
                    },
                );
            }
        }
    };
}

column!(text, Text, "?");
column!(binary, Binary, "CAST(? AS BLOB)");
column!(jsonb, Jsonb, "jsonb(?)");

fn main() {
    let part = std::env::args().skip(1).find(|word| !word.starts_with("--")).unwrap_or_default();
    let mut rounds = Rounds::of(&part);
    for (size, rows, lines) in [("200B", 200, 1), ("2kB", 60, 18)] {
        text::compare(&mut rounds, size, rows, lines);
        binary::compare(&mut rounds, size, rows, lines);
        jsonb::compare(&mut rounds, size, rows, lines);
    }
    rounds.run();
}

/// The same orders in both tables.
fn filled(rows: i64, lines: u64, literal: &str) -> Shared {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute(
        "CREATE TABLE tagged (id INTEGER PRIMARY KEY, doc NOT NULL);
         CREATE TABLE untagged (id INTEGER PRIMARY KEY, doc NOT NULL)",
    )
    .unwrap();
    for id in 1..=rows {
        let order = by_hand::third(by_hand::second(order(id.unsigned_abs(), lines)));
        let texts = [
            ("tagged", json::to_string(&order).unwrap()),
            ("untagged", serde_json::to_string(&order).unwrap()),
        ];
        for (table, text) in texts {
            diesel::sql_query(format!("INSERT INTO {table} VALUES (?, {literal})"))
                .bind::<BigInt, _>(id)
                .bind::<Text, _>(text)
                .execute(&mut conn)
                .unwrap();
        }
    }
    Rc::new(RefCell::new(conn))
}
