//! SQL with names and values in it: the one query type behind everything that a store asks.
//!
//! Names are quoted by diesel and values are bound, so a statement's text is the same for each row, and diesel's cache
//! prepares it once.

use std::borrow::Cow;
use std::marker::PhantomData;

#[cfg(feature = "diesel-sqlite")]
use diesel::connection::DefaultLoadingMode;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::query_dsl::methods::LoadQuery;
use diesel::{Connection, QueryResult, RunQueryDsl};

use crate::store::backend::Database;
use crate::store::place::Place;
use crate::store::value::Value;

/// A piece of a statement.
#[derive(Debug, Clone, Copy)]
pub enum Piece<'a> {
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
    quote: char,
    /// The values, and how much of the text comes before each.
    values: Vec<(usize, Bound<'a>)>,
    rows: PhantomData<ST>,
}

#[derive(Debug)]
enum Bound<'a> {
    Own(Value<'a>),
    Val(&'a Value<'a>),
}

impl<'a, ST> Statement<'a, ST> {
    fn of(quote: char, pieces: &[Piece<'a>]) -> Self {
        let text = String::with_capacity(256);
        let mut statement = Self { text, quote, values: Vec::with_capacity(8), rows: PhantomData };
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
                    statement.name(place.key.name);
                    if let Some(collation) = &place.collation {
                        statement.text.push_str(" COLLATE ");
                        statement.name(collation);
                    }
                }
                Piece::Int(number) => statement.bind(Bound::Own(Value::Integer(number))),
                Piece::Str(text) => statement.bind(Bound::Own(Value::Text(Cow::Borrowed(text)))),
                Piece::Val(value) => statement.bind(Bound::Val(value)),
            }
        }
        statement
    }

    /// A name in quotes, as diesel puts it.
    fn name(&mut self, name: &str) {
        let quote = self.quote;
        self.text.push(quote);
        for (index, part) in name.split(quote).enumerate() {
            if index > 0 {
                self.text.extend([quote, quote]);
            }
            self.text.push_str(part);
        }
        self.text.push(quote);
    }

    fn bind(&mut self, value: Bound<'a>) {
        self.values.push((self.text.len(), value));
    }
}

/// Runs a statement, and gives the number of rows that it changed.
pub(super) fn execute<C>(conn: &mut C, pieces: &[Piece<'_>]) -> QueryResult<usize>
where
    C: Connection<Backend: Database>,
{
    Statement::<()>::of(C::Backend::QUOTE, pieces).execute(conn)
}

/// Runs a statement, and gives all its rows.
pub(super) fn rows<'a, ST, U, C>(conn: &mut C, pieces: &'a [Piece<'a>]) -> QueryResult<Vec<U>>
where
    C: Connection<Backend: Database>,
    Statement<'a, ST>: LoadQuery<'a, C, U>,
{
    Statement::of(C::Backend::QUOTE, pieces).load(conn)
}

/// Runs a statement, and reads its rows one by one.
#[cfg(feature = "diesel-sqlite")]
pub(super) fn stream<'c, 'a: 'c, ST, U, C>(
    conn: &'c mut C,
    pieces: &'a [Piece<'a>],
) -> QueryResult<impl Iterator<Item = QueryResult<U>>>
where
    U: 'c,
    ST: 'c,
    C: Connection<Backend: Database>,
    Statement<'a, ST>: LoadQuery<'a, C, U, DefaultLoadingMode>,
{
    Statement::of(C::Backend::QUOTE, pieces).load_iter(conn)
}

impl<ST, DB: Database> QueryFragment<DB> for Statement<'_, ST> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let mut rest = &*self.text;
        let mut before = 0;
        for (at, value) in &self.values {
            let (text, behind) = rest.split_at(at - before);
            (rest, before) = (behind, *at);
            out.push_sql(text);
            match value {
                Bound::Own(value) => DB::bind(value, &mut out)?,
                Bound::Val(value) => DB::bind(value, &mut out)?,
            }
        }
        out.push_sql(rest);
        Ok(())
    }
}

impl<ST> QueryId for Statement<'_, ST> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<ST> Query for Statement<'_, ST> {
    type SqlType = ST;
}

impl<ST, C> RunQueryDsl<C> for Statement<'_, ST> {}
