//! How each column type of MySQL and MariaDB holds a record.

use std::fmt::Debug;
use std::io::Write as _;

use diesel::deserialize::{self, FromSql};
use diesel::mysql::{Mysql, MysqlValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{Binary, Json, Text};

use crate::chain::Pure;
use crate::envelope::{Found, Versioned, View, json};
use crate::store::column::{Opens as _, Seals as _};
use crate::store::parts::Payload;

macro_rules! column {
    ($($sql_type:ty),*) => { $(
        read!(Versioned, $sql_type);
        read!(View, $sql_type);
        read!(Found, $sql_type);
        read!(Payload, $sql_type);
        write!(Payload, $sql_type);
        write!(Versioned, $sql_type);
        write!(Found, $sql_type);
    )* };
}

macro_rules! read {
    ($ty:ident, $sql_type:ty) => {
        impl<T: Pure> FromSql<$sql_type, Mysql> for $ty<T> {
            fn from_sql(cell: MysqlValue<'_>) -> deserialize::Result<Self> {
                Ok(Self::open(json::text::<T>(cell.as_bytes())?)?)
            }
        }
    };
}

macro_rules! write {
    ($ty:ident, $sql_type:ty) => {
        impl<T: Pure + Debug> ToSql<$sql_type, Mysql> for $ty<T> {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Mysql>) -> serialize::Result {
                out.write_all(self.seal()?.as_bytes())?;
                Ok(IsNull::No)
            }
        }
    };
}

column!(Text, Json, Binary);
