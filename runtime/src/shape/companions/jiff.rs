//! Strings, of RFC 9557 and of ISO 8601.

use crate::shape::Type;
use crate::shape::layer::{Fixed, Layer, Shape};
use crate::shape::scalars::format;

fixed! {
    jiff::Timestamp => format("jiff::Timestamp"),
    jiff::Zoned => format("jiff::Zoned"),
    jiff::civil::DateTime => format("jiff::civil::DateTime"),
    jiff::civil::Date => format("jiff::civil::Date"),
    jiff::civil::Time => format("jiff::civil::Time"),
    jiff::Span => format("jiff::Span"),
    jiff::SignedDuration => format("jiff::SignedDuration"),
}
