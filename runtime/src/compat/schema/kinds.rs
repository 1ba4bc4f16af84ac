//! The kinds of JSON values that rules tell apart.

use std::ops::{BitAnd, BitOr, Not};

use serde_json::Value;

/// A set of kinds of values.
///
/// Numbers are three kinds, because draft 4 calls `1.0` no integer while later drafts do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::compat) struct Kinds(u8);

impl Kinds {
    pub(in crate::compat) const NONE: Self = Self(0);
    pub(in crate::compat) const NULL: Self = Self(1);
    pub(in crate::compat) const BOOL: Self = Self(2);
    /// An integer written as one: `1`.
    pub(in crate::compat) const INTEGER: Self = Self(4);
    /// An integer written with a fraction or an exponent: `1.0`.
    pub(in crate::compat) const WHOLE: Self = Self(8);
    /// A number that is no integer: `1.5`.
    pub(in crate::compat) const FRACTION: Self = Self(16);
    pub(in crate::compat) const STRING: Self = Self(32);
    pub(in crate::compat) const ARRAY: Self = Self(64);
    pub(in crate::compat) const OBJECT: Self = Self(128);
    pub(in crate::compat) const ANY: Self = Self(255);
    pub(in crate::compat) const INTEGRAL: Self = Self(4 | 8);
    pub(in crate::compat) const NUMBER: Self = Self(4 | 8 | 16);

    /// The kind of one value.
    pub(in crate::compat) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOL,
            Value::Number(number) => {
                let text_is_integer = || number.to_string().parse::<i128>().is_ok();
                if number.is_i64() || number.is_u64() || text_is_integer() {
                    Self::INTEGER
                } else if number.as_f64().is_some_and(|float| float.fract() == 0.0) {
                    Self::WHOLE
                } else {
                    Self::FRACTION
                }
            }
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    pub(in crate::compat) fn is_empty(self) -> bool {
        self == Self::NONE
    }

    pub(in crate::compat) fn has(self, other: Self) -> bool {
        self & other == other
    }

    pub(in crate::compat) fn meets(self, other: Self) -> bool {
        !(self & other).is_empty()
    }
}

impl BitAnd for Kinds {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for Kinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Not for Kinds {
    type Output = Self;

    fn not(self) -> Self {
        Self(!self.0)
    }
}
