//! What the two columns of [`Columns`](crate::store::Columns) hold: a version, and a document without one.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{BigInt, Binary, Integer, Json, Jsonb, Nullable, Text};

use crate::chain::{Migrate, Pure};
use crate::envelope::{OpenError, SealError};
use crate::store::column::{Opens, SealFault, Seals};
use crate::version::Version;

/// The version of a record in a column of its own: its major, or `NULL`.
#[derive(Debug, Clone, Copy, AsExpression, FromSqlRow)]
#[diesel(sql_type = Integer)]
#[diesel(sql_type = BigInt)]
pub struct Major {
    is_null: bool,
    // The same number for columns of either width: what is bound has to lie somewhere.
    wide: i64,
    narrow: i32,
}

impl Major {
    const NULL: Self = Self { is_null: true, wide: 0, narrow: 0 };

    /// Of a chain whose versions fit, which is checked while compiling.
    pub(super) fn of(major: u32) -> Self {
        Self::number(major.into())
    }

    fn number(wide: i64) -> Self {
        Self { is_null: false, wide, narrow: i32::try_from(wide).unwrap_or(i32::MAX) }
    }

    /// The version; `None` where the document says it.
    pub(super) fn version<T: Migrate>(
        self,
        column: &'static str,
    ) -> Result<Option<Version>, OpenError> {
        if self.is_null {
            return Ok(None);
        }
        let major = u32::try_from(self.wide);
        major.map(Version::major).map(Some).map_err(|_| OpenError::bad_tag::<T>(column, self.wide))
    }
}

macro_rules! major {
    ($($sql_type:ty, $number:ty, $field:ident;)*) => { $(
        impl<DB: Backend> FromSql<$sql_type, DB> for Major
        where
            $number: FromSql<$sql_type, DB>,
        {
            fn from_sql(cell: DB::RawValue<'_>) -> deserialize::Result<Self> {
                <$number as FromSql<$sql_type, DB>>::from_sql(cell).map(|number| Self::number(number.into()))
            }

            fn from_nullable_sql(cell: Option<DB::RawValue<'_>>) -> deserialize::Result<Self> {
                cell.map_or(Ok(Self::NULL), <Self as FromSql<$sql_type, DB>>::from_sql)
            }
        }

        impl<DB: Backend> FromSql<Nullable<$sql_type>, DB> for Major
        where
            $number: FromSql<$sql_type, DB>,
        {
            fn from_sql(cell: DB::RawValue<'_>) -> deserialize::Result<Self> {
                <Self as FromSql<$sql_type, DB>>::from_sql(cell)
            }

            fn from_nullable_sql(cell: Option<DB::RawValue<'_>>) -> deserialize::Result<Self> {
                <Self as FromSql<$sql_type, DB>>::from_nullable_sql(cell)
            }
        }

        impl<DB: Backend> ToSql<$sql_type, DB> for Major
        where
            $number: ToSql<$sql_type, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                <$number as ToSql<$sql_type, DB>>::to_sql(&self.$field, out)
            }
        }
    )* };
}

major!(Integer, i32, narrow; BigInt, i64, wide;);

/// A document whose version stands beside it: its text, as it was read or is to be written.
#[derive(Debug, Clone, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
#[diesel(sql_type = Binary)]
#[diesel(sql_type = Json)]
#[diesel(sql_type = Jsonb)]
pub struct Payload<T> {
    // A model is taken apart where nothing can fail; what did is said when the value is bound.
    text: Result<String, Arc<SealError>>,
    types: PhantomData<fn() -> T>,
}

impl<T> Payload<T> {
    pub(super) fn of(text: Result<String, SealError>) -> Self {
        Self { text: text.map_err(Arc::new), types: PhantomData }
    }

    pub(super) fn into_text(self) -> Result<String, Arc<SealError>> {
        self.text
    }
}

impl<T: Pure> Opens for Payload<T> {
    fn open(text: &str) -> Result<Self, OpenError> {
        Ok(Self { text: Ok(text.to_owned()), types: PhantomData })
    }
}

impl<T: Pure> Seals for Payload<T> {
    fn seal(&self) -> Result<Cow<'_, str>, SealFault> {
        match &self.text {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(error) => Err(Arc::clone(error).into()),
        }
    }
}
