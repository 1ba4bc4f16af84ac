//! How each column type of PostgreSQL holds a record.

use std::fmt::Debug;
use std::io::Write as _;

use diesel::deserialize::{self, FromSql};
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{Binary, Json, Jsonb, Text};

use crate::chain::Pure;
use crate::envelope::{Found, Versioned, View, json};
use crate::store::column::{Opens as _, Seals as _};
use crate::store::parts::Payload;

/// What stands before a `jsonb` on the wire: the version of that format, the only one there is.
const JSONB: &[u8] = &[1];

macro_rules! column {
    ($($sql_type:ty => $before:expr),*) => { $(
        read!(Versioned, $sql_type => $before);
        read!(View, $sql_type => $before);
        read!(Found, $sql_type => $before);
        read!(Payload, $sql_type => $before);
        write!(Payload, $sql_type => $before);
        write!(Versioned, $sql_type => $before);
        write!(Found, $sql_type => $before);
    )* };
}

macro_rules! read {
    ($ty:ident, $sql_type:ty => $before:expr) => {
        impl<T: Pure> FromSql<$sql_type, Pg> for $ty<T> {
            fn from_sql(cell: PgValue<'_>) -> deserialize::Result<Self> {
                let bytes = cell.as_bytes().strip_prefix($before);
                let bytes = bytes.ok_or("a format of `jsonb` that is not known")?;
                Ok(Self::open(json::text::<T>(bytes)?)?)
            }
        }
    };
}

macro_rules! write {
    ($ty:ident, $sql_type:ty => $before:expr) => {
        impl<T: Pure + Debug> ToSql<$sql_type, Pg> for $ty<T> {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                out.write_all($before)?;
                out.write_all(self.seal()?.as_bytes())?;
                Ok(IsNull::No)
            }
        }
    };
}

column!(Text => b"", Json => b"", Binary => b"", Jsonb => JSONB);
