//! `Versioned<T>` in ordinary diesel models, for each column type.

use std::error::Error;

use diesel::prelude::*;
use diesel::sqlite::Sqlite;
use heirloom::envelope::OpenErrorKind;
use heirloom::store::{StoreError, StoreErrorKind};
use heirloom::{OpenError, Version, Versioned, json};
use heirloom_tests::user::{Status, User};

pub(crate) fn ada() -> User {
    User {
        first_name: "Ada".into(),
        last_name: "Lovelace".into(),
        email: Some("ada@example.org".into()),
        status: Status::Active,
        tags: vec![],
    }
}

/// The same suite for a column type: its table, and how SQLite writes a JSON text into it.
macro_rules! suite {
    ($name:ident, $sql_type:ident, $declared:literal, $literal:literal) => {
        mod $name {
            use super::*;

            diesel::table! {
                users (id) {
                    id -> BigInt,
                    name -> Text,
                    doc -> $sql_type,
                    note -> Nullable<$sql_type>,
                }
            }

            #[derive(Queryable, Selectable, Insertable, AsChangeset, Identifiable)]
            #[derive(Debug, Clone, PartialEq)]
            #[diesel(table_name = users, check_for_backend(Sqlite))]
            #[diesel(treat_none_as_null = true)]
            struct Row {
                id: i64,
                name: String,
                doc: Versioned<User>,
                note: Option<Versioned<User>>,
            }

            fn table() -> SqliteConnection {
                let mut conn = SqliteConnection::establish(":memory:").unwrap();
                diesel::sql_query(concat!(
                    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, doc ",
                    $declared,
                    " NOT NULL, note ",
                    $declared,
                    ")"
                ))
                .execute(&mut conn)
                .unwrap();
                conn
            }

            fn insert(conn: &mut SqliteConnection, id: i64, doc: &str) {
                let statement =
                    format!(concat!("INSERT INTO users VALUES (?, 'raw', ", $literal, ", NULL)"));
                diesel::sql_query(statement)
                    .bind::<diesel::sql_types::BigInt, _>(id)
                    .bind::<diesel::sql_types::Text, _>(doc)
                    .execute(conn)
                    .unwrap();
            }

            fn row(id: i64) -> Row {
                Row { id, name: "ada".into(), doc: ada().into(), note: None }
            }

            #[test]
            fn models_round_trip() {
                let conn = &mut table();
                let with_note = Row { note: Some(ada().into()), ..row(2) };
                let rows = vec![row(1), with_note];
                let returned: Vec<Row> = diesel::insert_into(users::table)
                    .values(&rows)
                    .returning(Row::as_returning())
                    .get_results(conn)
                    .unwrap();
                let loaded: Vec<Row> =
                    users::table.order(users::id).select(Row::as_select()).load(conn).unwrap();
                assert_eq!(returned, loaded);
                assert_eq!(*loaded[1].doc, ada());
                assert_eq!(loaded[1].note.as_deref(), Some(&ada()));
                assert_eq!(loaded[0].note, None);
                assert_eq!(loaded[0].doc.stored(), Some(Version::major(3)));
                assert!(!loaded[0].doc.is_stale());
            }

            #[test]
            fn every_version_is_read_and_the_latest_is_written() {
                let conn = &mut table();
                insert(conn, 1, r#"{"$v":1,"name":"Ada Lovelace","email":"ada@example.org"}"#);
                insert(conn, 2, &json::to_string_at(ada(), Version::major(2)).unwrap());
                insert(conn, 3, &json::to_string(&ada()).unwrap());
                let mut rows: Vec<Row> = users::table.order(users::id).load(conn).unwrap();
                let stored: Vec<_> =
                    rows.iter().map(|row| row.doc.stored().unwrap().to_string()).collect();
                assert_eq!(stored, ["1", "2", "3"]);
                assert_eq!(rows.iter().map(|row| row.doc.is_stale()).filter(|stale| *stale).count(), 2);
                assert!(rows.iter().all(|row| *row.doc == ada()));

                rows[0].doc.tags.push("edited".into());
                rows[0].note = Some(ada().into());
                let saved: Row = rows[0].save_changes(conn).unwrap();
                assert_eq!(saved.doc.tags, ["edited"]);
                assert_eq!(saved.doc.stored(), Some(Version::major(3)));
                assert_eq!(saved.note.as_deref(), Some(&ada()));
                diesel::update(users::table.find(1))
                    .set(users::note.eq(None::<Versioned<User>>))
                    .execute(conn)
                    .unwrap();
                let note: Option<Versioned<User>> =
                    users::table.find(1).select(users::note).first(conn).unwrap();
                assert_eq!(note, None);
            }

            #[test]
            fn a_carry_survives_a_change_of_the_row() {
                let conn = &mut table();
                let carry = r#"{"4":{"nick":"the countess"}}"#;
                insert(conn, 1, &format!(
                    r#"{{"$v":2,"$c":{carry},"full_name":"Ada Lovelace","email":"","status":"Active"}}"#
                ));
                let mut row: Row = users::table.find(1).first(conn).unwrap();
                row.doc.tags.push("edited".into());
                diesel::update(&row).set(&row).execute(conn).unwrap();
                let row: Row = users::table.find(1).first(conn).unwrap();
                assert_eq!(row.doc.tags, ["edited"]);
                assert_eq!(row.doc.carry().map(heirloom::envelope::Carry::get), Some(carry));
            }

            #[test]
            fn a_bound_record_is_equal_to_what_was_written() {
                let conn = &mut table();
                diesel::insert_into(users::table).values(row(1)).execute(conn).unwrap();
                let wanted = Versioned::new(ada());
                let by_ref = users::table.filter(users::doc.eq(&wanted));
                assert_eq!(by_ref.count().get_result::<i64>(conn).unwrap(), 1);
                let noted = users::table.filter(users::note.eq(wanted));
                assert_eq!(noted.count().get_result::<i64>(conn).unwrap(), 0);
            }

            #[test]
            fn a_record_that_cannot_be_opened_is_the_error() {
                let conn = &mut table();
                insert(conn, 1, r#"{"$v":9}"#);
                insert(conn, 2, r#"{"$v":3,"first_name":"Ada"}"#);
                cause(users::table.find(1).first::<Row>(conn), |error: &OpenError| {
                    assert!(matches!(error.kind(), OpenErrorKind::TooNew), "{error}");
                });
                cause(users::table.find(2).first::<Row>(conn), |error: &OpenError| {
                    assert_eq!(error.kind().code(), "malformed");
                });
                // The other rows are read all the same.
                insert(conn, 3, &json::to_string(&ada()).unwrap());
                assert!(users::table.find(3).first::<Row>(conn).is_ok());
            }

            #[test]
            fn a_value_of_another_type_is_a_typed_error() {
                let conn = &mut table();
                let (text, blob) = ("'{\"$v\":3}'", "x'7b7d'");
                let other = if $declared == "BLOB" { text } else { blob };
                for (id, value) in [(1, other), (2, "42"), (3, "4.5")] {
                    // Without affinity, so that numbers stay what they are.
                    let insert = format!(
                        "DROP TABLE users; CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, doc BLOB, note BLOB); \
                         INSERT INTO users VALUES ({id}, 'raw', {value}, NULL)"
                    );
                    diesel::connection::SimpleConnection::batch_execute(conn, &insert).unwrap();
                    cause(users::table.find(id).first::<Row>(conn), |error: &StoreError| {
                        assert!(matches!(error.kind(), StoreErrorKind::WrongType { .. }), "{error}");
                        assert!(error.to_string().contains("convert the row"), "{error}");
                    });
                }
            }
        }
    };
}

suite!(text, Text, "TEXT", "?");
suite!(json_text, Json, "TEXT", "?");
suite!(binary, Binary, "BLOB", "CAST(? AS BLOB)");
suite!(jsonb_blob, Jsonb, "BLOB", "jsonb(?)");

/// What diesel's error says of the column, by type.
fn cause<T: std::fmt::Debug, E: Error + 'static>(result: QueryResult<T>, test: impl FnOnce(&E)) {
    let error = result.expect_err("refused");
    let cause = error.source().and_then(|cause| cause.downcast_ref::<E>());
    test(cause.unwrap_or_else(|| panic!("{error:?}")));
}

diesel::table! {
    texts (id) {
        id -> Integer,
        doc -> Text,
    }
}

#[test]
fn text_that_is_not_utf_8_is_a_typed_error_and_replacement_characters_are_text() {
    for encoding in ["UTF-8", "UTF-16le", "UTF-16be"] {
        let conn = &mut SqliteConnection::establish(":memory:").unwrap();
        diesel::connection::SimpleConnection::batch_execute(
            conn,
            &format!(
                "PRAGMA encoding = '{encoding}'; CREATE TABLE texts (id INTEGER PRIMARY KEY, doc TEXT);"
            ),
        )
        .unwrap();
        let mut user = ada();
        user.last_name = "\u{fffd} 🜁".into();
        diesel::insert_into(texts::table)
            .values((texts::id.eq(1), texts::doc.eq(Versioned::new(user.clone()))))
            .execute(conn)
            .unwrap();
        let read: Versioned<User> =
            texts::table.find(1).select(texts::doc).first(conn).expect(encoding);
        assert_eq!(*read, user, "{encoding}");

        diesel::sql_query(
            "INSERT INTO texts VALUES (2, CAST(x'7b222476223a332c2278223a22ffd800227d' AS TEXT))",
        )
        .execute(conn)
        .unwrap();
        let read = texts::table.find(2).select(texts::doc).first::<Versioned<User>>(conn);
        cause(read, |error: &OpenError| {
            assert_eq!(error.kind().code(), "malformed", "{encoding}");
        });
    }
}

#[test]
fn a_document_of_16_mib_round_trips() {
    let conn = &mut SqliteConnection::establish(":memory:").unwrap();
    diesel::sql_query("CREATE TABLE texts (id INTEGER PRIMARY KEY, doc TEXT)")
        .execute(conn)
        .unwrap();
    let mut user = ada();
    user.tags = vec!["x".repeat(1 << 20); 16];
    diesel::insert_into(texts::table)
        .values((texts::id.eq(1), texts::doc.eq(Versioned::new(user.clone()))))
        .execute(conn)
        .unwrap();
    let read: Versioned<User> = texts::table.select(texts::doc).first(conn).unwrap();
    assert_eq!(*read, user);
}
