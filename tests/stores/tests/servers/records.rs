//! Records by key: upgraded when they are read, and never written over somebody else's.

pub(crate) use std::thread;

pub(crate) use diesel::connection::SimpleConnection as _;
pub(crate) use diesel::prelude::*;
pub(crate) use diesel::sql_types::Text;
pub(crate) use heirloom::Version;
pub(crate) use heirloom::envelope::OpenErrorKind;
pub(crate) use heirloom::store::{Heal, Healed, Records, StoreErrorKind};
pub(crate) use heirloom_store_tests::statements;
pub(crate) use heirloom_tests::user::User;

pub(crate) const OLD: &str = r#"{"$v":1,"name":"Ada Lovelace","email":"ada@example.org"}"#;

#[derive(QueryableByName)]
pub(crate) struct One {
    #[diesel(sql_type = diesel::sql_types::Nullable<Text>)]
    pub(crate) it: Option<String>,
}

/// In a module that has `database()`, `Database` and `Conn`: a column of one type, how it is declared, how a row of key and text is
/// inserted, how the document is shown as text, and a trigger that refuses updates.
macro_rules! records {
    ($name:ident, $sql_type:ident, $declared:literal, $insert:literal, $shown:literal, $refuse:expr) => {
        mod $name {
            use super::*;

            diesel::table! {
                users (id) {
                    id -> BigInt,
                    doc -> Nullable<$sql_type>,
                    carry -> Nullable<$sql_type>,
                }
            }

            fn records() -> Records<User, users::id> {
                Records::new(users::id, users::doc)
            }

            fn table() -> Option<Database> {
                let database = database()?;
                let columns = concat!("doc ", $declared, ", carry ", $declared);
                let sql = format!("CREATE TABLE users (id bigint PRIMARY KEY, {columns})");
                database.connect().batch_execute(&sql).unwrap();
                Some(database)
            }

            fn insert(conn: &mut Conn, id: i64, doc: &str) {
                diesel::sql_query($insert)
                    .bind::<diesel::sql_types::BigInt, _>(id)
                    .bind::<Text, _>(doc)
                    .execute(conn)
                    .unwrap();
            }

            fn stored(conn: &mut Conn, id: i64) -> Option<String> {
                let sql =
                    format!(concat!("SELECT ", $shown, " AS it FROM users WHERE id = {}"), id);
                let row: One = diesel::sql_query(sql).get_result(conn).unwrap();
                row.it
            }

            #[test]
            fn a_write_back_is_one_statement() {
                let Some(database) = table() else { return };
                let conn = &mut database.connect();
                insert(conn, 1, OLD);
                let statements = statements(conn);
                let healing = records().heal(Heal::Always);
                assert!(healing.get(conn, 1).unwrap().is_some());
                assert_eq!(*statements.lock().unwrap(), ["SELECT", "UPDATE"]);
            }

            #[test]
            fn a_read_upgrades_and_leaves_the_row_unless_healing_is_wanted() {
                let Some(database) = table() else { return };
                let conn = &mut database.connect();
                insert(conn, 1, OLD);
                let before = stored(conn, 1);
                let read = records().get(conn, 1).unwrap().unwrap();
                assert!(read.is_stale() && read.first_name == "Ada");
                assert_eq!(stored(conn, 1), before);
                let healed = records().heal(Heal::Always).get(conn, 1).unwrap().unwrap();
                assert!(!healed.is_stale());
                assert_ne!(stored(conn, 1), before);
                let again = records().get(conn, 1).unwrap().unwrap();
                assert!(!again.is_stale() && *again == *healed);
                assert_eq!(records().heal_row(conn, 1).unwrap(), Healed::Current);
                assert_eq!(records().heal_row(conn, 2).unwrap(), Healed::Missing);
            }

            #[test]
            fn concurrent_updates_are_all_there_afterwards() {
                let Some(database) = table() else { return };
                insert(&mut database.connect(), 1, OLD);
                thread::scope(|scope| {
                    for writer in 0..4 {
                        let mut conn = database.connect();
                        scope.spawn(move || {
                            for edit in 0..20 {
                                let tag = format!("{writer}-{edit}");
                                records()
                                    .update(&mut conn, 1, |user| user.tags.push(tag.clone()))
                                    .unwrap();
                            }
                        });
                    }
                    let mut conn = database.connect();
                    scope.spawn(move || {
                        for _ in 0..40 {
                            records().heal(Heal::Always).get(&mut conn, 1).unwrap();
                        }
                    });
                });
                let user = records().get(&mut database.connect(), 1).unwrap().unwrap();
                assert_eq!(user.tags.len(), 80);
            }

            #[test]
            fn a_newer_record_is_refused_and_stays() {
                let Some(database) = table() else { return };
                let conn = &mut database.connect();
                insert(conn, 1, r#"{"$v":9,"name":"Ada"}"#);
                let before = stored(conn, 1);
                for error in [
                    records().heal(Heal::Always).get(conn, 1).unwrap_err(),
                    records().update(conn, 1, |_| {}).unwrap_err(),
                ] {
                    let StoreErrorKind::Open(open) = error.kind() else { panic!("{error}") };
                    assert!(matches!(open.kind(), OpenErrorKind::TooNew), "{error}");
                }
                assert_eq!(stored(conn, 1), before);
            }

            #[test]
            fn a_write_back_that_fails_does_not_end_the_callers_transaction() {
                let Some(database) = table() else { return };
                let conn = &mut database.connect();
                insert(conn, 1, OLD);
                conn.batch_execute($refuse).unwrap();
                conn.transaction(|conn| {
                    let read = records().heal(Heal::Always).get(conn, 1).unwrap().unwrap();
                    assert!(read.is_stale());
                    insert(conn, 2, OLD);
                    diesel::QueryResult::Ok(())
                })
                .unwrap();
                assert!(stored(conn, 2).is_some());
                assert!(records().heal_row(conn, 1).is_err());
            }

            #[test]
            fn a_carry_has_its_column_and_is_written_with_the_record() {
                let Some(database) = table() else { return };
                let conn = &mut database.connect();
                insert(conn, 1, OLD);
                let records = records().carry(users::carry);
                let healed = records.clone().heal(Heal::Always).get(conn, 1).unwrap().unwrap();
                assert!(!healed.is_stale());
                records.update(conn, 1, |user| user.tags.push("edited".into())).unwrap();
                assert_eq!(records.get(conn, 1).unwrap().unwrap().tags, ["edited"]);
            }
        }
    };
}
pub(crate) use records;

/// What holds of a database whatever the type of its columns: the module of a `json` column, and how its table is made and filled.
macro_rules! whole {
    ($json:ident, $create:literal, $insert:literal, $longtext:literal) => {
        #[test]
        fn programs_with_two_pins_lose_nothing_of_each_other() {
            let Some(database) = database() else { return };
            let conn = &mut database.connect();
            conn.batch_execute($create).unwrap();
            diesel::sql_query($insert).bind::<Text, _>(OLD).execute(conn).unwrap();
            let records = |pin| {
                let records = Records::<User, _>::new($json::users::id, $json::users::doc);
                records.heal(Heal::Always).pin(Version::major(pin)).unwrap()
            };
            thread::scope(|scope| {
                for (writer, pin) in [2, 3, 2, 3].into_iter().enumerate() {
                    let mut conn = database.connect();
                    scope.spawn(move || {
                        for edit in 0..20 {
                            let tag = format!("{writer}-{edit}");
                            records(pin)
                                .update(&mut conn, 1, |user| user.tags.push(tag.clone()))
                                .unwrap();
                            records(pin).get(&mut conn, 1).unwrap();
                        }
                    });
                }
            });
            let user = records(2).get(conn, 1).unwrap().unwrap();
            assert_eq!(user.tags.len(), 80);
            assert_eq!(user.stored(), Some(Version::major(3)));
        }

        #[test]
        fn what_is_missing_is_named_with_what_to_do() {
            let Some(database) = database() else { return };
            let conn = &mut database.connect();
            let error = Records::<User, _>::new(text::users::id, text::users::doc)
                .get(conn, 1)
                .unwrap_err();
            assert!(matches!(error.kind(), StoreErrorKind::NoTable), "{error}");
            // The same connection goes on.
            assert!(conn.batch_execute("SELECT 1").is_ok());
        }

        #[test]
        fn records_are_inserted_listed_counted_and_removed() {
            let Some(database) = database() else { return };
            heirloom_store_tests::handle::check(&mut database.connect(), $longtext);
        }
    };
}
pub(crate) use whole;
