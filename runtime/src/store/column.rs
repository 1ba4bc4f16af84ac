//! `Versioned<T>` as the type of a column, for every backend.
//!
//! What a backend adds is `FromSql` and `ToSql` for its own column types. They have no connection: a column upgrades
//! what it reads and cannot write it back. [`Records`](crate::store::Records) does that.

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::sql_types::{Binary, Json, Jsonb, Text};

use crate::envelope::Versioned;

/// Lets diesel's derives write the impls for a type of another module, which does not know diesel.
#[derive(AsExpression, FromSqlRow)]
#[diesel(foreign_derive)]
#[diesel(sql_type = Text)]
#[diesel(sql_type = Binary)]
#[diesel(sql_type = Json)]
#[diesel(sql_type = Jsonb)]
#[expect(dead_code, reason = "exists for the derives alone")]
struct Column<T>(Versioned<T>);
