//! An older program, which knows a chain up to version 2, before records of version 3.

use diesel::prelude::*;
use diesel::sqlite::Sqlite;
use heirloom::envelope::OpenErrorKind;
use heirloom::store::{Heal, Records, StoreErrorKind};
use heirloom::{Found, Version, Versioned, View, json};
use heirloom_tests::user::{User, v2};

use crate::column::ada;

/// The same for a column type: its table, and how SQLite writes a JSON text into it and shows it.
macro_rules! suite {
    ($name:ident, $sql_type:ident, $declared:literal, $literal:literal, $shown:literal) => {
        mod $name {
            use super::*;

            diesel::table! {
                users (id) {
                    id -> BigInt,
                    doc -> $sql_type,
                    note -> Nullable<$sql_type>,
                }
            }

            #[derive(Queryable, Selectable, Insertable, AsChangeset, Identifiable, Debug)]
            #[diesel(table_name = users, check_for_backend(Sqlite))]
            struct Row {
                id: i64,
                doc: Found<v2::User>,
                note: Option<Found<v2::User>>,
            }

            #[derive(Queryable, Selectable, Debug)]
            #[diesel(table_name = users, check_for_backend(Sqlite))]
            struct Shown {
                doc: View<v2::User>,
                note: Option<View<v2::User>>,
            }

            /// Row 1 of version 3, and row 2 of version 2.
            fn table() -> SqliteConnection {
                let mut conn = SqliteConnection::establish(":memory:").unwrap();
                let create = concat!("CREATE TABLE users (id INTEGER PRIMARY KEY, doc ", $declared, " NOT NULL, note ", $declared, ")");
                diesel::sql_query(create).execute(&mut conn).unwrap();
                for (id, version) in [(1_i64, 3), (2, 2)] {
                    let text = json::to_string_at(ada(), Version::major(version)).unwrap();
                    diesel::sql_query(concat!("INSERT INTO users VALUES (?, ", $literal, ", NULL)"))
                        .bind::<diesel::sql_types::BigInt, _>(id)
                        .bind::<diesel::sql_types::Text, _>(text)
                        .execute(&mut conn)
                        .unwrap();
                }
                conn
            }

            fn stored(conn: &mut SqliteConnection) -> Vec<String> {
                #[derive(QueryableByName)]
                struct One {
                    #[diesel(sql_type = diesel::sql_types::Text)]
                    it: String,
                }
                let select = concat!("SELECT ", $shown, " AS it FROM users ORDER BY id");
                let rows: Vec<One> = diesel::sql_query(select).load(conn).unwrap();
                rows.into_iter().map(|row| row.it).collect()
            }

            fn older() -> Records<v2::User, users::id> {
                Records::new(users::id, users::doc)
            }

            #[test]
            fn a_newer_record_is_rejected_where_nothing_else_is_said() {
                let conn = &mut table();
                let before = stored(conn);
                let read = users::table.select(users::doc).load::<Versioned<v2::User>>(conn);
                let error = read.unwrap_err();
                let source = std::error::Error::source(&error).unwrap().to_string();
                assert!(source.ends_with("deploy the newer reader first"), "{source}");
                for error in [
                    older().heal(Heal::Always).get(conn, 1).unwrap_err(),
                    older().update(conn, 1, |_| {}).unwrap_err(),
                ] {
                    let StoreErrorKind::Open(open) = error.kind() else { panic!("{error}") };
                    assert!(matches!(open.kind(), OpenErrorKind::TooNew), "{error}");
                }
                assert_eq!(stored(conn), before);
            }

            #[test]
            fn a_newer_record_is_passed_on_as_it_is() {
                let conn = &mut table();
                let before = stored(conn);
                let rows: Vec<Row> = users::table.order(users::id).load(conn).unwrap();
                let Found::Newer(newer) = &rows[0].doc else { panic!("{:?}", rows[0]) };
                assert_eq!(newer.version(), Version::major(3));
                assert!(matches!(&rows[1].doc, Found::Known(user) if user.full_name == "Ada Lovelace"));
                for row in rows {
                    let row = Row { note: Some(row.doc.clone()), ..row };
                    diesel::update(&row).set(&row).execute(conn).unwrap();
                    let again: Row = users::table.find(row.id).first(conn).unwrap();
                    assert_eq!(Some(again.doc), again.note);
                }
                assert_eq!(stored(conn), before);
                let latest: Versioned<User> =
                    users::table.find(1).select(users::doc).first(conn).unwrap();
                assert_eq!(*latest, ada());

                assert!(matches!(older().find(conn, 1).unwrap(), Some(Found::Newer(_))));
                assert!(matches!(older().find(conn, 2).unwrap(), Some(Found::Known(_))));
                assert!(older().find(conn, 3).unwrap().is_none());
            }

            #[test]
            fn a_newer_record_is_shown_as_far_as_it_is_known() {
                let conn = &mut table();
                let before = stored(conn);
                // Version 3 has no full name: it is not shown as one that is empty.
                let error = older().view(conn, 1).unwrap_err();
                let StoreErrorKind::Open(open) = error.kind() else { panic!("{error}") };
                assert!(matches!(open.kind(), OpenErrorKind::TooNew), "{error}");

                let newer = r#"{"$v":9,"full_name":"Ada","email":"","status":"Active","x":1}"#;
                diesel::update(users::table.find(1))
                    .set(users::doc.eq(json::find_str::<v2::User>(newer).unwrap()))
                    .execute(conn)
                    .unwrap();
                let shown: Vec<Shown> =
                    users::table.order(users::id).select(Shown::as_select()).load(conn).unwrap();
                assert!(shown[0].doc.is_newer() && shown[0].doc.full_name == "Ada");
                assert!(!shown[1].doc.is_newer() && shown[1].note.is_none());
                let view = older().heal(Heal::Always).view(conn, 1).unwrap().unwrap();
                assert_eq!((view.stored(), view.is_newer()), (Version::major(9), true));
                assert_eq!(stored(conn)[1], before[1]);
            }
        }
    };
}

suite!(text, Text, "TEXT", "?", "doc");
suite!(binary, Binary, "BLOB", "CAST(? AS BLOB)", "CAST(doc AS TEXT)");
suite!(jsonb, Jsonb, "BLOB", "jsonb(?)", "json(doc)");
