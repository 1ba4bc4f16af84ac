//! SQLite's binary JSON, as a column reads and writes it; SQLite itself has the second opinion.

use std::cell::RefCell;

use diesel::deserialize::{FromSql, FromSqlRow};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Jsonb, Nullable, Text};
use diesel::sqlite::{Sqlite, SqliteValue};
use heirloom::envelope::SealErrorKind;
use heirloom::{Migrate, Versioned, json};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A record that is any JSON, with a tag or without.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "anything", version = 1, untagged)]
struct Anything(Value);

type Record = Versioned<Anything>;

#[derive(FromSqlRow)]
struct Bytes(Vec<u8>);

impl FromSql<Jsonb, Sqlite> for Bytes {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> diesel::deserialize::Result<Self> {
        Ok(Self(value.read_blob().to_vec()))
    }
}

/// A blob if the first byte is even, else a text.
pub(super) fn jsonb(bytes: &[u8]) {
    thread_local! {
        static CONNECTION: RefCell<SqliteConnection> =
            RefCell::new(SqliteConnection::establish(":memory:").expect("SQLite is compiled in"));
    }
    let Some((how, rest)) = bytes.split_first() else { return };
    CONNECTION.with_borrow_mut(|conn| {
        if how % 2 == 0 {
            blob(conn, rest);
        } else if let Ok(text) = std::str::from_utf8(rest) {
            encoded(conn, text);
        }
    });
}

fn opened(conn: &mut SqliteConnection, blob: &[u8]) -> QueryResult<Record> {
    diesel::dsl::sql::<Jsonb>("SELECT ").bind::<Binary, _>(blob).get_result(conn)
}

/// What is read of a blob is what SQLite reads of it, and is written as SQLite writes it.
fn blob(conn: &mut SqliteConnection, blob: &[u8]) {
    let Ok(record) = opened(conn, blob) else { return };
    let valid = "SELECT iif(json_valid(";
    let text: Option<String> = diesel::dsl::sql::<Nullable<Text>>(valid)
        .bind::<Binary, _>(blob)
        .sql(", 8), json(")
        .bind::<Binary, _>(blob)
        .sql("), NULL)")
        .get_result(conn)
        .expect("a check and a conversion");
    if let Some(text) = text {
        let same: Record = json::open_str(&text).expect(&text);
        assert_eq!(*same, *record, "{text}");
    }
    written(conn, &record);
}

/// A text as SQLite encodes it opens as the text does.
fn encoded(conn: &mut SqliteConnection, text: &str) {
    let Ok(record) = json::open_str::<Anything>(text) else { return };
    let theirs = diesel::dsl::sql::<Binary>("SELECT jsonb(").bind::<Text, _>(text).sql(")");
    if let Ok(blob) = theirs.get_result::<Vec<u8>>(conn) {
        assert_eq!(*opened(conn, &blob).expect(text), *record, "{text}");
    }
    written(conn, &record);
}

fn written(conn: &mut SqliteConnection, record: &Record) {
    let sealed = match json::seal_to_string(record) {
        Ok(sealed) => sealed,
        Err(error) => {
            let reserved = matches!(error.kind(), SealErrorKind::ReservedMember { .. });
            assert!(
                reserved,
                "{error}: any JSON has members of any name, and nothing else is wrong"
            );
            return;
        }
    };
    let ours = diesel::select(record.clone().into_sql::<Jsonb>()).get_result::<Bytes>(conn);
    let theirs = diesel::dsl::sql::<Binary>("SELECT jsonb(").bind::<Text, _>(&sealed).sql(")");
    let (Ok(Bytes(ours)), Ok(theirs)) = (ours, theirs.get_result::<Vec<u8>>(conn)) else { return };
    assert_eq!(ours, theirs, "{sealed}");
    assert_eq!(*opened(conn, &ours).expect(&sealed), **record, "{sealed}");
}

pub(super) fn jsonb_seeds() -> Vec<Vec<u8>> {
    let texts = [
        r#"{"$v":1,"$d":[true,false,null,0,-1,12345678901234567890,1.5,-0.0,1e300,1e-7]}"#,
        r#"{"quo\"te":"\\ \n \u0001 snow ☃","long":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}"#,
        r#"{"":{"":[[],{},[[]]]}}"#,
        "7",
    ];
    let blobs: [&[u8]; 6] = [
        b"\x00",
        b"\x8b\x47a\\u0041\x155",
        b"\x5b\x430x1F\x362.5",
        b"\x9c\x27$v\x131\x277d\x19'",
        b"\xcb\x09\x4aa\"b\n\x89\\v\\'\\x41",
        b"\xeb\x00\x00\x00\x03\x00\x01\x02",
    ];
    let texts = texts.iter().map(|text| [b"\x01", text.as_bytes()].concat());
    texts.chain(blobs.iter().map(|blob| [b"\x00", *blob].concat())).collect()
}
