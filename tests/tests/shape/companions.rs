//! The shapes of other crates' types are what those crates write.

use heirloom::Shape;
use heirloom::shape::{Verdict, of, reads};
use serde_json::{Value, json};

/// The text of the shape, and that a value is written so and read back.
fn is<T>(text: &str, written: &Value)
where
    T: Shape + serde::Serialize + serde::de::DeserializeOwned,
{
    assert_eq!(of::<T>().to_string(), format!("{text}\n"));
    let value: T = serde_json::from_value(written.clone()).expect("the type reads its form");
    assert_eq!(serde_json::to_value(&value).expect("it is written"), *written);
    // What is written is a string if the shape says so.
    let as_string = reads(of::<T>(), of::<String>()).verdict();
    assert_eq!(as_string == Verdict::Yes, written.is_string() && as_string != Verdict::Unknown);
}

#[test]
fn other_crates_types_have_the_form_that_they_write() {
    is::<uuid::Uuid>("uuid", &json!("67e55044-10b1-426f-9247-bb680e5fe0c8"));
    is::<url::Url>("url", &json!("https://heirloom.example/a?b=c"));
    is::<chrono::DateTime<chrono::Utc>>("chrono::DateTime<Utc>", &json!("2026-11-21T08:00:00Z"));
    is::<chrono::DateTime<chrono::FixedOffset>>(
        "chrono::DateTime<FixedOffset>",
        &json!("2026-11-21T08:00:00+01:00"),
    );
    is::<chrono::NaiveDateTime>("chrono::NaiveDateTime", &json!("2026-11-21T08:00:00"));
    is::<chrono::NaiveDate>("chrono::NaiveDate", &json!("2026-11-21"));
    is::<chrono::NaiveTime>("chrono::NaiveTime", &json!("08:00:00"));
    is::<chrono::Weekday>("chrono::Weekday", &json!("Sat"));
    is::<chrono::Month>("chrono::Month", &json!("November"));
    is::<jiff::Timestamp>("jiff::Timestamp", &json!("2026-11-21T08:00:00Z"));
    is::<jiff::civil::DateTime>("jiff::civil::DateTime", &json!("2026-11-21T08:00:00"));
    is::<jiff::civil::Date>("jiff::civil::Date", &json!("2026-11-21"));
    is::<jiff::civil::Time>("jiff::civil::Time", &json!("08:00:00"));
    is::<jiff::Zoned>("jiff::Zoned", &json!("2026-11-21T08:00:00+01:00[+01:00]"));
    is::<jiff::Span>("jiff::Span", &json!("P1DT2H"));
    is::<jiff::SignedDuration>("jiff::SignedDuration", &json!("PT26H"));
    is::<time::Date>("\"time::Date\"", &json!([2026, 325]));
    is::<rust_decimal::Decimal>("\"rust_decimal::Decimal\"", &json!("12.50"));
    is::<bytes::Bytes>("list of u8", &json!([1, 2]));
    is::<indexmap::IndexMap<String, u8>>("map string to u8", &json!({"b": 1, "a": 2}));
    is::<indexmap::IndexSet<u8>>("set of u8", &json!([2, 1]));
}

#[test]
fn an_instant_is_read_with_any_offset_and_not_the_reverse() {
    let (utc, any) =
        (of::<chrono::DateTime<chrono::Utc>>(), of::<chrono::DateTime<chrono::FixedOffset>>());
    assert_eq!(reads(utc, any).verdict(), Verdict::Yes);
    assert_eq!(
        reads(any, utc).verdict(),
        Verdict::No,
        "the offset would be lost, which a step can say"
    );
}
