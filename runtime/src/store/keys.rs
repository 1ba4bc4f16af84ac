//! Which columns name a row.

use std::marker::PhantomData;

use diesel::Column;

use crate::store::Names;
use crate::store::kind::{KeyForm, KeyType};

/// The column by which rows are found, or [`Composite`]: the columns that name a row together.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the key of records",
    note = "a key is a column of type `Integer`, `BigInt`, `Text` or `Binary`, on PostgreSQL also `Uuid`, nullable or not; or two to four of them, with `Records::composite`"
)]
pub trait Keys {
    /// The `table!` of the columns.
    type Table;
    /// The type that its values share with those of other columns: `BigInt`, `Text`, `Binary`, or a tuple of these.
    type Kind;

    #[doc(hidden)]
    fn columns() -> Vec<KeyColumn>;
}

/// A column of a key.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct KeyColumn {
    pub(crate) name: &'static str,
    pub(crate) form: KeyForm,
}

impl KeyColumn {
    pub(crate) fn of<K: Column<SqlType: KeyType>>() -> Self {
        Self { name: K::NAME, form: K::SqlType::FORM }
    }
}

impl<K: Column<SqlType: KeyType>> Keys for K {
    type Table = K::Table;
    type Kind = <K::SqlType as KeyType>::Kind;

    fn columns() -> Vec<KeyColumn> {
        vec![KeyColumn::of::<K>()]
    }
}

/// Two to four columns of one table that name a row together, as a tuple; made by
/// [`Records::composite`](crate::store::Records::composite).
#[derive(Debug, Clone, Copy)]
pub struct Composite<K>(PhantomData<K>);

/// A tuple of columns that can be a [`Composite`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no composite key",
    note = "it is a tuple of two to four columns of one `table!`, of types `Integer`, `BigInt`, `Text` or `Binary`, on PostgreSQL also `Uuid`"
)]
pub trait Several {
    /// The `table!` of the columns.
    type Table;
    /// A tuple of what each column's values are.
    type Kind;

    #[doc(hidden)]
    fn columns() -> Vec<KeyColumn>;

    #[doc(hidden)]
    fn schema_and_table(self) -> (Option<String>, String);
}

impl<K: Several> Keys for Composite<K> {
    type Table = K::Table;
    type Kind = K::Kind;

    fn columns() -> Vec<KeyColumn> {
        K::columns()
    }
}

macro_rules! several {
    ($($first:ident $(, $other:ident)*;)*) => { $(
        impl<$first, $($other),*> Several for ($first, $($other),*)
        where
            $first: Column<SqlType: KeyType> + Names,
            $($other: Column<Table = $first::Table, SqlType: KeyType>,)*
        {
            type Table = $first::Table;
            type Kind = (
                <$first::SqlType as KeyType>::Kind,
                $(<$other::SqlType as KeyType>::Kind),*
            );

            fn columns() -> Vec<KeyColumn> {
                vec![KeyColumn::of::<$first>(), $(KeyColumn::of::<$other>()),*]
            }

            fn schema_and_table(self) -> (Option<String>, String) {
                self.0.schema_and_table()
            }
        }
    )* };
}

several!(A, B; A, B, C; A, B, C, D;);
