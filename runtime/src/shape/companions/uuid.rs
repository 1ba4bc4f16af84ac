//! Strings with hyphens.

use crate::shape::Type;
use crate::shape::layer::{Fixed, Layer, Shape};
use crate::shape::scalars::format;

fixed! {
    uuid::Uuid => format("uuid"),
}
