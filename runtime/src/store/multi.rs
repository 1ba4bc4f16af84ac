//! Records as column types of a connection that is one of several, which diesel makes in the user's crate.

/// Lets records be columns over a `MultiConnection`: diesel makes its backend in your crate, so the impls have to stand there, too.
///
/// Call it once where `#[derive(MultiConnection)]` stands. diesel's backend knows columns of `Text` and `Binary`, not of `Json` and `Jsonb`. `Records` takes the
/// connection inside, which a `match` gives.
///
/// ```
/// # #[cfg(not(feature = "diesel-sqlite"))]
/// # fn main() {}
/// # #[cfg(feature = "diesel-sqlite")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct User {
/// #     name: String,
/// # }
/// # diesel::table! {
/// #     users (id) {
/// #         id -> BigInt,
/// #         doc -> Text,
/// #     }
/// # }
/// use connection::AnyConnection;
/// use diesel::prelude::*;
/// use heirloom::Versioned;
/// use heirloom::store::Records;
///
/// mod connection {
///     #[derive(diesel::MultiConnection)]
///     pub enum AnyConnection {
///         // and others
///         Sqlite(diesel::SqliteConnection),
///     }
///
///     heirloom::multi_connection!(MultiBackend);
/// }
///
/// let mut conn = AnyConnection::establish(":memory:")?;
/// # diesel::sql_query("CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)").execute(&mut conn)?;
/// let ada = Versioned::new(User { name: "Ada".into() });
/// diesel::insert_into(users::table).values((users::id.eq(1_i64), users::doc.eq(ada))).execute(&mut conn)?;
/// let ada: Versioned<User> = users::table.find(1).select(users::doc).first(&mut conn)?;
/// assert_eq!(ada.name, "Ada");
///
/// let records = Records::<User, _>::new(users::id, users::doc);
/// let ada = match &mut conn {
///     AnyConnection::Sqlite(conn) => records.get(conn, 1)?,
/// };
/// assert!(ada.is_some_and(|ada| ada.name == "Ada"));
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! multi_connection {
    ($backend:ty) => {
        const _: () = {
            use $crate::store::__diesel::{backend::Backend, deserialize, serialize, sql_types};
            use $crate::store::__Payload as Payload;
            use $crate::{Found, Pure, Versioned, View};

            $crate::multi_connection!(@ read $backend: Versioned, View, Found, Payload);
            $crate::multi_connection!(@ write $backend: Versioned, Found, Payload);
        };
    };
    (@ read $backend:ty: $($ty:ident),*) => { $(
        $crate::multi_connection!(@ read $backend, $ty, Text);
        $crate::multi_connection!(@ read $backend, $ty, Binary);
    )* };
    (@ write $backend:ty: $($ty:ident),*) => { $(
        $crate::multi_connection!(@ write $backend, $ty, Text);
        $crate::multi_connection!(@ write $backend, $ty, Binary);
    )* };
    (@ read $backend:ty, $ty:ident, $sql_type:ident) => {
        impl<T: Pure> deserialize::FromSql<sql_types::$sql_type, $backend> for $ty<T> {
            fn from_sql(cell: <$backend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
                cell.from_sql::<Self, sql_types::$sql_type>()
            }
        }
    };
    (@ write $backend:ty, $ty:ident, $sql_type:ident) => {
        impl<T> serialize::ToSql<sql_types::$sql_type, $backend> for $ty<T>
        where
            T: Pure + ::core::fmt::Debug + ::core::marker::Send + ::core::marker::Sync + 'static,
        {
            fn to_sql<'b>(&'b self, out: &mut serialize::Output<'b, '_, $backend>) -> serialize::Result {
                out.set_value((sql_types::$sql_type, self));
                Ok(serialize::IsNull::No)
            }
        }
    };
}
