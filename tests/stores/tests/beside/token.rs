//! The change counter of a row.

use crate::on_each_database;

on_each_database! {
    type Backend;
    use std::thread;

    use diesel::connection::SimpleConnection as _;
    use diesel::prelude::*;
    use heirloom::store::{Healed, Records, StoreErrorKind, Token, Updated};
    use heirloom_tests::user::User;

    diesel::table! {
        users (id) {
            id -> BigInt,
            revision -> Integer,
            doc -> Text,
        }
    }

    const TABLE: &str = "CREATE TABLE users (id bigint PRIMARY KEY, revision integer NOT NULL, doc text NOT NULL)";
    const OLD: &str = r#"{"$v":1,"name":"Ada Lovelace","email":""}"#;

    fn records() -> Records<User, users::id> {
        Records::new(users::id, users::doc).token(users::revision)
    }

    fn revision(conn: &mut impl diesel::connection::LoadConnection<Backend = Backend>) -> i32 {
        users::table.find(1).select(users::revision).first(conn).unwrap()
    }

    fn token(text: &str) -> Token {
        text.parse().unwrap()
    }

    #[test]
    fn each_write_counts_one_and_reads_count_nothing() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        conn.batch_execute(&format!("INSERT INTO users VALUES (1, 41, '{OLD}')")).unwrap();
        records().get(conn, 1).unwrap();
        assert_eq!(revision(conn), 41);
        assert_eq!(records().heal_row(conn, 1).unwrap(), Healed::Written);
        assert_eq!(revision(conn), 42);
        records().update(conn, 1, |user| user.tags.push("edited".into())).unwrap();
        let (user, now) = records().get_with_token(conn, 1).unwrap().unwrap();
        assert_eq!((&*user.tags, now), (&["edited".to_owned()][..], token("43")));
        assert_eq!(records().page(conn, None, 1).unwrap()[0].token, Some(token("43")));

        records().insert(conn, 2, crate::ada()).unwrap();
        let (_, first) = records().get_with_token(conn, 2).unwrap().unwrap();
        assert_eq!(first, token("1"));
        assert!(records().delete_if(conn, 2, |_| true).unwrap().is_some());
    }

    #[test]
    fn a_change_for_a_token_takes_effect_once() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        conn.batch_execute(&format!("INSERT INTO users VALUES (1, 1, '{OLD}')")).unwrap();
        let rename = |user: &mut User| user.first_name = "Augusta".into();
        let Updated::Written(user, now) = records().update_at(conn, 1, token("1"), rename).unwrap()
        else { panic!("nobody else has written it") };
        assert_eq!((&*user.first_name, now), ("Augusta", token("2")));
        let late = records().update_at(conn, 1, token("1"), |_| panic!("not asked")).unwrap();
        assert!(matches!(late, Updated::Moved(now) if now == token("2")));
        let none = records().update_at(conn, 7, token("1"), rename).unwrap();
        assert!(matches!(none, Updated::Missing));
        assert_eq!(revision(conn), 2);
    }

    #[test]
    fn neither_a_token_nor_a_document_of_somebody_else_is_overwritten() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        conn.batch_execute(&format!("INSERT INTO users VALUES (1, 1, '{OLD}')")).unwrap();
        // One that knows the token, and leaves the document as it is.
        let mut calls = 0;
        records()
            .update(conn, 1, |_| {
                calls += 1;
                if calls == 1 {
                    database.connect().batch_execute("UPDATE users SET revision = 7").unwrap();
                }
            })
            .unwrap();
        assert_eq!((calls, revision(conn)), (2, 8));
        // One that forgets the token.
        let forgetful = r#"UPDATE users SET doc = '{"$v":1,"name":"Bob Ross","email":""}'"#;
        let mut calls = 0;
        let updated = records()
            .update(conn, 1, |user| {
                calls += 1;
                if calls == 1 {
                    database.connect().batch_execute(forgetful).unwrap();
                }
                user.tags.push("edited".into());
            })
            .unwrap()
            .unwrap();
        assert_eq!((calls, &*updated.first_name), (2, "Bob"));
    }

    #[test]
    fn of_many_changes_for_one_token_exactly_one_is_written() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        conn.batch_execute(&format!("INSERT INTO users VALUES (1, 1, '{OLD}')")).unwrap();
        let written: usize = thread::scope(|scope| {
            let writers: Vec<_> = (0..6)
                .map(|writer| {
                    let mut conn = database.connect();
                    scope.spawn(move || {
                        let tag = format!("{writer}");
                        let change = |user: &mut User| user.tags.push(tag.clone());
                        let updated = records().update_at(&mut conn, 1, token("1"), change).unwrap();
                        usize::from(matches!(updated, Updated::Written(..)))
                    })
                })
                .collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).sum()
        });
        let (user, now) = records().get_with_token(conn, 1).unwrap().unwrap();
        assert_eq!((written, user.tags.len(), now), (1, 1, token("2")));
    }

    #[test]
    fn without_a_column_there_is_no_token() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        conn.batch_execute(&format!("INSERT INTO users VALUES (1, 1, '{OLD}')")).unwrap();
        let bare = Records::<User, _>::new(users::id, users::doc);
        let error = bare.get_with_token(conn, 1).unwrap_err();
        assert!(matches!(error.kind(), StoreErrorKind::NoToken), "{error}");
        let error = bare.update_at(conn, 1, token("1"), |_| {}).unwrap_err();
        assert!(matches!(error.kind(), StoreErrorKind::NoToken), "{error}");
        assert_eq!(bare.page(conn, None, 1).unwrap()[0].token, None);
    }
}
