//! From a Rust type to its shape, while compiling.
//!
//! A constant cannot contain itself, and a shape can. So a derived type is a link to the others, and which types are
//! reached from it is said by a type, [`Reach`], which the compiler follows
//! call by call, as far as it goes.

use std::marker::PhantomData;

use crate::shape::graph::{self, Graph};
use crate::shape::types::Type;

/// A type of which the compiler knows what it writes and accepts as JSON.
///
/// `#[derive(Migrate)]` implements it for a version, `#[derive(Shape)]` for the plain types inside, and this crate for those of
/// std and, behind features, of other crates. A type without it is no error until something is demanded of the
/// record: that versions are compatible, or frozen.
///
/// ```
/// use heirloom::Shape;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Shape)]
/// struct Address {
///     street: String,
///     #[serde(default)]
///     zip: Option<String>,
/// }
///
/// let text = "struct\n  street: string\n  zip: option string, or absent\n";
/// assert_eq!(heirloom::shape::of::<Address>().to_string(), text);
/// ```
#[diagnostic::on_unimplemented(
    message = "the shape of `{Self}` is not known",
    label = "what this type writes as JSON is not known",
    note = "add `#[derive(heirloom::Shape)]` to `{Self}`, or name it where it is used: `#[migrate(shape = \"name\")]`, or `#[migrate(shape = String)]` if it is written as that type"
)]
pub trait Shape {
    /// What it is inside of other types.
    #[doc(hidden)]
    type At: Layer;
}

/// A shape, as a type.
#[doc(hidden)]
pub trait Layer {
    const TYPE: &'static Type;
    /// The derived types in it.
    type Reach: Reach;
}

/// A derived type, opened.
#[doc(hidden)]
pub trait Body {
    const ID: u64;
    const TYPE: &'static Type;
    /// The derived types that it is made of. A function that is never called, since its type may be private.
    fn reach() -> impl Reach;
}

/// Derived types: none, one, or those of up to eight parts. Its functions are never called; what they return is a type.
#[doc(hidden)]
pub trait Reach {
    const EMPTY: bool = false;
    /// The one, and what it is.
    const LINK: Option<(u64, &'static Type)> = None;
    fn a() -> impl Reach;
    fn b() -> impl Reach;
    fn c() -> impl Reach;
    fn d() -> impl Reach;
    fn e() -> impl Reach;
    fn f() -> impl Reach;
    fn g() -> impl Reach;
    fn h() -> impl Reach;
}

impl Reach for () {
    const EMPTY: bool = true;
    fn a() -> impl Reach {}
    fn b() -> impl Reach {}
    fn c() -> impl Reach {}
    fn d() -> impl Reach {}
    fn e() -> impl Reach {}
    fn f() -> impl Reach {}
    fn g() -> impl Reach {}
    fn h() -> impl Reach {}
}

impl<A: Reach, B: Reach, C: Reach, D: Reach, E: Reach, F: Reach, G: Reach, H: Reach> Reach
    for (A, B, C, D, E, F, G, H)
{
    fn a() -> impl Reach {
        never::<A>()
    }
    fn b() -> impl Reach {
        never::<B>()
    }
    fn c() -> impl Reach {
        never::<C>()
    }
    fn d() -> impl Reach {
        never::<D>()
    }
    fn e() -> impl Reach {
        never::<E>()
    }
    fn f() -> impl Reach {
        never::<F>()
    }
    fn g() -> impl Reach {
        never::<G>()
    }
    fn h() -> impl Reach {
        never::<H>()
    }
}

/// The link to a derived type.
#[doc(hidden)]
#[derive(Debug)]
pub struct Link<T: ?Sized>(PhantomData<T>);

impl<T: Body + ?Sized> Layer for Link<T> {
    const TYPE: &'static Type = &Type::Link(T::ID);
    type Reach = Self;
}

impl<T: Body + ?Sized> Reach for Link<T> {
    const LINK: Option<(u64, &'static Type)> = Some((T::ID, T::TYPE));
    fn a() -> impl Reach {
        part::a(T::reach)
    }
    fn b() -> impl Reach {
        part::b(T::reach)
    }
    fn c() -> impl Reach {
        part::c(T::reach)
    }
    fn d() -> impl Reach {
        part::d(T::reach)
    }
    fn e() -> impl Reach {
        part::e(T::reach)
    }
    fn f() -> impl Reach {
        part::f(T::reach)
    }
    fn g() -> impl Reach {
        part::g(T::reach)
    }
    fn h() -> impl Reach {
        part::h(T::reach)
    }
}

/// The parts of what a function would return.
mod part {
    use crate::shape::layer::Reach;

    pub(super) fn a<R: Reach>(_: fn() -> R) -> impl Reach {
        R::a()
    }

    pub(super) fn b<R: Reach>(_: fn() -> R) -> impl Reach {
        R::b()
    }

    pub(super) fn c<R: Reach>(_: fn() -> R) -> impl Reach {
        R::c()
    }

    pub(super) fn d<R: Reach>(_: fn() -> R) -> impl Reach {
        R::d()
    }

    pub(super) fn e<R: Reach>(_: fn() -> R) -> impl Reach {
        R::e()
    }

    pub(super) fn f<R: Reach>(_: fn() -> R) -> impl Reach {
        R::f()
    }

    pub(super) fn g<R: Reach>(_: fn() -> R) -> impl Reach {
        R::g()
    }

    pub(super) fn h<R: Reach>(_: fn() -> R) -> impl Reach {
        R::h()
    }
}

/// Of any type, and never called.
pub(super) fn never<R>() -> R {
    unreachable!("it stands for its type")
}

/// The derived types of eight parts.
#[doc(hidden)]
#[must_use]
#[expect(clippy::too_many_arguments, clippy::type_complexity, reason = "as many as parts")]
pub const fn list<A, B, C, D, E, F, G, H>(
    _: fn() -> A,
    _: fn() -> B,
    _: fn() -> C,
    _: fn() -> D,
    _: fn() -> E,
    _: fn() -> F,
    _: fn() -> G,
    _: fn() -> H,
) -> fn() -> (A, B, C, D, E, F, G, H) {
    never
}

/// No derived type.
#[doc(hidden)]
pub const NONE: fn() = never;

/// The shape of a type that holds no others.
#[doc(hidden)]
#[derive(Debug)]
pub struct Fixed<T: ?Sized>(PhantomData<T>);

/// What is known of a type that may have no shape: the inherent constants are chosen where their bound holds.
#[doc(hidden)]
#[derive(Debug)]
pub struct Of<T: ?Sized>(PhantomData<T>);

impl<T: Shape + ?Sized> Of<T> {
    pub const REACH: fn() -> <T::At as Layer>::Reach = never;
    pub const TYPE: Option<&'static Type> = Some(<T::At as Layer>::TYPE);
    pub const GRAPH: Option<Graph> = Some(Self::WHOLE);
    const WHOLE: Graph =
        Graph::new(<T::At as Layer>::TYPE, graph::reached::<<T::At as Layer>::Reach>());
}

#[doc(hidden)]
pub trait Shapeless {
    const REACH: fn() = NONE;
    const TYPE: Option<&'static Type> = None;
    const GRAPH: Option<Graph> = None;
}

impl<T: ?Sized> Shapeless for Of<T> {}

/// The shape, or the one that says that there is none.
#[doc(hidden)]
#[must_use]
pub const fn or_unknown(known: Option<&'static Type>, unknown: &'static Type) -> &'static Type {
    match known {
        Some(ty) => ty,
        None => unknown,
    }
}

/// The same for a whole shape.
#[doc(hidden)]
#[must_use]
pub const fn graph_or_unknown(known: Option<Graph>, unknown: &'static Type) -> Graph {
    match known {
        Some(graph) => graph,
        None => Graph::new(unknown, &[]),
    }
}

/// The shape of a type.
#[must_use]
pub const fn of<T: Shape + ?Sized>() -> Graph {
    Of::<T>::WHOLE
}
