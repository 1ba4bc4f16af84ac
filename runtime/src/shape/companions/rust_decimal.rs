//! By name alone: a string, or a number with features of the crate.

use crate::shape::Type;
use crate::shape::layer::{Fixed, Layer, Shape};

fixed! {
    rust_decimal::Decimal => Type::Opaque("rust_decimal::Decimal"),
}
