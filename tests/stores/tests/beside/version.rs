//! The version in a column of its own, by key.

use crate::on_each_database;

on_each_database! {
    type Backend;
    use diesel::connection::SimpleConnection as _;
    use diesel::prelude::*;
    use heirloom::Version;
    use heirloom::envelope::OpenErrorKind;
    use heirloom::store::{Heal, Healed, Records, StoreErrorKind};
    use heirloom::Found;
    use heirloom_tests::user::User;

    diesel::table! {
        users (id) {
            id -> BigInt,
            version -> Nullable<Integer>,
            doc -> Text,
        }
    }

    const TABLE: &str = "CREATE TABLE users (id bigint PRIMARY KEY, version integer, doc text NOT NULL)";
    const OLD: &str = r#"{"name":"Ada Lovelace","email":"ada@example.org"}"#;

    fn records() -> Records<User, users::id> {
        Records::new(users::id, users::doc).version(users::version)
    }

    fn row(conn: &mut impl diesel::connection::LoadConnection<Backend = Backend>, id: i64) -> (Option<i32>, String) {
        users::table.find(id).select((users::version, users::doc)).first(conn).unwrap()
    }

    #[test]
    fn a_read_takes_the_version_from_its_column_and_a_write_puts_it_there() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        conn.batch_execute(&format!("INSERT INTO users VALUES (1, 1, '{OLD}')")).unwrap();

        let read = records().get(conn, 1).unwrap().unwrap();
        assert_eq!((&*read.first_name, read.stored()), ("Ada", Some(Version::major(1))));
        assert_eq!(row(conn, 1), (Some(1), OLD.to_owned()));

        assert_eq!(records().heal_row(conn, 1).unwrap(), Healed::Written);
        let (version, doc) = row(conn, 1);
        assert_eq!(version, Some(3));
        assert!(doc.starts_with(r#"{"first_name":"Ada","#), "{doc}");

        records().insert(conn, 2, crate::ada()).unwrap();
        let (version, doc) = row(conn, 2);
        assert_eq!(version, Some(3));
        assert!(!doc.contains("$v"), "{doc}");
        assert_eq!(*records().get(conn, 2).unwrap().unwrap(), crate::ada());

        let census = records().census(conn).unwrap();
        assert_eq!((census.of(Version::major(3)), census.total()), (2, 2));
        assert_eq!(records().page(conn, None, 10).unwrap().len(), 2);
    }

    #[test]
    fn a_row_without_a_version_says_it_itself() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        let inline = r#"{"$v":1,"name":"Ada Lovelace","email":""}"#;
        conn.batch_execute(&format!("INSERT INTO users VALUES (1, NULL, '{inline}')")).unwrap();
        assert_eq!(records().census(conn).unwrap().of(Version::major(1)), 1);
        let healed = records().heal(Heal::Always).get(conn, 1).unwrap().unwrap();
        assert_eq!(healed.first_name, "Ada");
        let (version, doc) = row(conn, 1);
        assert_eq!(version, Some(3));
        assert!(!doc.contains("$v"), "{doc}");
    }

    #[test]
    fn a_carry_stands_in_the_document_and_comes_back() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        let older = records().pin(Version::major(1)).unwrap();
        let mut user = crate::ada();
        user.tags.push("admin".into());
        older.insert(conn, 1, user.clone()).unwrap();
        let (version, doc) = row(conn, 1);
        assert_eq!(version, Some(1));
        assert!(doc.starts_with(r#"{"$c":{"#) && !doc.contains("$v"), "{doc}");
        assert_eq!(*records().get(conn, 1).unwrap().unwrap(), user);
        // Another pass at the pin, and the record is still whole.
        older.update(conn, 1, |user| user.email = None).unwrap();
        assert_eq!(records().get(conn, 1).unwrap().unwrap().tags, ["admin"]);
    }

    #[test]
    fn versions_that_are_none_or_newer_are_refused_and_stay() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        let both = r#"{"$v":1,"name":"Ada Lovelace","email":""}"#;
        conn.batch_execute(&format!(
            "INSERT INTO users VALUES (1, -1, '{OLD}'), (2, 9, '{OLD}'), (3, 2, '{both}'), (4, 0, '{OLD}')"
        ))
        .unwrap();
        let kinds = [1, 2, 3, 4].map(|id| {
            let error = records().heal(Heal::Always).get(conn, id).unwrap_err();
            let StoreErrorKind::Open(open) = error.kind() else { panic!("{error}") };
            open.kind().code()
        });
        assert_eq!(kinds, ["bad_tag", "too_new", "stray_member", "too_old"]);
        let error = records().update(conn, 2, |_| {}).unwrap_err();
        assert!(matches!(error.kind(), StoreErrorKind::Open(open) if matches!(open.kind(), OpenErrorKind::TooNew)));
        let found = records().find(conn, 2).unwrap();
        assert!(matches!(found, Some(Found::Newer(newer)) if newer.version() == Version::major(9) && newer.get() == OLD));
        let view = records().view(conn, 2);
        assert!(view.is_err(), "a `name` alone is no user of today's");
        assert_eq!(row(conn, 2), (Some(9), OLD.to_owned()));
        let census = records().census(conn).unwrap();
        assert_eq!((census.unreadable(), census.of(Version::major(9))), (1, 1));
    }

    #[test]
    fn a_version_that_somebody_else_wrote_is_not_overwritten() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        conn.batch_execute(&format!("INSERT INTO users VALUES (1, 1, '{OLD}')")).unwrap();
        // The document stays the same, and means something else.
        let error = records()
            .update(conn, 1, |_| {
                database.connect().batch_execute("UPDATE users SET version = 9").unwrap();
            })
            .unwrap_err();
        assert_eq!(error.kind().code(), "too_new");
        assert_eq!(row(conn, 1), (Some(9), OLD.to_owned()));
        let error = records().delete_if(conn, 1, |_| true).unwrap_err();
        assert_eq!(error.kind().code(), "too_new");
    }
}
