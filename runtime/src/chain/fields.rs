//! What the derive calls for a field, and how conversions reach through containers.
//!
//! Each helper that works in both directions is one function that returns both: the compiler then reports a
//! type that does not fit once, instead of once for each direction.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::error::Error;
use std::fmt::Debug;
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use crate::chain::{DownTo, Here, StepError, UpFrom};

/// A field whose type did not change.
#[diagnostic::on_unimplemented(
    message = "this field was `{Old}` in the older version and is `{Self}` now",
    label = "the type changed, and nothing says how",
    note = "versions of one entity inside? write `#[migrate(nested)]`",
    note = "convertible with `From`? write `#[migrate(into)]`; with `TryFrom`? write `#[migrate(try_into)]`",
    note = "anything else: write `#[migrate(up = f, down = g)]`, with `fn f({Old}) -> {Self}` and `fn g({Self}) -> {Old}`"
)]
pub trait SameAs<Old, Way> {
    /// The value itself.
    fn same(old: Old) -> Self;
    /// The value itself.
    fn back(self) -> Old;
}

#[diagnostic::do_not_recommend]
impl<T> SameAs<T, Here> for T {
    #[inline]
    fn same(old: T) -> T {
        old
    }

    #[inline]
    fn back(self) -> T {
        self
    }
}

/// The old type of impls that nobody uses. They keep the compiler from concluding what the old type is from the one
/// impl that would fit: a wrong conclusion would be a second error for one mistake.
#[doc(hidden)]
#[derive(Debug)]
pub enum Never {}

#[diagnostic::do_not_recommend]
impl<T> SameAs<Never, Never> for T {
    fn same(old: Never) -> Self {
        match old {}
    }

    fn back(self) -> Never {
        unreachable!("no value of this type is ever made")
    }
}

#[diagnostic::do_not_recommend]
impl<T> UpFrom<Never, Never> for T {
    fn up_from(old: Never) -> Result<Self, StepError> {
        match old {}
    }
}

#[diagnostic::do_not_recommend]
impl<T> DownTo<Never, Never> for T {
    fn down_to(self) -> Result<Never, StepError> {
        unreachable!("no value of this type is ever made")
    }
}

/// A field that `into` converts.
#[diagnostic::on_unimplemented(
    message = "`into` cannot convert this field, which was `{Old}` and is `{Self}` now",
    label = "no conversion in both directions",
    note = "`into` needs `impl From<{Old}> for {Self}` for the upgrade and `impl TryFrom<{Self}> for {Old}` for the downgrade",
    note = "or write `#[migrate(up = f, down = g)]`, with `fn f({Old}) -> {Self}` and `fn g({Self}) -> {Old}`"
)]
pub trait Widened<Old>: Sized {
    /// The upgrade.
    fn up(old: Old) -> Result<Self, StepError>;
    /// The downgrade.
    fn down(self) -> Result<Old, StepError>;
}

#[diagnostic::do_not_recommend]
impl<New, Old> Widened<Old> for New
where
    New: From<Old>,
    Old: TryFrom<New, Error: Into<Box<dyn Error + Send + Sync>>>,
{
    #[inline]
    fn up(old: Old) -> Result<Self, StepError> {
        Ok(New::from(old))
    }

    #[inline]
    fn down(self) -> Result<Old, StepError> {
        Old::try_from(self).map_err(StepError::new)
    }
}

/// A field that `try_into` converts.
#[diagnostic::on_unimplemented(
    message = "`try_into` cannot convert this field, which was `{Old}` and is `{Self}` now",
    label = "no conversion in both directions",
    note = "`try_into` needs `impl TryFrom<{Old}> for {Self}` and `impl TryFrom<{Self}> for {Old}`; `From` counts as `TryFrom`",
    note = "or write `#[migrate(try_up = f, try_down = g)]`, with `fn f({Old}) -> Result<{Self}, E>` and `fn g({Self}) -> Result<{Old}, E>`"
)]
pub trait Parsed<Old>: Sized {
    /// The upgrade.
    fn up(old: Old) -> Result<Self, StepError>;
    /// The downgrade.
    fn down(self) -> Result<Old, StepError>;
}

#[diagnostic::do_not_recommend]
impl<New, Old> Parsed<Old> for New
where
    New: TryFrom<Old, Error: Into<Box<dyn Error + Send + Sync>>>,
    Old: TryFrom<New, Error: Into<Box<dyn Error + Send + Sync>>>,
{
    #[inline]
    fn up(old: Old) -> Result<Self, StepError> {
        New::try_from(old).map_err(StepError::new)
    }

    #[inline]
    fn down(self) -> Result<Old, StepError> {
        Old::try_from(self).map_err(StepError::new)
    }
}

/// Both directions of a field.
type Both<New, Old> = (fn(Old) -> New, fn(New) -> Old);
/// Both directions of a field whose value can be refused.
type TryBoth<New, Old> = (fn(Old) -> Result<New, StepError>, fn(New) -> Result<Old, StepError>);

/// A field that did not change.
#[inline]
pub fn kept<New: SameAs<Old, Way>, Old, Way>() -> Both<New, Old> {
    (New::same, New::back)
}

/// A field of versions of an entity.
#[inline]
pub fn nested<New: DownTo<Old, Hops>, Old, Hops>() -> TryBoth<New, Old> {
    (New::up_from, New::down_to)
}

/// A field converted with `From` upwards and `TryFrom` downwards.
#[inline]
pub fn widened<New: Widened<Old>, Old>() -> TryBoth<New, Old> {
    (New::up, New::down)
}

/// A field converted with `TryFrom` both ways.
#[inline]
pub fn parsed<New: Parsed<Old>, Old>() -> TryBoth<New, Old> {
    (New::up, New::down)
}

/// The result of a field's conversion, which names the field if it failed.
#[expect(clippy::missing_errors_doc, reason = "named by generated code alone")]
#[inline]
pub fn at<T>(field: &'static str, result: Result<T, StepError>) -> Result<T, StepError> {
    result.map_err(|error| error.at(field))
}

/// What a user's closure made of a value.
#[inline]
pub fn apply<A, B>(closure: impl FnOnce(A) -> B, value: A) -> B {
    closure(value)
}

/// [`apply`] for two values.
#[inline]
pub fn apply2<A, B, C>(closure: impl FnOnce(A, B) -> C, a: A, b: B) -> C {
    closure(a, b)
}

/// [`apply`] for three values.
#[inline]
pub fn apply3<A, B, C, D>(closure: impl FnOnce(A, B, C) -> D, a: A, b: B, c: C) -> D {
    closure(a, b, c)
}

/// [`apply`] for four values.
#[inline]
pub fn apply4<A, B, C, D, E>(closure: impl FnOnce(A, B, C, D) -> E, a: A, b: B, c: C, d: D) -> E {
    closure(a, b, c, d)
}

/// What a user's fallible function made of a value.
#[expect(clippy::missing_errors_doc, reason = "named by generated code alone")]
#[inline]
pub fn fallible<A, B, E>(function: impl FnOnce(A) -> Result<B, E>, value: A) -> Result<B, StepError>
where
    E: Into<Box<dyn Error + Send + Sync>>,
{
    function(value).map_err(StepError::new)
}

/// A container around a value that may hold none: `Option`, or a list whose first value counts.
#[diagnostic::on_unimplemented(
    message = "`wrap` puts a `{T}` into an `Option` or a `Vec`, and this field is `{Self}`",
    label = "neither `Option<{T}>` nor `Vec<{T}>`"
)]
pub trait Wrap<T, Way>: Sized {
    /// The container with that one value.
    fn wrap(value: T) -> Self;
    /// The value, or the first one.
    fn first(self) -> Option<T>;
}

#[diagnostic::do_not_recommend]
impl<T> Wrap<T, Here> for Option<T> {
    #[inline]
    fn wrap(value: T) -> Self {
        Some(value)
    }

    #[inline]
    fn first(self) -> Option<T> {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T> Wrap<T, Here> for Vec<T> {
    #[inline]
    fn wrap(value: T) -> Self {
        vec![value]
    }

    #[inline]
    fn first(self) -> Option<T> {
        self.into_iter().next()
    }
}

#[diagnostic::do_not_recommend]
impl<C> Wrap<Never, Never> for C {
    fn wrap(value: Never) -> Self {
        match value {}
    }

    fn first(self) -> Option<Never> {
        None
    }
}

/// Both directions of a field that a container is put around; the way back takes the value that stands for nothing.
type Wrapped<New, Old> = (fn(Old) -> New, fn(New, Old) -> Old);

/// A field that a container is put around.
#[inline]
pub fn wrapped<New: Wrap<Old, Way>, Old, Way>() -> Wrapped<New, Old> {
    (New::wrap, |new, or| new.first().unwrap_or(or))
}

/// The first value of a list.
#[inline]
pub fn first<T>(values: Vec<T>) -> Option<T> {
    values.into_iter().next()
}

/// A list of the value, if there is one.
#[inline]
pub fn none_or_one<T>(value: Option<T>) -> Vec<T> {
    value.into_iter().collect()
}

/// What a user's function for several fields made of them, or why it refused.
#[inline]
#[expect(clippy::missing_errors_doc, reason = "named by generated code alone")]
pub fn refused<T, E: Into<Box<dyn Error + Send + Sync>>>(
    result: Result<T, E>,
) -> Result<T, StepError> {
    result.map_err(StepError::new)
}

/// Each element of a container, `Hops` versions on.
#[doc(hidden)]
#[derive(Debug)]
pub struct Each<Hops>(PhantomData<Hops>);

/// A part of a tuple or map that has no version.
#[doc(hidden)]
#[derive(Debug)]
pub struct Leaf;

/// The pair of impls for a container, given how to walk it upwards and downwards.
macro_rules! container {
    ([$($generics:tt)*] $old:ty => $new:ty, |$value:ident| $up:expr, $down:expr) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)*, Hops> UpFrom<$old, Each<Hops>> for $new
        where
            B: UpFrom<A, Hops>,
        {
            #[inline]
            fn up_from($value: $old) -> Result<Self, StepError> {
                $up
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*, Hops> DownTo<$old, Each<Hops>> for $new
        where
            B: DownTo<A, Hops>,
        {
            #[inline]
            fn down_to(self) -> Result<$old, StepError> {
                let $value = self;
                $down
            }
        }
    };
}

container!([A, B] Option<A> => Option<B>, |value| value.map(B::up_from).transpose(), value.map(B::down_to).transpose());
container!([A, B] Box<A> => Box<B>, |value| B::up_from(*value).map(Box::new), (*value).down_to().map(Box::new));
container!([A: Clone, B: Clone] Rc<A> => Rc<B>,
    |value| B::up_from(Rc::unwrap_or_clone(value)).map(Rc::new), Rc::unwrap_or_clone(value).down_to().map(Rc::new));
container!([A: Clone, B: Clone] Arc<A> => Arc<B>,
    |value| B::up_from(Arc::unwrap_or_clone(value)).map(Arc::new), Arc::unwrap_or_clone(value).down_to().map(Arc::new));
container!([A, B] Vec<A> => Vec<B>, |value| indexed(value, B::up_from), indexed(value, B::down_to));
container!([A, B] VecDeque<A> => VecDeque<B>, |value| indexed(value, B::up_from), indexed(value, B::down_to));
container!([A: Ord, B: Ord] BTreeSet<A> => BTreeSet<B>,
    |value| distinct(value, B::up_from, BTreeSet::len), distinct(value, B::down_to, BTreeSet::len));
container!([A: Eq + Hash, B: Eq + Hash, S: BuildHasher + Default] HashSet<A, S> => HashSet<B, S>,
    |value| distinct(value, B::up_from, HashSet::len), distinct(value, B::down_to, HashSet::len));
container!([A, B, K: Ord + Debug] BTreeMap<K, A> => BTreeMap<K, B>,
    |value| keyed(value, B::up_from), keyed(value, B::down_to));
container!([A, B, K: Eq + Hash + Debug, S: BuildHasher + Default] HashMap<K, A, S> => HashMap<K, B, S>,
    |value| keyed(value, B::up_from), keyed(value, B::down_to));
container!([A, B, const N: usize] [A; N] => [B; N], |value| array(value, B::up_from), array(value, B::down_to));

fn indexed<A, B, To: FromIterator<B>>(
    values: impl IntoIterator<Item = A>,
    convert: fn(A) -> Result<B, StepError>,
) -> Result<To, StepError> {
    values
        .into_iter()
        .enumerate()
        .map(|(index, value)| convert(value).map_err(|error| error.at_index(index)))
        .collect()
}

/// Sets: two elements that become equal would be one lost in silence.
fn distinct<A, B, From, To>(
    values: From,
    convert: fn(A) -> Result<B, StepError>,
    len: fn(&To) -> usize,
) -> Result<To, StepError>
where
    From: IntoIterator<Item = A, IntoIter: ExactSizeIterator>,
    To: FromIterator<B>,
{
    let values = values.into_iter();
    let before = values.len();
    let converted: To = values.map(convert).collect::<Result<_, _>>()?;
    if len(&converted) == before {
        Ok(converted)
    } else {
        Err(StepError::new("two elements of the set became equal"))
    }
}

fn keyed<K: Debug, A, B, To: FromIterator<(K, B)>>(
    values: impl IntoIterator<Item = (K, A)>,
    convert: fn(A) -> Result<B, StepError>,
) -> Result<To, StepError> {
    values
        .into_iter()
        .map(|(key, value)| match convert(value) {
            Ok(value) => Ok((key, value)),
            Err(error) => Err(error.at_key(format!("{key:?}"))),
        })
        .collect()
}

fn array<A, B, const N: usize>(
    values: [A; N],
    convert: fn(A) -> Result<B, StepError>,
) -> Result<[B; N], StepError> {
    let converted: Vec<B> = indexed(values, convert)?;
    converted.try_into().map_err(|_| StepError::new("the array changed its length"))
}

/// Parts of tuples that have no version of their own.
macro_rules! leaves {
    ($($leaf:ty),* $(,)?) => { $(
        #[diagnostic::do_not_recommend]
        impl UpFrom<$leaf, Leaf> for $leaf {
            #[inline]
            fn up_from(old: $leaf) -> Result<Self, StepError> {
                Ok(old)
            }
        }

        #[diagnostic::do_not_recommend]
        impl DownTo<$leaf, Leaf> for $leaf {
            #[inline]
            fn down_to(self) -> Result<$leaf, StepError> {
                Ok(self)
            }
        }
    )* };
}

leaves!(
    (),
    bool,
    char,
    u8,
    u16,
    u32,
    u64,
    u128,
    usize,
    i8,
    i16,
    i32,
    i64,
    i128,
    isize,
    f32,
    f64,
    String
);

/// Tuples, each part by itself.
macro_rules! tuple {
    ($($a:ident $b:ident $hops:ident $index:tt),*) => {
        #[diagnostic::do_not_recommend]
        impl<$($a, $b, $hops),*> UpFrom<($($a,)*), ($($hops,)*)> for ($($b,)*)
        where
            $($b: UpFrom<$a, $hops>),*
        {
            #[inline]
            fn up_from(old: ($($a,)*)) -> Result<Self, StepError> {
                Ok(($($b::up_from(old.$index).map_err(|error| error.at_index($index))?,)*))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($a, $b, $hops),*> DownTo<($($a,)*), ($($hops,)*)> for ($($b,)*)
        where
            $($b: DownTo<$a, $hops>),*
        {
            #[inline]
            fn down_to(self) -> Result<($($a,)*), StepError> {
                Ok(($(self.$index.down_to().map_err(|error| error.at_index($index))?,)*))
            }
        }
    };
}

tuple!(A0 B0 H0 0);
tuple!(A0 B0 H0 0, A1 B1 H1 1);
tuple!(A0 B0 H0 0, A1 B1 H1 1, A2 B2 H2 2);
tuple!(A0 B0 H0 0, A1 B1 H1 1, A2 B2 H2 2, A3 B3 H3 3);
