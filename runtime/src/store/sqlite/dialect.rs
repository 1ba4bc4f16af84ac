//! What is SQLite's own when records are read and swapped.

use std::borrow::Cow;

use diesel::QueryResult;
use diesel::connection::{Connection, LoadConnection};
use diesel::query_builder::AstPass;
use diesel::result::Error;
use diesel::sql_types::{BigInt, Binary, Double, Text};
use diesel::sqlite::Sqlite;

use crate::chain::Migrate;
use crate::store::backend::{Database, Result};
use crate::store::place::{Form, Place};
use crate::store::rows::load;
use crate::store::sqlite::cell::Any;
use crate::store::sqlite::{document, fault};
use crate::store::statement::Piece::{self, Name, Sql, Val};
use crate::store::stored::Stored;
use crate::store::value::Value;
use crate::store::{RowKey, StoreErrorKind};

impl Database for Sqlite {
    const QUOTE: char = '`';
    const FAILS_WHOLE: bool = false;

    fn bind<'b>(value: &'b Value<'_>, out: &mut AstPass<'_, 'b, Self>) -> QueryResult<()> {
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
            #[cfg(feature = "diesel-postgres")]
            Value::Uuid(uuid) => out.push_bind_param::<Binary, [u8]>(&uuid.0)?,
        }
        Ok(())
    }

    fn text<'a, T: Migrate>(form: Form, value: &'a Value<'_>) -> Result<Cow<'a, str>> {
        document::text::<T>(form, value)
    }

    fn value(form: Form, json: String) -> Result<Value<'static>> {
        document::value(form, json)
    }

    fn shown<'a>(_: Form, column: &'a str, statement: &mut Vec<Piece<'a>>) {
        statement.push(Name(column));
    }

    fn written<'a>(_: Form, value: &'a Value<'a>, statement: &mut Vec<Piece<'a>>) {
        statement.push(Val(value));
    }

    /// A column may collate as it likes (`NOCASE`): what was read has to be there to the byte.
    fn unchanged<'a>(
        _: Form,
        column: &'a str,
        value: &'a Value<'a>,
        statement: &mut Vec<Piece<'a>>,
    ) {
        statement.extend([Name(column), Sql(" COLLATE BINARY IS "), Val(value)]);
    }

    fn load<C>(
        conn: &mut C,
        statement: &[Piece<'_>],
        place: &Place,
    ) -> QueryResult<Vec<(RowKey, Stored)>>
    where
        C: LoadConnection<Backend = Self>,
    {
        load!(Any, conn, statement, place)
    }

    fn classify(error: Error) -> StoreErrorKind {
        fault::classify(error)
    }

    /// SQLite ends a transaction on some failures, such as a trigger's `RAISE(ROLLBACK)`, and diesel does not
    /// hear of it. Statements after that would take effect one by one.
    fn transaction_survived<C: Connection<Backend = Self>>(conn: &mut C) -> bool {
        // Beginning another is an error exactly while there is one. If it succeeds, the caller's rollback ends it.
        conn.batch_execute("BEGIN").is_err()
    }
}
