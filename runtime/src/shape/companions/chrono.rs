//! Strings: RFC 3339 where there is an offset, ISO 8601 without.

use crate::shape::Type;
use crate::shape::layer::{Fixed, Layer, Shape};
use crate::shape::scalars::format;

fixed! {
    chrono::DateTime<chrono::Utc> => format("chrono::DateTime<Utc>"),
    chrono::DateTime<chrono::FixedOffset> => format("chrono::DateTime<FixedOffset>"),
    chrono::NaiveDateTime => format("chrono::NaiveDateTime"),
    chrono::NaiveDate => format("chrono::NaiveDate"),
    chrono::NaiveTime => format("chrono::NaiveTime"),
    chrono::Weekday => format("chrono::Weekday"),
    chrono::Month => format("chrono::Month"),
}
