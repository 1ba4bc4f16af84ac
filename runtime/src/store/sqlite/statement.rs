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
///
/// Its text is put together once. diesel asks for it several times, and grows a buffer for it each time.
#[derive(Debug)]
pub(super) struct Statement<'a, ST> {
    text: String,
    /// The values, and how much of the text comes before each.
    values: Vec<(usize, Bound<'a>)>,
    rows: PhantomData<ST>,
}

#[derive(Debug)]
enum Bound<'a> {
    Int(i64),
    Str(&'a str),
    Val(&'a Value<'a>),
}

impl<'a, ST> Statement<'a, ST> {
    fn of(pieces: &[Piece<'a>]) -> Self {
        let text = String::with_capacity(256);
        let mut statement = Self { text, values: Vec::with_capacity(8), rows: PhantomData };
        for piece in pieces {
            match *piece {
                Piece::Sql(sql) => statement.text.push_str(sql),
                Piece::Name(name) => statement.name(name),
                Piece::Table(place) => {
                    if let Some(schema) = &place.schema {
                        statement.name(schema);
                        statement.text.push('.');
                    }
                    statement.name(&place.table);
                }
                Piece::Key(place) => {
                    statement.name(place.key);
                    if let Some(collation) = &place.collation {
                        statement.text.push_str(" COLLATE ");
                        statement.name(collation);
                    }
                }
                Piece::Int(number) => statement.bind(Bound::Int(number)),
                Piece::Str(text) => statement.bind(Bound::Str(text)),
                Piece::Val(value) => statement.bind(Bound::Val(value)),
            }
        }
        statement
    }

    /// A name in quotes, as diesel puts it.
    fn name(&mut self, name: &str) {
        self.text.push('`');
        for (index, part) in name.split('`').enumerate() {
            if index > 0 {
                self.text.push_str("``");
            }
            self.text.push_str(part);
        }
        self.text.push('`');
    }

    fn bind(&mut self, value: Bound<'a>) {
        self.values.push((self.text.len(), value));
    }
}

/// Runs a statement, and gives the number of rows that it changed.
pub(super) fn execute(conn: &mut SqliteConnection, pieces: &[Piece<'_>]) -> QueryResult<usize> {
    Statement::<()>::of(pieces).execute(conn)
}

/// Runs a statement, and gives all its rows.
pub(super) fn rows<'a, ST, U>(
    conn: &mut SqliteConnection,
    pieces: &'a [Piece<'a>],
) -> QueryResult<Vec<U>>
where
    Statement<'a, ST>: LoadQuery<'a, SqliteConnection, U>,
{
    Statement::of(pieces).load(conn)
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
    Statement::of(pieces).load_iter(conn)
}

impl<ST> QueryFragment<Sqlite> for Statement<'_, ST> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        let mut rest = &*self.text;
        let mut before = 0;
        for (at, value) in &self.values {
            let (text, behind) = rest.split_at(at - before);
            (rest, before) = (behind, *at);
            out.push_sql(text);
            match value {
                Bound::Int(number) => out.push_bind_param::<BigInt, i64>(number)?,
                Bound::Str(text) => out.push_bind_param::<Text, str>(text)?,
                Bound::Val(value) => bind(value, &mut out)?,
            }
        }
        out.push_sql(rest);
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
