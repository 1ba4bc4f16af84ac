//! SQLite's binary JSON, against SQLite's own functions and against garbage.

use std::error::Error;

use diesel::prelude::*;
use diesel::sql_types::{Binary, Jsonb, Text};
use heirloom::store::{StoreError, StoreErrorKind};
use heirloom::{Migrate, OpenError, Versioned, json};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A record that holds any JSON.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "anything", version = 1)]
struct Anything {
    value: Value,
}

type Record = Versioned<Anything>;

fn connection() -> SqliteConnection {
    SqliteConnection::establish(":memory:").unwrap()
}

/// A blob, read as a column of type `Jsonb`.
fn read(conn: &mut SqliteConnection, blob: &[u8]) -> QueryResult<Record> {
    let select = diesel::dsl::sql::<Jsonb>("SELECT ").bind::<Binary, _>(blob);
    select.get_result(conn)
}

/// A record, written as a column of type `Jsonb`.
fn written(conn: &mut SqliteConnection, record: &Record) -> Vec<u8> {
    diesel::select(record.clone().into_sql::<Jsonb>())
        .get_result::<Bytes>(conn)
        .map(|bytes| bytes.0)
        .unwrap()
}

#[derive(diesel::deserialize::FromSqlRow)]
struct Bytes(Vec<u8>);

impl diesel::deserialize::FromSql<Jsonb, diesel::sqlite::Sqlite> for Bytes {
    fn from_sql(
        mut value: diesel::sqlite::SqliteValue<'_, '_, '_>,
    ) -> diesel::deserialize::Result<Self> {
        Ok(Self(value.read_blob().to_vec()))
    }
}

/// What SQLite makes of a JSON text.
fn jsonb(conn: &mut SqliteConnection, text: &str) -> Vec<u8> {
    diesel::dsl::sql::<Binary>("SELECT jsonb(")
        .bind::<Text, _>(text)
        .sql(")")
        .get_result(conn)
        .expect(text)
}

/// What SQLite makes of a blob.
fn text(conn: &mut SqliteConnection, blob: &[u8]) -> String {
    diesel::dsl::sql::<Text>("SELECT json(")
        .bind::<Binary, _>(blob)
        .sql(")")
        .get_result(conn)
        .unwrap()
}

fn agrees(conn: &mut SqliteConnection, value: Value) {
    let record = Record::new(Anything { value });
    let sealed = json::seal_to_string(&record).unwrap();
    // Not the value itself: serde_json may read a float's last digit differently.
    let reread: Record = json::open_str(&sealed).unwrap();
    let blob = written(conn, &record);
    assert_eq!(blob, jsonb(conn, &sealed), "{sealed}");
    assert_eq!(text(conn, &blob), sealed);
    assert_eq!(*read(conn, &blob).expect(&sealed), *reread);
}

#[test]
fn blobs_are_byte_for_byte_those_of_sqlite() {
    let conn = &mut connection();
    for text in [
        r"null",
        r"[true,false,null,0,-1,12345678901234567890,1.5,-0.0,1e300,1e-7]",
        r#""""#,
        r#""plain""#,
        r#""quo\"te \\ \n \u0001 snow ☃""#,
        r#"{"":{"":[[],{},[[]]]}}"#,
        r#"{"key \" with escape":1}"#,
    ] {
        agrees(conn, serde_json::from_str(text).unwrap());
    }
    // Sizes around each width of a header.
    for length in [10, 11, 12, 13, 254, 255, 256, 257, 65534, 65535, 65536, 65537, 1 << 20] {
        agrees(conn, Value::String("x".repeat(length)));
        agrees(conn, Value::Array(vec![Value::from(1); length / 2]));
    }
    let deep = (0..100).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
    agrees(conn, deep);
}

#[test]
fn what_only_json5_can_write_is_read_as_sqlite_reads_it() {
    let conn = &mut connection();
    for value in [
        "'single'",
        r"'it\'s'",
        "'say \"hi\"'",
        r"'\v\0\x41\x22\/\b\f\n\r\t\u0041'",
        "'join\\\ned'",
        "'join\\\r\ned'",
        "'join\\\u{2028}ed'",
        "0x1F",
        "-0xff",
        "+5",
        ".5",
        "5.",
        "-.5",
        "-5.e3",
        "[1,2,]",
        "{a:1,$b:2,}",
        "\"tab\there\"",
        " /* comment */ [ 1 , // to the end\n 2 ] ",
    ] {
        let blob = jsonb(conn, &format!("{{'$v':1,value:{value}}}"));
        let canonical = text(conn, &blob);
        let expected: Anything = json::from_str(&canonical).expect(&canonical);
        assert_eq!(*read(conn, &blob).expect(value), expected, "{value}");
    }
    // A text that SQL put in, stored unescaped.
    let blob: Vec<u8> = diesel::dsl::sql::<Binary>(
        "SELECT jsonb_object('$v', 1, 'value', 'a \"quote\", a \\ and a ' || char(10, 1))",
    )
    .get_result(conn)
    .unwrap();
    assert_eq!(read(conn, &blob).unwrap().value, "a \"quote\", a \\ and a \n\u{1}");
}

/// Every way in which a blob may fail, and none of them a panic.
fn refused(result: QueryResult<Record>) -> Option<String> {
    match result {
        Ok(_) => None,
        Err(error) => {
            let cause = error.source().expect("the column's error");
            if let Some(error) = cause.downcast_ref::<StoreError>() {
                assert!(matches!(error.kind(), StoreErrorKind::Jsonb(_)), "{error}");
                return error.source().map(ToString::to_string);
            }
            Some(cause.downcast_ref::<OpenError>().expect("a typed error").to_string())
        }
    }
}

#[test]
fn damaged_blobs_are_typed_errors_that_name_the_byte() {
    let conn = &mut connection();
    for (blob, problem) in [
        (&[][..], "an element ends behind what encloses it, at byte 0"),
        (&[0x1c, 0x00], "the name of a member is no text, at byte 2"),
        (&[0x1c, 0x07], "the last member of an object has no value, at byte 2"),
        (&[0x2c, 0x17, b'a'], "the last member of an object has no value, at byte 3"),
        (&[0xcc], "an element ends behind what encloses it, at byte 0"),
        (
            &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            "an element ends behind what encloses it, at byte 0",
        ),
        (&[0x2b, 0x27, b'a'], "an element ends behind what encloses it, at byte 1"),
        (&[0x0d], "an element is of a type that does not exist, at byte 1"),
        (&[0x10, 0x00], "a constant has a payload, at byte 1"),
        (&[0xc0, 0x00], "a constant has a payload, at byte 2"),
        (&[0x2b, 0x27, b'a', b'b'], "an element ends behind what encloses it, at byte 1"),
        (&[0x03], "a number is none, at byte 1"),
        (&[0x33, b'1', b',', b'2'], "a number is none, at byte 1"),
        (&[0x34, b'1', b'f', b'f'], "a hexadecimal number is none, or too large, at byte 1"),
        (&[0x17, b'"'], "a text holds what has to be escaped, at byte 1"),
        (&[0x17, b'\\'], "a text holds what has to be escaped, at byte 1"),
        (&[0x18, b'\\'], "a text holds what has to be escaped, at byte 1"),
        (&[0x49, b'\\', b'x', b'"', b'"'], "a text holds an escape that is none, at byte 1"),
        (&[0x1a, 0xff], "its text is not UTF-8, at byte 1"),
        (&[0x00, 0x00], "something follows the document, at byte 1"),
    ] {
        assert_eq!(refused(read(conn, blob)).as_deref(), Some(problem), "{blob:x?}");
    }
    // A thousand containers, each in the one before it, are more than SQLite's own functions read.
    let mut deep = vec![0x0b];
    for _ in 0..2000 {
        let mut outer = vec![0xeb];
        outer.extend_from_slice(&u32::try_from(deep.len()).unwrap().to_be_bytes());
        outer.append(&mut deep);
        deep = outer;
    }
    let problem = refused(read(conn, &deep)).unwrap();
    assert!(problem.starts_with("it is nested too deeply"), "{problem}");
}

#[test]
fn a_record_too_deep_for_sqlite_is_not_written() {
    let conn = &mut connection();
    let deep = (0..1001).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
    let record = Record::new(Anything { value: deep });
    let result = diesel::select(record.into_sql::<Jsonb>()).get_result::<Bytes>(conn);
    assert!(matches!(result.err(), Some(diesel::result::Error::SerializationError(_))));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        "[\\x00-\\x7f]{0,300}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::btree_map(".{0,12}", inner, 0..8)
                .prop_map(|map| map.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_is_written_and_read_as_sqlite_does(value in any_json()) {
        agrees(&mut connection(), value);
    }

    #[test]
    fn garbage_is_refused_without_a_panic(blob in prop::collection::vec(any::<u8>(), 0..200)) {
        refused(read(&mut connection(), &blob));
    }

    #[test]
    fn a_damaged_byte_never_panics(value in any_json(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let conn = &mut connection();
        let mut blob = written(conn, &Record::new(Anything { value }));
        let at = at.index(blob.len());
        blob[at] = byte;
        refused(read(conn, &blob));
    }

    /// Where our reader accepts a damaged blob, SQLite reads the same from it.
    #[test]
    fn what_is_accepted_is_what_sqlite_reads(value in any_json(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let conn = &mut connection();
        let mut blob = written(conn, &Record::new(Anything { value }));
        let at = at.index(blob.len());
        blob[at] = byte;
        if let Ok(record) = read(conn, &blob) {
            let theirs: Anything = json::from_str(&text(conn, &blob)).unwrap();
            prop_assert_eq!(record.into_inner(), theirs);
        }
    }
}
