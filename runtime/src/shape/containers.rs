//! The shapes of types that hold others.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::marker::PhantomData;
use std::num::{Saturating, Wrapping};
use std::ops::{Bound, Range, RangeFrom, RangeInclusive, RangeTo};
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock};

use crate::shape::layer::{Fixed, Layer, Shape};
use crate::shape::printed::Printed;
use crate::shape::types::{
    Absence, Enum, Field, Payload, Presence, Struct, Tagging, Type, Variant,
};

#[doc(hidden)]
#[derive(Debug)]
pub struct OptionOf<L>(PhantomData<L>);
#[doc(hidden)]
#[derive(Debug)]
pub struct ListOf<L>(PhantomData<L>);
#[doc(hidden)]
#[derive(Debug)]
pub struct SetOf<L>(PhantomData<L>);
#[doc(hidden)]
#[derive(Debug)]
pub struct ArrayOf<L, const N: usize>(PhantomData<L>);
#[doc(hidden)]
#[derive(Debug)]
pub struct TupleOf<L>(PhantomData<L>);
#[doc(hidden)]
#[derive(Debug)]
pub struct MapOf<K, V>(PhantomData<(K, V)>);
#[doc(hidden)]
#[derive(Debug)]
pub struct ResultOf<T, E>(PhantomData<(T, E)>);
#[doc(hidden)]
#[derive(Debug)]
pub struct RangeOf<L, const FROM: bool, const TO: bool>(PhantomData<L>);
#[doc(hidden)]
#[derive(Debug)]
pub struct BoundOf<L>(PhantomData<L>);

impl<L: Layer> Layer for OptionOf<L> {
    const TYPE: &'static Type = &Type::Optional(L::TYPE);
    type Reach = L::Reach;
}

impl<L: Layer> Layer for ListOf<L> {
    const TYPE: &'static Type = &Type::List(L::TYPE);
    type Reach = L::Reach;
}

impl<L: Layer> Layer for SetOf<L> {
    const TYPE: &'static Type = &Type::Set(L::TYPE);
    type Reach = L::Reach;
}

impl<L: Layer, const N: usize> Layer for ArrayOf<L, N> {
    const TYPE: &'static Type = &Type::Array(L::TYPE, N);
    type Reach = L::Reach;
}

impl<K: Layer, V: Layer> Layer for MapOf<K, V> {
    const TYPE: &'static Type = &Type::Map(K::TYPE, V::TYPE);
    type Reach = (K::Reach, V::Reach, (), (), (), (), (), ());
}

impl<T: Layer, E: Layer> Layer for ResultOf<T, E> {
    const TYPE: &'static Type = &Type::Enum(&Enum {
        id: 0,
        tagging: Tagging::External,
        variants: &[
            variant("Err", &["Err"], Payload::Newtype(E::TYPE)),
            variant("Ok", &["Ok"], Payload::Newtype(T::TYPE)),
        ],
        closed: false,
    });
    type Reach = (T::Reach, E::Reach, (), (), (), (), (), ());
}

impl<L: Layer> Layer for BoundOf<L> {
    const TYPE: &'static Type = &Type::Enum(&Enum {
        id: 0,
        tagging: Tagging::External,
        variants: &[
            variant("Excluded", &["Excluded"], Payload::Newtype(L::TYPE)),
            variant("Included", &["Included"], Payload::Newtype(L::TYPE)),
            variant("Unbounded", &["Unbounded"], Payload::Unit),
        ],
        closed: false,
    });
    type Reach = L::Reach;
}

impl<L: Layer, const FROM: bool, const TO: bool> Layer for RangeOf<L, FROM, TO> {
    const TYPE: &'static Type = &Type::Struct(&Struct {
        id: 0,
        closed: true,
        fields: match (FROM, TO) {
            (true, true) => {
                &[field(1, "end", &["end"], L::TYPE), field(0, "start", &["start"], L::TYPE)]
            }
            (true, false) => &[field(0, "start", &["start"], L::TYPE)],
            (false, _) => &[field(0, "end", &["end"], L::TYPE)],
        },
    });
    type Reach = L::Reach;
}

const fn variant(name: &'static str, reads: &'static [&'static str], payload: Payload) -> Variant {
    Variant {
        name,
        reads,
        payload,
        written: true,
        read: true,
        other: false,
        untagged: false,
        label: Printed::of(name),
        others: Printed::of(""),
    }
}

const fn field(
    at: usize,
    name: &'static str,
    reads: &'static [&'static str],
    ty: &'static Type,
) -> Field {
    Field {
        at,
        name,
        reads,
        presence: Presence::Always,
        absence: Absence::Refused,
        flatten: false,
        ty,
        label: Printed::of(name),
        others: Printed::of(""),
    }
}

/// `[generics] type => what it is as`.
macro_rules! holding {
    ($([$($generics:tt)*] $ty:ty => $at:ty;)*) => { $(
        impl<$($generics)*> Shape for $ty {
            type At = $at;
        }
    )* };
}

holding! {
    [T: Shape] Option<T> => OptionOf<T::At>;
    [T: Shape] Vec<T> => ListOf<T::At>;
    [T: Shape] [T] => ListOf<T::At>;
    [T: Shape] VecDeque<T> => ListOf<T::At>;
    [T: Shape] LinkedList<T> => ListOf<T::At>;
    [T: Shape] BinaryHeap<T> => SetOf<T::At>;
    [T: Shape] BTreeSet<T> => SetOf<T::At>;
    [T: Shape, S] HashSet<T, S> => SetOf<T::At>;
    [T: Shape, const N: usize] [T; N] => ArrayOf<T::At, N>;
    [K: Shape, V: Shape] BTreeMap<K, V> => MapOf<K::At, V::At>;
    [K: Shape, V: Shape, S] HashMap<K, V, S> => MapOf<K::At, V::At>;
    [T: Shape, E: Shape] Result<T, E> => ResultOf<T::At, E::At>;
    [T: Shape] Range<T> => RangeOf<T::At, true, true>;
    [T: Shape] RangeInclusive<T> => RangeOf<T::At, true, true>;
    [T: Shape] RangeFrom<T> => RangeOf<T::At, true, false>;
    [T: Shape] RangeTo<T> => RangeOf<T::At, false, true>;
    [T: Shape] Bound<T> => BoundOf<T::At>;
    [T: ?Sized] PhantomData<T> => Fixed<()>;
    [T: Shape + ?Sized] Box<T> => T::At;
    [T: Shape + ?Sized] Rc<T> => T::At;
    [T: Shape + ?Sized] Arc<T> => T::At;
    [T: Shape + ToOwned + ?Sized] Cow<'_, T> => T::At;
    [T: Shape] Cell<T> => T::At;
    [T: Shape + ?Sized] RefCell<T> => T::At;
    [T: Shape + ?Sized] Mutex<T> => T::At;
    [T: Shape + ?Sized] RwLock<T> => T::At;
    [T: Shape] Wrapping<T> => T::At;
    [T: Shape] Saturating<T> => T::At;
    [T: Shape] Reverse<T> => T::At;
}

macro_rules! tuples {
    ($($name:ident)+ => $reach:ty) => {
        impl<$($name: Layer),+> Layer for TupleOf<($($name,)+)> {
            const TYPE: &'static Type = &Type::Tuple(&[$($name::TYPE),+]);
            type Reach = $reach;
        }

        impl<$($name: Shape),+> Shape for ($($name,)+) {
            type At = TupleOf<($($name::At,)+)>;
        }
    };
}

/// The derived types of several parts.
type Parts<A, B, C, D = (), E = (), F = (), G = (), H = ()> = (A, B, C, D, E, F, G, H);

tuples!(A => A::Reach);
tuples!(A B => Parts<A::Reach, B::Reach, ()>);
tuples!(A B C => Parts<A::Reach, B::Reach, C::Reach>);
tuples!(A B C D => Parts<A::Reach, B::Reach, C::Reach, D::Reach>);
tuples!(A B C D E => Parts<A::Reach, B::Reach, C::Reach, D::Reach, E::Reach>);
tuples!(A B C D E F => Parts<A::Reach, B::Reach, C::Reach, D::Reach, E::Reach, F::Reach>);
tuples!(A B C D E F G => Parts<A::Reach, B::Reach, C::Reach, D::Reach, E::Reach, F::Reach, G::Reach>);
tuples!(A B C D E F G H => Parts<A::Reach, B::Reach, C::Reach, D::Reach, E::Reach, F::Reach, G::Reach, H::Reach>);
tuples!(A B C D E F G H I => Parts<A::Reach, B::Reach, C::Reach, D::Reach, E::Reach, F::Reach, G::Reach, Parts<H::Reach, I::Reach, ()>>);
tuples!(A B C D E F G H I J => Parts<A::Reach, B::Reach, C::Reach, D::Reach, E::Reach, F::Reach, G::Reach, Parts<H::Reach, I::Reach, J::Reach>>);
tuples!(A B C D E F G H I J K => Parts<A::Reach, B::Reach, C::Reach, D::Reach, E::Reach, F::Reach, G::Reach, Parts<H::Reach, I::Reach, J::Reach, K::Reach>>);
tuples!(A B C D E F G H I J K L => Parts<A::Reach, B::Reach, C::Reach, D::Reach, E::Reach, F::Reach, G::Reach, Parts<H::Reach, I::Reach, J::Reach, K::Reach, L::Reach>>);
