//! How each column type of PostgreSQL holds a [`Versioned`].

use std::fmt::Debug;
use std::io::Write as _;

use diesel::deserialize::{self, FromSql};
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{Binary, Json, Jsonb, Text};

use crate::chain::Pure;
use crate::envelope::{Versioned, json};

/// What stands before a `jsonb` on the wire: the version of that format, the only one there is.
const JSONB: &[u8] = &[1];

macro_rules! column {
    ($($sql_type:ty => $before:expr),*) => {
        $(
            impl<T: Pure> FromSql<$sql_type, Pg> for Versioned<T> {
                fn from_sql(cell: PgValue<'_>) -> deserialize::Result<Self> {
                    let bytes = cell.as_bytes().strip_prefix($before);
                    let bytes = bytes.ok_or("a format of `jsonb` that is not known")?;
                    Ok(json::open_slice(bytes)?)
                }
            }

            impl<T: Pure + Debug> ToSql<$sql_type, Pg> for Versioned<T> {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                    out.write_all($before)?;
                    out.write_all(&json::seal(self)?)?;
                    Ok(IsNull::No)
                }
            }
        )*
    };
}

column!(Text => b"", Json => b"", Binary => b"", Jsonb => JSONB);
