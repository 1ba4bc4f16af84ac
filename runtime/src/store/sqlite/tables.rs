//! The bookkeeping tables (decision notes 004 and 009): as SQL that makes them, and as diesel knows them.

use diesel::connection::SimpleConnection;
use diesel::expression::{AppearsOnTable, Expression, ValidGrouping, is_aggregate};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sqlite::Sqlite;

use crate::store::StoreErrorKind;
use crate::store::backend::Database as _;
use crate::store::backend::{Books as _, Result};
use crate::store::sqlite::cell::Any;
use crate::store::sqlite::fault::classify;
use crate::store::value::Value;

/// The format of the tables below. Larger after a change that an older program would misread.
const FORMAT: i64 = 2;

const TABLES: &str = include_str!("tables.sql");

/// What makes each format out of the one before, from format 2 on.
const CHANGES: &[&str] = &[include_str!("tables_2.sql")];

diesel::table! {
    main.heirloom_format (one) {
        one -> BigInt,
        format -> BigInt,
        made_at -> BigInt,
    }
}

diesel::table! {
    main.heirloom_job (job) {
        job -> BigInt,
        name -> Text,
        entity -> Text,
        version -> Text,
        records -> Text,
        key_column -> Text,
        document_column -> Text,
        carry_column -> Nullable<Text>,
        run -> BigInt,
        pass -> BigInt,
        finished -> Bool,
        stale -> BigInt,
        started_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool};
    use super::Any;

    main.heirloom_job_range (job, run, pass, range_no) {
        job -> BigInt,
        run -> BigInt,
        pass -> BigInt,
        range_no -> BigInt,
        last_key -> Any,
        end_key -> Any,
        seq -> BigInt,
        done -> Bool,
        scanned -> BigInt,
        upgraded -> BigInt,
        current -> BigInt,
        newer -> BigInt,
        empty -> BigInt,
        set_aside -> BigInt,
        conflicted -> BigInt,
        removed -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::Any;

    main.heirloom_quarantine (job, key) {
        job -> BigInt,
        key -> Any,
        version -> Nullable<Text>,
        code -> Text,
        path -> Text,
        reason -> Text,
        attempts -> BigInt,
        run -> BigInt,
        pass -> BigInt,
        first_at -> BigInt,
        last_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    use super::Any;

    main.heirloom_removed (removed) {
        removed -> BigInt,
        job -> BigInt,
        run -> BigInt,
        records -> Text,
        key -> Any,
        document -> Any,
        carry -> Any,
        cause -> Text,
        reason -> Text,
        removed_at -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    use super::Any;

    main.heirloom_emitted (records, key) {
        records -> Text,
        key -> Any,
        job -> BigInt,
        run -> BigInt,
        source -> Any,
        position -> BigInt,
        emitted_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(heirloom_job, heirloom_quarantine);

/// Makes the tables where they are missing, and refuses those of a newer program.
pub(super) fn open(conn: &mut SqliteConnection, now: i64) -> Result<()> {
    if !exist(conn).map_err(classify)? {
        // Another process may be at it too: whoever gets the lock first makes them.
        let make = |conn: &mut SqliteConnection| {
            if exist(conn)? {
                return Ok(());
            }
            conn.batch_execute(TABLES)?;
            let format = (
                heirloom_format::one.eq(1),
                heirloom_format::format.eq(FORMAT),
                heirloom_format::made_at.eq(now),
            );
            diesel::insert_into(heirloom_format::table).values(format).execute(conn).map(drop)
        };
        conn.immediate_transaction(make).map_err(classify)?;
    }
    match format(conn)? {
        FORMAT => Ok(()),
        found if found > FORMAT => Err(StoreErrorKind::NewerFormat { found, known: FORMAT }),
        found if found >= 1 => change(conn),
        _ => Err(StoreErrorKind::BadBooks),
    }
}

fn format(conn: &mut SqliteConnection) -> Result<i64> {
    let formats = heirloom_format::table.select(heirloom_format::format).load::<i64>(conn);
    match formats.map_err(classify)?[..] {
        [found] => Ok(found),
        _ => Err(StoreErrorKind::BadBooks),
    }
}

/// Brings the tables of an older program to today's format, in one transaction.
fn change(conn: &mut SqliteConnection) -> Result<()> {
    conn.write(|conn| {
        // Another process may have done it, or some of it.
        let found = format(conn)?;
        let done = usize::try_from(found - 1).map_err(|_| StoreErrorKind::BadBooks)?;
        for change in CHANGES.iter().skip(done) {
            conn.batch_execute(change).map_err(classify)?;
        }
        Ok(())
    })
}

fn exist(conn: &mut SqliteConnection) -> QueryResult<bool> {
    diesel::dsl::sql::<diesel::sql_types::Bool>(
        "SELECT count(*) FROM main.sqlite_schema WHERE name = 'heirloom_format'",
    )
    .get_result(conn)
}

/// A key as an expression: bound as the type that it has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key<'a>(pub(super) &'a Value<'static>);

impl Expression for Key<'_> {
    type SqlType = Any;
}

impl QueryFragment<Sqlite> for Key<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        Sqlite::bind(self.0, &mut out)
    }
}

impl QueryId for Key<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Table> AppearsOnTable<Table> for Key<'_> {}

impl ValidGrouping<()> for Key<'_> {
    type IsAggregate = is_aggregate::Never;
}
