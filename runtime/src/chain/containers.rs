//! How conversions reach through containers: each element is converted, and a refusal names where it was.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt::Debug;
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use crate::chain::{DownTo, StepError, UpFrom};

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
