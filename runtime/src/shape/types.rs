//! What a type writes and accepts as JSON: plain data, made by the derives while compiling.

use crate::shape::graph::Types;
use crate::shape::printed::Printed;
use crate::version::Version;

/// What values of a type are as JSON: what is written, and what is read.
///
/// Made by `#[derive(Migrate)]` and `#[derive(Shape)]`; [`shape::of`](crate::shape::of) gives that of a type.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Type {
    /// `null`: `()` and unit structs.
    Null,
    /// `true` and `false`.
    Bool,
    /// An integer of one of Rust's types.
    Integer(Integer),
    /// A floating-point number; other than finite ones are not counted.
    Float(Float),
    /// Any number: `serde_json::Number`.
    Number,
    /// A string.
    Text(Text),
    /// Any JSON: `serde_json::Value`.
    Anything,
    /// `null`, or the type; as a member it may be absent when read.
    Optional(&'static Type),
    /// A newtype struct: as its content, but not read when absent.
    Newtype(&'static Type),
    /// An array of any length.
    List(&'static Type),
    /// An array from which equal elements, or the order, are lost when it is read.
    Set(&'static Type),
    /// An array of this many elements.
    Array(&'static Type, usize),
    /// An array with one element of each type.
    Tuple(&'static [&'static Type]),
    /// An object with keys and values of these types.
    Map(&'static Type, &'static Type),
    /// An object with these members.
    Struct(&'static Struct),
    /// One of several variants.
    Enum(&'static Enum),
    /// Written as the one and read as the other: serde's `into` and `from`.
    Apart {
        /// What is written.
        writes: &'static Type,
        /// What is read.
        reads: &'static Type,
    },
    /// A version of an entity with a tag of its own: `Tagged<T>`.
    Tagged {
        /// The entity.
        entity: &'static str,
        /// The latest version that is read, and the one that is written.
        version: Version,
    },
    /// What a variant that says `unknown` holds: variants of versions to come, verbatim.
    Unrecognised,
    /// Known by this name alone: `#[migrate(shape = "…")]`.
    Opaque(&'static str),
    /// A Rust type without a shape, as it was written.
    Unknown(&'static str),
    /// Written or read by a function, which only it knows: the Rust type, as it was written.
    Unseen(&'static str),
    /// A derived type, by what tells it from others; [`Graph::open`](crate::shape::Graph::open) gives what it is.
    Link(u64),
    /// Inside of more types than are followed.
    TooDeep,
}

/// Rust's integer types. `usize` and `isize` have 64 bits here.
#[derive(Debug, Clone, Copy)]
pub struct Integer {
    /// As Rust calls it.
    pub name: &'static str,
    /// The smallest value.
    pub min: i128,
    /// The largest value.
    pub max: u128,
    /// Zero is refused.
    pub nonzero: bool,
    /// The name, as the text of a shape has it.
    #[doc(hidden)]
    pub print: Printed,
}

/// Rust's floating-point types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Float {
    /// 32 bits.
    F32,
    /// 64 bits.
    F64,
}

/// Which strings.
#[derive(Debug, Clone, Copy)]
pub enum Text {
    /// Any.
    Any,
    /// Of one character.
    Char,
    /// Of a format, by its name, such as `uuid`.
    Format(&'static str),
}

/// A struct with named fields.
#[derive(Debug, Clone, Copy)]
pub struct Struct {
    /// What tells the type from others; 0 if it is not derived.
    pub id: u64,
    /// The fields, by the name that is written; then the flattened ones, as declared.
    pub fields: &'static [Field],
    /// Unknown members are refused: `deny_unknown_fields`.
    pub closed: bool,
}

/// A field, as a member of a JSON object.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Where it was declared, from 0.
    pub at: usize,
    /// The name under which it is written.
    pub name: &'static str,
    /// The names under which it is read.
    pub reads: &'static [&'static str],
    /// When it is written.
    pub presence: Presence,
    /// What becomes of a record without it.
    pub absence: Absence,
    /// Its members are members of the struct: `flatten`.
    pub flatten: bool,
    /// The type of its value.
    pub ty: &'static Type,
    /// The name, as the text of a shape has it.
    #[doc(hidden)]
    pub label: Printed,
    /// The other names, as the text of a shape has them.
    #[doc(hidden)]
    pub others: Printed,
}

/// When a member is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Always,
    /// Always but when it is `null`: `skip_serializing_if = "Option::is_none"`.
    UnlessNull,
    /// For some values: another `skip_serializing_if`.
    Sometimes,
    /// Never: `skip_serializing`.
    Never,
}

/// What reading makes of a record without the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// As the type says: `None` of an `Option`, and an error otherwise.
    ByType,
    /// An error, whatever the type: `deserialize_with`.
    Refused,
    /// The default.
    Defaulted,
    /// The member is not read at all: `skip_deserializing`.
    NeverRead,
}

/// An enum.
#[derive(Debug, Clone, Copy)]
pub struct Enum {
    /// What tells the type from others; 0 if it is not derived.
    pub id: u64,
    /// How a record names the variant.
    pub tagging: Tagging,
    /// The variants: by the name that is written, or as declared where the order decides.
    pub variants: &'static [Variant],
    /// Unknown members of variants are refused: `deny_unknown_fields`.
    pub closed: bool,
}

/// How a record names the variant of an enum.
#[derive(Debug, Clone, Copy)]
pub enum Tagging {
    /// The only member is named after it.
    External,
    /// A member among those of the variant.
    Internal(&'static str),
    /// A member for the name, and one for the content.
    Adjacent(&'static str, &'static str),
    /// Not at all; the first that fits.
    Untagged,
}

/// A variant of an enum.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is an attribute of serde")]
pub struct Variant {
    /// The name under which it is written.
    pub name: &'static str,
    /// The names under which it is read.
    pub reads: &'static [&'static str],
    /// What it holds.
    pub payload: Payload,
    /// Whether it is written at all.
    pub written: bool,
    /// Whether it is read at all.
    pub read: bool,
    /// It stands for all names that are not known: serde's `other`.
    pub other: bool,
    /// It is told by its content, in an enum with tags.
    pub untagged: bool,
    /// The name, as the text of a shape has it.
    #[doc(hidden)]
    pub label: Printed,
    /// The other names, as the text of a shape has them.
    #[doc(hidden)]
    pub others: Printed,
}

/// What a variant holds.
#[derive(Debug, Clone, Copy)]
pub enum Payload {
    /// Nothing.
    Unit,
    /// One value.
    Newtype(&'static Type),
    /// Several.
    Tuple(&'static [&'static Type]),
    /// Members.
    Struct(&'static [Field]),
}

impl Type {
    /// Whether a member of this type may be absent without an attribute.
    pub(crate) const fn may_be_absent(&self, types: Types) -> bool {
        match types.open(self) {
            Self::Optional(_) => true,
            Self::Apart { reads, .. } => reads.may_be_absent(types),
            _ => false,
        }
    }
}

impl Field {
    /// A field without attributes, whose name needs no quotes: so that the many of them are little to compile.
    #[doc(hidden)]
    #[must_use]
    pub const fn plain(
        at: usize,
        name: &'static str,
        reads: &'static [&'static str],
        (print, power): (u64, u64),
        ty: &'static Type,
    ) -> Self {
        Self {
            at,
            name,
            reads,
            presence: Presence::Always,
            absence: Absence::ByType,
            flatten: false,
            ty,
            label: Printed::new(name, print, power),
            others: Printed::new("", 0, 1),
        }
    }

    /// Whether a record without the member is read.
    pub(crate) const fn may_be_absent(&self, types: Types) -> bool {
        match self.absence {
            Absence::ByType => self.ty.may_be_absent(types),
            Absence::Refused => false,
            Absence::Defaulted | Absence::NeverRead => true,
        }
    }
}
