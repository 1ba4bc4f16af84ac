//! Keys of every type.

pub(crate) use diesel::connection::SimpleConnection as _;
pub(crate) use heirloom::store::{Heal, RowKey, StoreErrorKind};
pub(crate) use heirloom_tests::user::User;

/// In a module that has `database()`: a key of one type, how it is declared and written in SQL, and another one.
macro_rules! key {
    ($name:ident, $sql_type:ident, $declared:literal, $literal:literal, $key:expr, $other:expr) => {
        #[test]
        fn $name() {
            diesel::table! {
                users (id) {
                    id -> $sql_type,
                    doc -> Json,
                }
            }
            let Some(database) = database() else { return };
            let conn = &mut database.connect();
            conn.batch_execute(concat!(
                "CREATE TABLE users (id ",
                $declared,
                " PRIMARY KEY, doc json NOT NULL); INSERT INTO users VALUES (",
                $literal,
                r#", '{"$v":1,"name":"Ada Lovelace","email":""}')"#
            ))
            .unwrap();
            let records = heirloom::store::Records::<User, _>::new(users::id, users::doc);
            let user = records.clone().heal(Heal::Always).get(conn, $key).unwrap().unwrap();
            assert!(!user.is_stale());
            records.update(conn, $key, |user| user.tags.push("edited".into())).unwrap();
            assert_eq!(records.get(conn, $key).unwrap().unwrap().tags, ["edited"]);
            assert!(records.get(conn, $other).unwrap().is_none());
        }
    };
}
pub(crate) use key;

/// A key that is none.
macro_rules! key_that_names_two {
    () => {
#[test]
fn a_key_that_names_two_rows_is_refused() {
    diesel::table! {
        users (id) {
            id -> Text,
            doc -> Text,
        }
    }
    let Some(database) = database() else { return };
    let conn = &mut database.connect();
    conn.batch_execute(
        "CREATE TABLE users (id varchar(9), doc text); INSERT INTO users VALUES ('a', '{}'), ('a', '{}')",
    )
    .unwrap();
    let records = heirloom::store::Records::<User, _>::new(users::id, users::doc);
    let error = records.get(conn, "a").unwrap_err();
    assert!(matches!(error.kind(), StoreErrorKind::KeyNotUnique), "{error}");
    assert_eq!(error.key(), Some(&RowKey::from("a")));
}
    };
}
pub(crate) use key_that_names_two;
