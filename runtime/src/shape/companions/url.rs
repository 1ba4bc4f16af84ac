//! Strings.

use crate::shape::Type;
use crate::shape::layer::{Fixed, Layer, Shape};
use crate::shape::scalars::format;

fixed! {
    url::Url => format("url"),
}
