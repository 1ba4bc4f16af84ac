//! The shapes of types that hold no others.

use crate::shape::layer::{Fixed, Layer, Shape};
use crate::shape::printed::Printed;
use crate::shape::types::{Absence, Presence};
use crate::shape::{Field, Float, Integer, Struct, Text, Type};

/// Types whose shape is a constant.
macro_rules! fixed {
    ($($ty:ty => $shape:expr),* $(,)?) => { $(
        impl Layer for Fixed<$ty> {
            const TYPE: &'static Type = &$shape;
            type Reach = ();
        }

        impl Shape for $ty {
            type At = Fixed<$ty>;
        }
    )* };
}

macro_rules! integers {
    ($($ty:ident),*) => { fixed!($(
        $ty => Type::Integer(integer(stringify!($ty), $ty::MIN as i128, $ty::MAX as u128, false)),
        std::num::NonZero<$ty> => Type::Integer(integer(stringify!($ty), $ty::MIN as i128, $ty::MAX as u128, true)),
    )*); };
}

const fn integer(name: &'static str, min: i128, max: u128, nonzero: bool) -> Integer {
    Integer { name, min, max, nonzero, print: Printed::of(name) }
}

integers!(u8, u16, u32, u64, i8, i16, i32, i64, i128);

const U128: Integer = integer("u128", 0, u128::MAX, false);
const USIZE: Integer = integer("u64", 0, u64::MAX as u128, false);
const ISIZE: Integer = integer("i64", i64::MIN as i128, i64::MAX as u128, false);

/// A format of strings.
pub(super) const fn format(name: &'static str) -> Type {
    Type::Text(Text::Format(name))
}

/// A struct of std that is written as an object.
macro_rules! members {
    ($id:expr, $($at:expr, $name:expr => $ty:expr);*) => {
        Type::Struct(&Struct {
            id: $id,
            closed: true,
            fields: &[$(Field {
                at: $at,
                name: $name,
                reads: &[$name],
                presence: Presence::Always,
                absence: Absence::Refused,
                flatten: false,
                ty: $ty,
                label: Printed::of($name),
                others: Printed::of(""),
            }),*],
        })
    };
}

const U64: &Type = <Fixed<u64> as Layer>::TYPE;
/// Within a second: more of them are carried over, which changes them, and may be too much.
const NANOS: Type = Type::Integer(integer("nanoseconds", 0, 999_999_999, false));
const U32: &Type = <Fixed<u32> as Layer>::TYPE;

fixed! {
    () => Type::Null,
    std::marker::PhantomPinned => Type::Null,
    bool => Type::Bool,
    u128 => Type::Integer(U128),
    std::num::NonZero<u128> => Type::Integer(Integer { nonzero: true, ..U128 }),
    usize => Type::Integer(USIZE),
    std::num::NonZero<usize> => Type::Integer(Integer { nonzero: true, ..USIZE }),
    isize => Type::Integer(ISIZE),
    std::num::NonZero<isize> => Type::Integer(Integer { nonzero: true, ..ISIZE }),
    f32 => Type::Float(Float::F32),
    f64 => Type::Float(Float::F64),
    char => Type::Text(Text::Char),
    str => Type::Text(Text::Any),
    String => Type::Text(Text::Any),
    std::path::Path => Type::Text(Text::Any),
    std::path::PathBuf => Type::Text(Text::Any),
    std::ffi::CString => Type::List(<Fixed<u8> as Layer>::TYPE),
    std::net::IpAddr => format("ip"),
    std::net::Ipv4Addr => format("ipv4"),
    std::net::Ipv6Addr => format("ipv6"),
    std::net::SocketAddr => format("socket address"),
    std::net::SocketAddrV4 => format("ipv4 socket address"),
    std::net::SocketAddrV6 => format("ipv6 socket address"),
    std::time::Duration => members!(1, 1, "nanos" => &NANOS; 0, "secs" => U64),
    std::time::SystemTime => members!(2, 1, "nanos_since_epoch" => &NANOS; 0, "secs_since_epoch" => U64),
    std::sync::atomic::AtomicBool => Type::Bool,
    std::sync::atomic::AtomicU8 => *<Fixed<u8> as Layer>::TYPE,
    std::sync::atomic::AtomicU16 => *<Fixed<u16> as Layer>::TYPE,
    std::sync::atomic::AtomicU32 => *U32,
    std::sync::atomic::AtomicU64 => *U64,
    std::sync::atomic::AtomicUsize => Type::Integer(USIZE),
    std::sync::atomic::AtomicI8 => *<Fixed<i8> as Layer>::TYPE,
    std::sync::atomic::AtomicI16 => *<Fixed<i16> as Layer>::TYPE,
    std::sync::atomic::AtomicI32 => *<Fixed<i32> as Layer>::TYPE,
    std::sync::atomic::AtomicI64 => *<Fixed<i64> as Layer>::TYPE,
    std::sync::atomic::AtomicIsize => Type::Integer(ISIZE),
    serde_json::Value => Type::Anything,
    Box<serde_json::value::RawValue> => Type::Anything,
    serde_json::Number => Type::Number,
    serde_json::Map<String, serde_json::Value> => Type::Map(<Fixed<String> as Layer>::TYPE, &Type::Anything),
}
