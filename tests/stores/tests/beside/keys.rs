//! Rows that are named by several columns together.

use crate::on_each_database;

on_each_database! {
    use diesel::connection::SimpleConnection as _;
    use heirloom::Version;
    use heirloom::store::{Composite, Heal, Records, RowKey, StoreErrorKind};
    use heirloom_tests::user::User;

    diesel::table! {
        users (tenant, region, id) {
            tenant -> Text,
            region -> Integer,
            id -> BigInt,
            doc -> Text,
            carry -> Nullable<Text>,
            revision -> BigInt,
            version -> Nullable<Integer>,
        }
    }

    const TABLE: &str = "CREATE TABLE users (tenant varchar(40), region integer, id bigint, doc text NOT NULL, \
         carry text, revision bigint NOT NULL, version integer, PRIMARY KEY (tenant, region, id))";
    const OLD: &str = r#"{"$v":1,"name":"Ada Lovelace","email":"a"}"#;

    type Key = (users::tenant, users::region, users::id);

    fn records() -> Records<User, Composite<Key>> {
        Records::composite((users::tenant, users::region, users::id), users::doc).token(users::revision)
    }

    #[test]
    fn a_record_is_found_by_all_its_columns_and_no_other() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        conn.batch_execute(&format!(
            "INSERT INTO users (tenant, region, id, doc, revision) VALUES ('a', 1, 1, '{OLD}', 1), ('a', 2, 1, '{OLD}', 1), ('b', 1, 1, '{OLD}', 1)"
        ))
        .unwrap();
        records().heal(Heal::Always).get(conn, ("a", 1, 1)).unwrap().unwrap();
        records().update(conn, ("a", 2, 1), |user| user.tags.push("edited".into())).unwrap();
        let census = records().census(conn).unwrap();
        assert_eq!((census.of(Version::major(1)), census.of(Version::major(3))), (1, 2));
        assert!(records().get(conn, ("b", 1, 1)).unwrap().unwrap().tags.is_empty());
        assert!(records().get(conn, ("b", 2, 1)).unwrap().is_none());
        assert!(records().delete_if(conn, ("b", 1, 1), |_| true).unwrap().is_some());
        assert_eq!(records().census(conn).unwrap().total(), 2);
    }

    #[test]
    fn pages_go_through_all_rows_once_in_the_order_of_the_columns() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        let mut expected = Vec::new();
        for tenant in ["a", "b", "c"] {
            for region in [-1, 0, 7] {
                for id in [1_i64, 10, 9] {
                    records().insert(conn, (tenant, region, id), crate::ada()).unwrap();
                    expected.push((tenant, region, id));
                }
            }
        }
        expected.sort_unstable();
        let expected: Vec<String> =
            expected.iter().map(|(tenant, region, id)| format!("('{tenant}', {region}, {id})")).collect();
        for limit in [1, 2, 4, 100] {
            let (mut keys, mut after): (Vec<String>, Option<RowKey>) = (Vec::new(), None);
            loop {
                let page = records().page(conn, after.as_ref(), limit).unwrap();
                let Some(last) = page.last() else { break };
                after = Some(last.key.clone());
                keys.extend(page.iter().map(|entry| entry.key.to_string()));
            }
            assert_eq!(keys, expected, "{limit} at a time");
        }
        // A key that a page gave names its row.
        let first = records().page(conn, None, 1).unwrap().remove(0);
        assert!(records().get(conn, &first.key).unwrap().is_some());
    }

    #[test]
    fn everything_beside_the_document_works_together() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        let all = records().carry(users::carry).version(users::version);
        let older = all.clone().pin(Version::major(1)).unwrap();
        let mut user = crate::ada();
        user.tags.push("admin".into());
        older.insert(conn, ("a", 1, 1), user.clone()).unwrap();
        assert_eq!(*all.get(conn, ("a", 1, 1)).unwrap().unwrap(), user);
        // The carry is bound to the whole key.
        conn.batch_execute("UPDATE users SET region = 2").unwrap();
        let moved = all.get(conn, ("a", 2, 1)).unwrap().unwrap();
        assert!(moved.tags.is_empty() && moved.carry().is_some_and(|carry| !carry.is_bound()));
        let (_, token) = all.get_with_token(conn, ("a", 2, 1)).unwrap().unwrap();
        assert_eq!(token.to_string(), "1");
    }

    #[test]
    fn a_key_of_another_table_names_no_row_here() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        records().insert(conn, ("a", 1, 1), crate::ada()).unwrap();
        for key in [RowKey::from("a"), RowKey::from(1)] {
            for error in [
                records().get(conn, &key).unwrap_err(),
                records().delete_if(conn, &key, |_| true).unwrap_err(),
                records().insert(conn, &key, crate::ada()).unwrap_err(),
                records().page(conn, Some(&key), 1).unwrap_err(),
            ] {
                assert!(
                    matches!(error.kind(), StoreErrorKind::OtherKey { expected: 3, found: 1 }),
                    "{error}"
                );
            }
        }
        assert_eq!(records().census(conn).unwrap().total(), 1);
    }

    #[test]
    fn a_key_that_is_taken_is_said_with_all_its_values() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        records().insert(conn, ("a", 1, 1), crate::ada()).unwrap();
        let error = records().insert(conn, ("a", 1, 1), crate::ada()).unwrap_err();
        assert!(matches!(error.kind(), StoreErrorKind::KeyTaken), "{error}");
        assert!(error.to_string().starts_with("cannot insert `user` ('a', 1, 1) in `users`"), "{error}");
    }
}
