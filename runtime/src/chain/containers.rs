//! How conversions reach through containers: each element is converted, and a refusal names where it was.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt::Debug;
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use serde::Serialize;

use crate::chain::elements::{Convert, Elements, Entries};
use crate::chain::print::print;
use crate::chain::{Carried, DownTo, Print, StepError, UpFrom};

/// Each element of a container, `Hops` versions on.
#[doc(hidden)]
#[derive(Debug)]
pub struct Each<Hops>(PhantomData<Hops>);

/// A part of a tuple or map that has no version.
#[doc(hidden)]
#[derive(Debug)]
pub struct Leaf;

/// The pair of impls for a container, given how to walk it in one direction, and what it is recognised by.
///
/// `convert` walks the container; `with` are the three functions for one value.
macro_rules! container {
    ([$($generics:tt)*] $old:ty => $new:ty, $convert:expr, $identity:expr) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)*, Hops> UpFrom<$old, Each<Hops>> for $new
        where
            B: UpFrom<A, Hops>,
        {
            #[inline]
            fn up_from(old: $old, carried: &mut Carried) -> Result<Self, StepError> {
                let with = Convert { walk: B::up_from, before: B::identity_of_old, after: B::identity_of_new };
                $convert(old, carried, &with)
            }

            fn identity_of_old(old: &$old) -> Result<Print, StepError> {
                $identity(old, B::identity_of_old as fn(&A) -> _)
            }

            fn identity_of_new(new: &Self) -> Result<Print, StepError> {
                $identity(new, B::identity_of_new as fn(&B) -> _)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*, Hops> DownTo<$old, Each<Hops>> for $new
        where
            B: DownTo<A, Hops>,
        {
            #[inline]
            fn down_to(self, carried: &mut Carried) -> Result<$old, StepError> {
                let with = Convert { walk: B::down_to, before: B::identity_of_new, after: B::identity_of_old };
                $convert(self, carried, &with)
            }
        }
    };
}

container!([A, B] Option<A> => Option<B>,
    |value: Option<_>, carried, with: &Convert<_, _>| value.map(|value| (with.walk)(value, carried)).transpose(),
    |value: &Option<_>, of: fn(&_) -> _| value.as_ref().map_or(Ok(Print::of_parts([])), of));
container!([A, B, E: Serialize] Result<A, E> => Result<B, E>,
    |value: Result<_, E>, carried, with: &Convert<_, _>| value.map(|value| (with.walk)(value, carried)).map_or_else(|error| Ok(Err(error)), |value| value.map(Ok)),
    |value: &Result<_, E>, of: fn(&_) -> _| value.as_ref().map_or_else(print, of));
container!([A, B] Box<A> => Box<B>,
    |value: Box<_>, carried, with: &Convert<_, _>| (with.walk)(*value, carried).map(Box::new),
    |value: &Box<_>, of: fn(&_) -> _| of(&**value));
container!([A: Clone, B: Clone] Rc<A> => Rc<B>,
    |value, carried, with: &Convert<_, _>| (with.walk)(Rc::unwrap_or_clone(value), carried).map(Rc::new),
    |value: &Rc<_>, of: fn(&_) -> _| of(&**value));
container!([A: Clone, B: Clone] Arc<A> => Arc<B>,
    |value, carried, with: &Convert<_, _>| (with.walk)(Arc::unwrap_or_clone(value), carried).map(Arc::new),
    |value: &Arc<_>, of: fn(&_) -> _| of(&**value));
container!([A, B] Vec<A> => Vec<B>, list, several);
container!([A, B] VecDeque<A> => VecDeque<B>, indexed, several);
container!([A: Ord, B: Ord] BTreeSet<A> => BTreeSet<B>,
    |values, carried, with| distinct(values, carried, with, BTreeSet::len), several);
container!([A: Eq + Hash, B: Eq + Hash, S: BuildHasher + Default] HashSet<A, S> => HashSet<B, S>,
    |values, carried, with| distinct(values, carried, with, HashSet::len), unordered);
container!([A, B, K: Ord + Debug + Serialize] BTreeMap<K, A> => BTreeMap<K, B>, keyed, by_key);
container!([A, B, K: Eq + Hash + Debug + Serialize, S: BuildHasher + Default] HashMap<K, A, S> => HashMap<K, B, S>,
    keyed, by_key);
container!([A, B, const N: usize] [A; N] => [B; N], array, several);

fn indexed<A, B, From: IntoIterator<Item = A>, To: FromIterator<B>>(
    values: From,
    carried: &mut Carried,
    with: &Convert<A, B>,
) -> Result<To, StepError> {
    let values: Vec<A> = values.into_iter().collect(); // a `Vec` already is one
    let mut elements = Elements::of(carried)?;
    elements.look(&values, with)?;
    // Not collected as a `Result`, which does not say how many there will be.
    let mut converted = Vec::with_capacity(values.len());
    for (index, value) in values.into_iter().enumerate() {
        match elements.convert(index, value, with) {
            Ok(value) => converted.push(value),
            Err(error) => return Err(error.at_index(index)),
        }
    }
    elements.finish()?;
    Ok(converted.into_iter().collect())
}

/// A list, in the place of the one before where its elements are no larger.
fn list<A, B>(
    values: Vec<A>,
    carried: &mut Carried,
    with: &Convert<A, B>,
) -> Result<Vec<B>, StepError> {
    if size_of::<B>() > size_of::<A>() {
        return indexed(values, carried, with);
    }
    let mut elements = Elements::of(carried)?;
    elements.look(&values, with)?;
    let converted = (values.into_iter().enumerate())
        .map(|(index, value)| {
            elements.convert(index, value, with).map_err(|error| error.at_index(index))
        })
        .collect::<Result<_, _>>()?;
    elements.finish()?;
    Ok(converted)
}

/// Sets: two elements that become equal would be one lost in silence.
fn distinct<A, B, From, To>(
    values: From,
    carried: &mut Carried,
    with: &Convert<A, B>,
    len: fn(&To) -> usize,
) -> Result<To, StepError>
where
    From: IntoIterator<Item = A, IntoIter: ExactSizeIterator>,
    To: FromIterator<B>,
{
    let values = values.into_iter();
    let before = values.len();
    let mut elements = Elements::of(carried)?;
    // Sets have no places: an element is found by its contents alone.
    let converted: To =
        values.map(|value| elements.convert(0, value, with)).collect::<Result<_, _>>()?;
    elements.finish()?;
    if len(&converted) == before {
        Ok(converted)
    } else {
        Err(StepError::new("two elements of the set became equal"))
    }
}

fn keyed<K: Debug + Serialize, A, B, From, To>(
    values: From,
    carried: &mut Carried,
    with: &Convert<A, B>,
) -> Result<To, StepError>
where
    From: IntoIterator<Item = (K, A)>,
    To: FromIterator<(K, B)>,
{
    let mut entries = Entries::of(carried)?;
    let converted = values
        .into_iter()
        .map(|(key, value)| match entries.convert(&key, value, with.walk) {
            Ok(value) => Ok((key, value)),
            Err(error) => Err(error.at_key(format!("{key:?}"))),
        })
        .collect::<Result<_, _>>()?;
    entries.finish()?;
    Ok(converted)
}

fn array<A, B, const N: usize>(
    values: [A; N],
    carried: &mut Carried,
    with: &Convert<A, B>,
) -> Result<[B; N], StepError> {
    let converted: Vec<B> = indexed(values, carried, with)?;
    converted.try_into().map_err(|_| StepError::new("the array changed its length"))
}

/// What a list is recognised by.
fn several<'a, A: 'a>(
    values: impl IntoIterator<Item = &'a A>,
    of: fn(&A) -> Result<Print, StepError>,
) -> Result<Print, StepError> {
    values.into_iter().map(of).collect::<Result<Vec<_>, _>>().map(Print::of_parts)
}

/// What a set without an order is recognised by.
fn unordered<A, S>(
    values: &HashSet<A, S>,
    of: fn(&A) -> Result<Print, StepError>,
) -> Result<Print, StepError> {
    let mut prints = values.iter().map(of).collect::<Result<Vec<_>, _>>()?;
    prints.sort_unstable();
    Ok(Print::of_parts(prints))
}

/// What a map is recognised by.
fn by_key<'a, K: Serialize + 'a, A: 'a>(
    entries: impl IntoIterator<Item = (&'a K, &'a A)>,
    of: fn(&A) -> Result<Print, StepError>,
) -> Result<Print, StepError> {
    let mut prints = entries
        .into_iter()
        .map(|(key, value)| Ok(Print::of_parts([print(key)?, of(value)?])))
        .collect::<Result<Vec<_>, StepError>>()?;
    prints.sort_unstable();
    Ok(Print::of_parts(prints))
}

/// Parts of tuples that have no version of their own.
macro_rules! leaves {
    ($($leaf:ty),* $(,)?) => { $(
        #[diagnostic::do_not_recommend]
        impl UpFrom<$leaf, Leaf> for $leaf {
            #[inline]
            fn up_from(old: $leaf, _: &mut Carried) -> Result<Self, StepError> {
                Ok(old)
            }

            fn identity_of_old(old: &$leaf) -> Result<Print, StepError> {
                print(old)
            }

            fn identity_of_new(new: &$leaf) -> Result<Print, StepError> {
                print(new)
            }
        }

        #[diagnostic::do_not_recommend]
        impl DownTo<$leaf, Leaf> for $leaf {
            #[inline]
            fn down_to(self, _: &mut Carried) -> Result<$leaf, StepError> {
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
            fn up_from(old: ($($a,)*), carried: &mut Carried) -> Result<Self, StepError> {
                let mut parts = Entries::of(carried)?;
                let new = ($(parts
                    .convert(&$index, old.$index, $b::up_from)
                    .map_err(|error| error.at_index($index))?,)*);
                parts.finish()?;
                Ok(new)
            }

            fn identity_of_old(old: &($($a,)*)) -> Result<Print, StepError> {
                Ok(Print::of_parts([$($b::identity_of_old(&old.$index)?),*]))
            }

            fn identity_of_new(new: &($($b,)*)) -> Result<Print, StepError> {
                Ok(Print::of_parts([$($b::identity_of_new(&new.$index)?),*]))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($a, $b, $hops),*> DownTo<($($a,)*), ($($hops,)*)> for ($($b,)*)
        where
            $($b: DownTo<$a, $hops>),*
        {
            #[inline]
            fn down_to(self, carried: &mut Carried) -> Result<($($a,)*), StepError> {
                let mut parts = Entries::of(carried)?;
                let old = ($(parts
                    .convert(&$index, self.$index, $b::down_to)
                    .map_err(|error| error.at_index($index))?,)*);
                parts.finish()?;
                Ok(old)
            }
        }
    };
}

tuple!(A0 B0 H0 0);
tuple!(A0 B0 H0 0, A1 B1 H1 1);
tuple!(A0 B0 H0 0, A1 B1 H1 1, A2 B2 H2 2);
tuple!(A0 B0 H0 0, A1 B1 H1 1, A2 B2 H2 2, A3 B3 H3 3);
