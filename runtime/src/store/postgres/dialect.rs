//! What is PostgreSQL's own when records are read and swapped (decision note 016).

use std::borrow::Cow;

use diesel::QueryResult;
use diesel::connection::{Connection, LoadConnection, TransactionManager};
use diesel::pg::Pg;
use diesel::query_builder::AstPass;
use diesel::result::Error;
use diesel::sql_types::{BigInt, Binary, Double, Text, Uuid};

use crate::chain::Migrate;
use crate::envelope::json;
use crate::store::backend::{Database, Result};
use crate::store::place::{Form, Place};
use crate::store::postgres::cell::Any;
use crate::store::postgres::fault;
use crate::store::rows::load;
use crate::store::statement::Piece::{self, Name, Sql, Val};
use crate::store::stored::Stored;
use crate::store::value::{Sixteen, Value};
use crate::store::{RowKey, StoreErrorKind};

impl Database for Pg {
    const QUOTE: char = '"';
    const FAILS_WHOLE: bool = true;

    fn bind<'b>(value: &'b Value<'_>, out: &mut AstPass<'_, 'b, Self>) -> QueryResult<()> {
        match value {
            Value::Null => out.push_sql("NULL"),
            Value::Integer(number) => out.push_bind_param::<BigInt, i64>(number)?,
            Value::Real(number) => out.push_bind_param::<Double, f64>(number)?,
            Value::Text(text) => out.push_bind_param::<Text, str>(text)?,
            Value::BrokenText(bytes) | Value::Blob(bytes) => {
                out.push_bind_param::<Binary, [u8]>(bytes)?;
            }
            Value::Uuid(uuid) => out.push_bind_param::<Uuid, Sixteen>(uuid)?,
        }
        Ok(())
    }

    fn text<'a, T: Migrate>(form: Form, value: &'a Value<'_>) -> Result<Cow<'a, str>> {
        match (form, value) {
            (Form::Text | Form::Json | Form::Jsonb, Value::Text(text)) => Ok(Cow::Borrowed(text)),
            (Form::Bytes, Value::Blob(bytes)) | (_, Value::BrokenText(bytes)) => {
                json::text::<T>(bytes).map(Cow::Borrowed).map_err(StoreErrorKind::Open)
            }
            (Form::Bytes, value) => {
                Err(StoreErrorKind::WrongType { expected: "bytes", found: value.noun() })
            }
            (_, value) => Err(StoreErrorKind::WrongType { expected: "text", found: value.noun() }),
        }
    }

    fn value(form: Form, json: String) -> Result<Value<'static>> {
        Ok(match form {
            Form::Text | Form::Json | Form::Jsonb => Value::Text(Cow::Owned(json)),
            Form::Bytes => Value::Blob(Cow::Owned(json.into_bytes())),
        })
    }

    fn shown<'a>(form: Form, column: &'a str, statement: &mut Vec<Piece<'a>>) {
        statement.push(Name(column));
        statement.push(Sql(match form {
            Form::Text | Form::Json | Form::Jsonb => "::text",
            Form::Bytes => "",
        }));
    }

    fn written<'a>(form: Form, value: &'a Value<'a>, statement: &mut Vec<Piece<'a>>) {
        statement.push(Val(value));
        statement.push(Sql(match form {
            Form::Json => "::json",
            Form::Jsonb => "::jsonb",
            Form::Text | Form::Bytes => "",
        }));
    }

    fn unchanged<'a>(
        form: Form,
        column: &'a str,
        value: &'a Value<'a>,
        statement: &mut Vec<Piece<'a>>,
    ) {
        Self::shown(form, column, statement);
        if let Value::Null = value {
            statement.push(Sql(" IS NULL"));
            return;
        }
        let exactly = if form == Form::Bytes { " = " } else { " COLLATE \"C\" = " };
        statement.extend([Sql(exactly), Val(value)]);
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

    /// A swap stands in a savepoint, so that its failure leaves the transaction open; unless the connection is gone.
    fn transaction_survived<C: Connection<Backend = Self>>(conn: &mut C) -> bool {
        let status = C::TransactionManager::transaction_manager_status_mut(conn);
        matches!(status.transaction_depth(), Ok(Some(_)))
    }
}
