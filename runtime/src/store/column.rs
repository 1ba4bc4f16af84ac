//! Records as the types of columns, for every backend.
//!
//! What a backend adds is `FromSql` and `ToSql` for its own column types. They have no connection: a column upgrades
//! what it reads and cannot write it back. [`Records`](crate::store::Records) does that.

use std::borrow::Cow;
use std::error::Error;

use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;
use diesel::sql_types::{Binary, Json, Jsonb, Text};

use crate::chain::Pure;
use crate::envelope::{Found, OpenError, Versioned, View, json};

/// Lets diesel's derives write the impls for a type of another module, which does not know diesel.
macro_rules! column {
    ($name:ident: $ty:ty, $($derive:ident),*) => {
        #[derive($($derive),*)]
        #[diesel(foreign_derive)]
        #[diesel(sql_type = Text)]
        #[diesel(sql_type = Binary)]
        #[diesel(sql_type = Json)]
        #[diesel(sql_type = Jsonb)]
        #[expect(dead_code, reason = "exists for the derives alone")]
        struct $name<T>($ty);
    };
}

column!(OfVersioned: Versioned<T>, AsExpression, FromSqlRow);
column!(OfFound: Found<T>, AsExpression, FromSqlRow);

/// A view is read and never bound.
#[derive(FromSqlRow)]
#[diesel(foreign_derive)]
#[expect(dead_code, reason = "exists for the derive alone")]
struct OfView<T>(View<T>);

/// What the text of a record is read as.
pub(super) trait Opens: Sized {
    fn open(text: &str) -> Result<Self, OpenError>;
}

/// Why a record cannot be sealed, as diesel hands it on.
pub(super) type SealFault = Box<dyn Error + Send + Sync>;

/// What a record is written from.
pub(super) trait Seals {
    fn seal(&self) -> Result<Cow<'_, str>, SealFault>;
}

macro_rules! opens {
    ($($ty:ident, $open:ident);*) => { $(
        impl<T: Pure> Opens for $ty<T> {
            fn open(text: &str) -> Result<Self, OpenError> {
                json::$open(text)
            }
        }
    )* };
}

opens!(Versioned, open_str; View, view_str; Found, find_str);

impl<T: Pure> Seals for Versioned<T> {
    fn seal(&self) -> Result<Cow<'_, str>, SealFault> {
        Ok(Cow::Owned(json::seal_to_string(self)?))
    }
}

impl<T: Pure> Seals for Found<T> {
    fn seal(&self) -> Result<Cow<'_, str>, SealFault> {
        Ok(Cow::Owned(json::seal_found(self)?))
    }
}
