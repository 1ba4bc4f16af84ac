//! By name alone: arrays of numbers, or strings with the crate's feature `serde-human-readable`.

use crate::shape::Type;
use crate::shape::layer::{Fixed, Layer, Shape};

fixed! {
    time::OffsetDateTime => Type::Opaque("time::OffsetDateTime"),
    time::PrimitiveDateTime => Type::Opaque("time::PrimitiveDateTime"),
    time::UtcOffset => Type::Opaque("time::UtcOffset"),
    time::Date => Type::Opaque("time::Date"),
    time::Time => Type::Opaque("time::Time"),
    time::Duration => Type::Opaque("time::Duration"),
    time::Weekday => Type::Opaque("time::Weekday"),
    time::Month => Type::Opaque("time::Month"),
}
