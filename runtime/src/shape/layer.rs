//! From a Rust type to its shape, while compiling, also where types contain themselves.

use std::marker::PhantomData;

use crate::shape::Type;

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
    /// The shape inside of so many other types.
    #[doc(hidden)]
    type At<D: Depth>: Layer;
}

/// A shape, as a type.
#[doc(hidden)]
pub trait Layer {
    const TYPE: &'static Type;
}

/// How many types may still be opened: a constant cannot contain itself, and a shape can.
#[doc(hidden)]
pub trait Depth {
    type Open<T: Body>: Layer;
}

/// A struct or enum, to be opened.
#[doc(hidden)]
pub trait Body {
    type Within<D: Depth>: Layer;
}

#[doc(hidden)]
#[derive(Debug)]
pub struct Deeper<D>(PhantomData<D>);

#[doc(hidden)]
#[derive(Debug)]
pub struct Bottom;

#[doc(hidden)]
#[derive(Debug)]
pub struct Closed;

impl Layer for Closed {
    const TYPE: &'static Type = &Type::TooDeep;
}

impl Depth for Bottom {
    type Open<T: Body> = Closed;
}

impl<D: Depth> Depth for Deeper<D> {
    type Open<T: Body> = T::Within<D>;
}

type Four<D> = Deeper<Deeper<Deeper<Deeper<D>>>>;

/// 10 types inside each other: one that contains itself in several places is opened that often in each of them.
#[doc(hidden)]
pub type Full = Deeper<Deeper<Four<Four<Bottom>>>>;

/// The shape of a type that has none of its own.
#[doc(hidden)]
#[derive(Debug)]
pub struct Fixed<T: ?Sized>(PhantomData<T>);

/// The shape of a type, or the text for want of one: the inherent constant is chosen where its bound holds.
#[doc(hidden)]
#[derive(Debug)]
pub struct Of<T: ?Sized, D>(PhantomData<T>, PhantomData<D>);

impl<T: Shape + ?Sized, D: Depth> Of<T, D> {
    pub const TYPE: Option<&'static Type> = Some(<T::At<D> as Layer>::TYPE);
}

#[doc(hidden)]
pub trait Shapeless {
    const TYPE: Option<&'static Type> = None;
}

impl<T: ?Sized, D> Shapeless for Of<T, D> {}

/// The shape, or the one that says that there is none.
#[doc(hidden)]
#[must_use]
pub const fn or_unknown(known: Option<&'static Type>, unknown: &'static Type) -> &'static Type {
    match known {
        Some(ty) => ty,
        None => unknown,
    }
}

/// The shape of a type.
#[must_use]
pub const fn of<T: Shape>() -> &'static Type {
    <T::At<Full> as Layer>::TYPE
}
