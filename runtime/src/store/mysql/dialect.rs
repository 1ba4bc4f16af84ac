//! What is MySQL's and MariaDB's own when records are read and swapped (decision note 016).

use std::borrow::Cow;

use diesel::QueryResult;
use diesel::connection::{Connection, LoadConnection};
use diesel::mysql::Mysql;
use diesel::query_builder::AstPass;
use diesel::result::Error;
use diesel::sql_types::{BigInt, Binary, Double, Text};

use crate::chain::Migrate;
use crate::envelope::json;
use crate::store::backend::{Database, Result};
use crate::store::kind::KeyForm;
use crate::store::mysql::cell::Any;
use crate::store::mysql::fault;
use crate::store::place::{Form, Place};
use crate::store::rows::load;
use crate::store::statement::Piece::{self, Name, Sql, Val};
use crate::store::stored::Stored;
use crate::store::value::Value;
use crate::store::{RowKey, StoreErrorKind};

impl Database for Mysql {
    const QUOTE: char = '`';
    const FAILS_WHOLE: bool = false;

    fn bind<'b>(value: &'b Value<'_>, out: &mut AstPass<'_, 'b, Self>) -> QueryResult<()> {
        match value {
            Value::Null => out.push_sql("NULL"),
            Value::Integer(number) => out.push_bind_param::<BigInt, i64>(number)?,
            Value::Real(number) => out.push_bind_param::<Double, f64>(number)?,
            Value::Text(text) => out.push_bind_param::<Text, str>(text)?,
            Value::BrokenText(bytes) | Value::Blob(bytes) => {
                out.push_bind_param::<Binary, [u8]>(bytes)?;
            }
            #[cfg(feature = "diesel-postgres")]
            Value::Uuid(uuid) => out.push_bind_param::<Binary, [u8]>(&uuid.0)?,
        }
        Ok(())
    }

    fn text<'a, T: Migrate>(_: Form, value: &'a Value<'_>) -> Result<Cow<'a, str>> {
        match value {
            Value::Text(text) => Ok(Cow::Borrowed(text)),
            Value::BrokenText(bytes) | Value::Blob(bytes) => {
                json::text::<T>(bytes).map(Cow::Borrowed).map_err(StoreErrorKind::Open)
            }
            value => Err(StoreErrorKind::WrongType { expected: "text", found: value.noun() }),
        }
    }

    fn value(form: Form, json: String) -> Result<Value<'static>> {
        Ok(match form {
            Form::Text | Form::Json | Form::Jsonb => Value::Text(Cow::Owned(json)),
            Form::Bytes => Value::Blob(Cow::Owned(json.into_bytes())),
        })
    }

    /// The protocol does not tell texts from bytes; the program's key column does.
    fn key(form: KeyForm, key: Value<'static>) -> Value<'static> {
        match (form, key) {
            (KeyForm::Text, Value::Blob(bytes)) => match String::from_utf8(bytes.into_owned()) {
                Ok(text) => Value::Text(Cow::Owned(text)),
                Err(error) => Value::BrokenText(Cow::Owned(error.into_bytes())),
            },
            (_, key) => key,
        }
    }

    /// In the character set of JSON, whatever the column has.
    fn shown<'a>(form: Form, column: &'a str, statement: &mut Vec<Piece<'a>>) {
        match form {
            Form::Bytes => statement.push(Name(column)),
            Form::Text | Form::Json | Form::Jsonb => {
                statement.extend([Sql("CONVERT("), Name(column), Sql(" USING utf8mb4)")]);
            }
        }
    }

    fn written<'a>(_: Form, value: &'a Value<'a>, statement: &mut Vec<Piece<'a>>) {
        statement.push(Val(value));
    }

    fn unchanged<'a>(
        form: Form,
        column: &'a str,
        value: &'a Value<'a>,
        statement: &mut Vec<Piece<'a>>,
    ) {
        if let Value::Null = value {
            statement.extend([Name(column), Sql(" IS NULL")]);
            return;
        }
        // To the byte: a collation may take two texts for equal.
        statement.push(Sql("CAST("));
        Self::shown(form, column, statement);
        statement.extend([Sql(" AS BINARY) = CAST("), Val(value), Sql(" AS BINARY)")]);
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

    /// A deadlock takes the whole transaction back, and diesel does not hear of it.
    fn transaction_survived<C: Connection<Backend = Self>>(conn: &mut C) -> bool {
        // Outside of a transaction a savepoint is gone at once.
        conn.batch_execute("SAVEPOINT heirloom_is_open").is_ok()
            && conn.batch_execute("RELEASE SAVEPOINT heirloom_is_open").is_ok()
    }
}
