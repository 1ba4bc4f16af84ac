//! SQL with names and values in it: the one query type behind everything that this store asks.
//!
//! Names are quoted by diesel and values are bound, so a statement's text is the same for each row, and diesel's cache
//! prepares it once.

use std::marker::PhantomData;

use diesel::connection::DefaultLoadingMode;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::query_dsl::methods::LoadQuery;
use diesel::sql_types::{BigInt, Binary, Double, Text};
use diesel::sqlite::{Sqlite, SqliteConnection};
use diesel::{QueryResult, RunQueryDsl};

use crate::store::place::Place;
use crate::store::value::Value;

/// A piece of a statement.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece<'a> {
    Sql(&'static str),
    /// A quoted name.
    Name(&'a str),
    /// The table of records.
    Table(&'a Place),
    /// The key column, compared as its values are unique.
    Key(&'a Place),
    /// Bound values.
    Int(i64),
    Str(&'a str),
    Val(&'a Value<'a>),
}

/// A statement whose rows are of type `ST`.
#[derive(Debug)]
pub(super) struct Statement<'a, ST> {
    pieces: &'a [Piece<'a>],
    rows: PhantomData<ST>,
}

/// Runs a statement, and gives the number of rows that it changed.
pub(super) fn execute(conn: &mut SqliteConnection, pieces: &[Piece<'_>]) -> QueryResult<usize> {
    Statement::<()> { pieces, rows: PhantomData }.execute(conn)
}

/// Runs a statement, and gives all its rows.
pub(super) fn rows<'a, ST, U>(
    conn: &mut SqliteConnection,
    pieces: &'a [Piece<'a>],
) -> QueryResult<Vec<U>>
where
    Statement<'a, ST>: LoadQuery<'a, SqliteConnection, U>,
{
    Statement { pieces, rows: PhantomData }.load(conn)
}

/// Runs a statement, and reads its rows one by one.
pub(super) fn stream<'c, 'a: 'c, ST, U>(
    conn: &'c mut SqliteConnection,
    pieces: &'a [Piece<'a>],
) -> QueryResult<impl Iterator<Item = QueryResult<U>>>
where
    U: 'c,
    ST: 'c,
    Statement<'a, ST>: LoadQuery<'a, SqliteConnection, U, DefaultLoadingMode>,
{
    Statement { pieces, rows: PhantomData }.load_iter(conn)
}

impl<ST> QueryFragment<Sqlite> for Statement<'_, ST> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        for piece in self.pieces {
            match piece {
                Piece::Sql(sql) => out.push_sql(sql),
                Piece::Name(name) => out.push_identifier(name)?,
                Piece::Table(place) => {
                    if let Some(schema) = &place.schema {
                        out.push_identifier(schema)?;
                        out.push_sql(".");
                    }
                    out.push_identifier(&place.table)?;
                }
                Piece::Key(place) => {
                    out.push_identifier(place.key)?;
                    if let Some(collation) = &place.collation {
                        out.push_sql(" COLLATE ");
                        out.push_identifier(collation)?;
                    }
                }
                Piece::Int(number) => out.push_bind_param::<BigInt, i64>(number)?,
                Piece::Str(text) => out.push_bind_param::<Text, str>(text)?,
                Piece::Val(value) => bind(value, &mut out)?,
            }
        }
        Ok(())
    }
}

/// Binds a value as what it is, whatever the column declares.
pub(super) fn bind<'b>(value: &'b Value<'_>, out: &mut AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
    match value {
        Value::Null => out.push_sql("NULL"),
        Value::Integer(number) => out.push_bind_param::<BigInt, i64>(number)?,
        Value::Real(number) => out.push_bind_param::<Double, f64>(number)?,
        Value::Text(text) => out.push_bind_param::<Text, str>(text)?,
        Value::BrokenText(bytes) => {
            out.push_sql("CAST(");
            out.push_bind_param::<Binary, [u8]>(bytes)?;
            out.push_sql(" AS TEXT)");
        }
        Value::Blob(bytes) => out.push_bind_param::<Binary, [u8]>(bytes)?,
    }
    Ok(())
}

impl<ST> QueryId for Statement<'_, ST> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<ST> Query for Statement<'_, ST> {
    type SqlType = ST;
}

impl<ST> RunQueryDsl<SqliteConnection> for Statement<'_, ST> {}
