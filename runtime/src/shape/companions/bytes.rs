//! Arrays of numbers.

use crate::shape::containers::ListOf;
use crate::shape::layer::{Depth, Fixed, Shape};

impl Shape for bytes::Bytes {
    type At<D: Depth> = ListOf<Fixed<u8>>;
}

impl Shape for bytes::BytesMut {
    type At<D: Depth> = ListOf<Fixed<u8>>;
}
