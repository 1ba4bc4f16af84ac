//! `Versioned<T>` in ordinary diesel models, for each column type.

pub(crate) use diesel::connection::SimpleConnection as _;
pub(crate) use diesel::prelude::*;
pub(crate) use heirloom::envelope::OpenErrorKind;
pub(crate) use heirloom::{OpenError, Version, Versioned, json};
pub(crate) use heirloom_tests::user::User;

pub(crate) use crate::ada;

/// In a module that has `database()`, `Conn` and `Backend`: a column of one type, how it is declared, and how a row of key and text is inserted.
macro_rules! columns {
    ($name:ident, $sql_type:ident, $declared:literal, $insert:literal) => {
        mod $name {
            use super::*;
            use $crate::column::*;

            diesel::table! {
                users (id) {
                    id -> BigInt,
                    doc -> $sql_type,
                    note -> Nullable<$sql_type>,
                }
            }

            #[derive(HasQuery, Insertable, AsChangeset, Identifiable)]
            #[derive(Debug, Clone, PartialEq)]
            #[diesel(table_name = users, check_for_backend(Backend), treat_none_as_null = true)]
            pub(super) struct Row {
                pub(super) id: i64,
                pub(super) doc: Versioned<User>,
                pub(super) note: Option<Versioned<User>>,
            }

            fn table() -> Option<Conn> {
                let mut conn = database()?.connect();
                let columns = concat!("doc ", $declared, " NOT NULL, note ", $declared);
                conn.batch_execute(&format!("CREATE TABLE users (id bigint PRIMARY KEY, {columns})"))
                    .unwrap();
                Some(conn)
            }

            fn insert(conn: &mut Conn, id: i64, doc: &str) {
                diesel::sql_query($insert)
                    .bind::<diesel::sql_types::BigInt, _>(id)
                    .bind::<diesel::sql_types::Text, _>(doc)
                    .execute(conn)
                    .unwrap();
            }

            #[test]
            fn models_round_trip() {
                let Some(mut conn) = table() else { return };
                let rows = vec![
                    Row { id: 1, doc: ada().into(), note: None },
                    Row { id: 2, doc: ada().into(), note: Some(ada().into()) },
                ];
                diesel::insert_into(users::table).values(&rows).execute(&mut conn).unwrap();
                let loaded: Vec<Row> = Row::query().order(users::id).load(&mut conn).unwrap();
                assert_eq!(loaded.len(), 2);
                assert_eq!(*loaded[1].doc, ada());
                assert_eq!(loaded[1].note.as_deref(), Some(&ada()));
                assert_eq!(loaded[0].note, None);
                assert!(!loaded[0].doc.is_stale());
            }

            #[test]
            fn every_version_is_read_and_the_latest_is_written() {
                let Some(mut conn) = table() else { return };
                let conn = &mut conn;
                insert(conn, 1, r#"{"$v":1,"name":"Ada Lovelace","email":"ada@example.org"}"#);
                insert(conn, 2, &json::to_string_at(ada(), Version::major(2)).unwrap());
                insert(conn, 3, &json::to_string(&ada()).unwrap());
                let mut rows: Vec<Row> = users::table.order(users::id).load(conn).unwrap();
                let stored: Vec<_> =
                    rows.iter().map(|row| row.doc.stored().unwrap().to_string()).collect();
                assert_eq!(stored, ["1", "2", "3"]);
                assert!(rows.iter().all(|row| *row.doc == ada()));

                rows[0].doc.tags.push("edited".into());
                diesel::update(&rows[0]).set(&rows[0]).execute(conn).unwrap();
                let saved: Row = users::table.find(1).first(conn).unwrap();
                assert_eq!(saved.doc.tags, ["edited"]);
                assert_eq!(saved.doc.stored(), Some(Version::major(3)));
            }

            #[test]
            fn a_carry_survives_a_change_of_the_row() {
                let Some(mut conn) = table() else { return };
                let carry = r#"{"4":{"nick":"the countess"}}"#;
                insert(&mut conn, 1, &format!(
                    r#"{{"$v":2,"$c":{carry},"full_name":"Ada Lovelace","email":"","status":"Active"}}"#
                ));
                let mut row: Row = users::table.find(1).first(&mut conn).unwrap();
                row.doc.tags.push("edited".into());
                diesel::update(&row).set(&row).execute(&mut conn).unwrap();
                let row: Row = users::table.find(1).first(&mut conn).unwrap();
                assert_eq!(row.doc.tags, ["edited"]);
                // `jsonb` puts blanks between.
                let held: serde_json::Value =
                    serde_json::from_str(row.doc.carry().unwrap().get()).unwrap();
                assert_eq!(held, serde_json::json!({ "4": { "nick": "the countess" } }));
            }

            #[test]
            fn what_cannot_be_read_is_an_error_that_names_the_version() {
                let Some(mut conn) = table() else { return };
                insert(&mut conn, 1, r#"{"$v":9,"name":"Ada"}"#);
                let error = users::table.find(1).first::<Row>(&mut conn).unwrap_err();
                let source = std::error::Error::source(&error).unwrap();
                let open = source.downcast_ref::<OpenError>().unwrap();
                assert!(matches!(open.kind(), OpenErrorKind::TooNew), "{open}");
            }
        }
    };
}
pub(crate) use columns;
