//! Which column types can be a key, and which Rust values name one.

use diesel::sql_types::{BigInt, Binary, Integer, Nullable, Text};

use crate::store::RowKey;
#[cfg(feature = "diesel-postgres")]
use crate::store::value::{Sixteen, Value};

/// A column type by which rows can be found.
#[diagnostic::on_unimplemented(
    message = "a column of type `{Self}` cannot be a key",
    note = "keys are of type `Integer`, `BigInt`, `Text` or `Binary`, on PostgreSQL also `Uuid`, nullable or not"
)]
pub trait KeyType {
    /// The type that its values share with those of other column types: `BigInt`, `Text` or `Binary`.
    type Kind;
    #[doc(hidden)]
    const FORM: KeyForm;
}

/// What the values of a key column are.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyForm {
    Integer,
    Text,
    Bytes,
    Uuid,
}

impl KeyType for Integer {
    type Kind = BigInt;
    const FORM: KeyForm = KeyForm::Integer;
}

impl KeyType for BigInt {
    type Kind = BigInt;
    const FORM: KeyForm = KeyForm::Integer;
}

impl KeyType for Text {
    type Kind = Text;
    const FORM: KeyForm = KeyForm::Text;
}

impl KeyType for Binary {
    type Kind = Binary;
    const FORM: KeyForm = KeyForm::Bytes;
}

#[cfg(feature = "diesel-postgres")]
impl KeyType for diesel::sql_types::Uuid {
    type Kind = Self;
    const FORM: KeyForm = KeyForm::Uuid;
}

impl<ST: KeyType> KeyType for Nullable<ST> {
    type Kind = ST::Kind;
    const FORM: KeyForm = ST::FORM;
}

/// A value that names a row by a key of type `Kind` (`BigInt`, `Text` or `Binary`, or a tuple of them for a composite key).
///
/// Implement it for your own key types:
///
/// ```
/// use diesel::sql_types::BigInt;
/// use heirloom::store::{AsKey, RowKey};
///
/// struct UserId(i64);
///
/// impl AsKey<BigInt> for UserId {
///     fn as_key(&self) -> RowKey {
///         self.0.into()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no key of type `{Kind}`",
    note = "keys are integers, texts or bytes, as the key column has them; implement `heirloom::store::AsKey` for a type of your own"
)]
pub trait AsKey<Kind> {
    /// The key.
    fn as_key(&self) -> RowKey;
}

macro_rules! as_key {
    ($($kind:ty: $($key:ty),*;)*) => {
        $($(
            impl AsKey<$kind> for $key {
                fn as_key(&self) -> RowKey {
                    RowKey::from(&**self)
                }
            }
        )*)*
    };
}

as_key!(Text: &str, String; Binary: &[u8], Vec<u8>;);

impl AsKey<BigInt> for i32 {
    fn as_key(&self) -> RowKey {
        RowKey::from(*self)
    }
}

impl AsKey<BigInt> for i64 {
    fn as_key(&self) -> RowKey {
        RowKey::from(*self)
    }
}

/// A UUID, as its sixteen bytes: `uuid.into_bytes()`.
#[cfg(feature = "diesel-postgres")]
impl AsKey<diesel::sql_types::Uuid> for [u8; 16] {
    fn as_key(&self) -> RowKey {
        RowKey::of(Value::Uuid(Sixteen(*self)))
    }
}

#[cfg(all(feature = "diesel-postgres", feature = "uuid"))]
impl AsKey<diesel::sql_types::Uuid> for uuid::Uuid {
    fn as_key(&self) -> RowKey {
        self.into_bytes().as_key()
    }
}

/// Of any kind: a key that the store itself gave.
impl<Kind> AsKey<Kind> for RowKey {
    fn as_key(&self) -> RowKey {
        self.clone()
    }
}

macro_rules! tuple {
    ($($key:ident: $kind:ident),*) => {
        /// For a composite key, in the order of its columns.
        impl<$($kind, $key: AsKey<$kind>),*> AsKey<($($kind,)*)> for ($($key,)*) {
            fn as_key(&self) -> RowKey {
                #[expect(non_snake_case, reason = "named like their types")]
                let ($($key,)*) = self;
                RowKey::together([$($key.as_key()),*])
            }
        }
    };
}

tuple!(A: KindA, B: KindB);
tuple!(A: KindA, B: KindB, C: KindC);
tuple!(A: KindA, B: KindB, C: KindC, D: KindD);

impl<Kind, K: AsKey<Kind>> AsKey<Kind> for &K {
    fn as_key(&self) -> RowKey {
        (**self).as_key()
    }
}
