//! Arrays of numbers.

use crate::shape::containers::ListOf;
use crate::shape::layer::{Fixed, Shape};

impl Shape for bytes::Bytes {
    type At = ListOf<Fixed<u8>>;
}

impl Shape for bytes::BytesMut {
    type At = ListOf<Fixed<u8>>;
}
