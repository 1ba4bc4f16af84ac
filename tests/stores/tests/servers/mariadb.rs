//! MariaDB.

use diesel::mysql::Mysql as Backend;
use heirloom_store_tests::mariadb::{Database, MariadbConnection as Conn, database};

mod column {
    use super::*;
    use crate::column::columns;

    columns!(text, Text, "longtext", "INSERT INTO users VALUES (?, ?, NULL)");
    columns!(json_type, Json, "json", "INSERT INTO users VALUES (?, ?, NULL)");
    columns!(binary, Binary, "longblob", "INSERT INTO users VALUES (?, CAST(? AS BINARY), NULL)");
}

mod keys {
    use super::database;
    use crate::keys::*;

    key!(a_number_of_32_bits, Integer, "integer", "7", 7, 8);
    key!(a_number_of_64_bits, BigInt, "bigint", "9007199254740993", 9_007_199_254_740_993_i64, 7);
    key!(a_text, Text, "varchar(40)", "'a''da'", "a'da", "ada");
    key!(bytes, Binary, "varbinary(9)", "x'cafe'", &[0xca, 0xfe][..], &[0xca][..]);
    key_that_names_two!();
}

mod records {
    use super::*;
    use crate::records::*;

    const REFUSE: &str = "CREATE TRIGGER no BEFORE UPDATE ON users FOR EACH ROW \
         SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not now'";

    records!(
        text,
        Text,
        "longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
        "INSERT INTO users (id, doc) VALUES (?, ?)",
        "doc",
        REFUSE
    );
    records!(json_type, Json, "json", "INSERT INTO users (id, doc) VALUES (?, ?)", "doc", REFUSE);
    records!(
        binary,
        Binary,
        "longblob",
        "INSERT INTO users (id, doc) VALUES (?, CAST(? AS BINARY))",
        "CONVERT(doc USING utf8mb4)",
        REFUSE
    );
    whole!(
        json_type,
        "CREATE TABLE users (id bigint PRIMARY KEY, doc json, carry json)",
        "INSERT INTO users (id, doc) VALUES (1, ?)",
        "longtext"
    );

    #[test]
    fn a_collation_that_takes_texts_for_equal_is_not_asked() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute("CREATE TABLE users (id bigint PRIMARY KEY, doc longtext COLLATE utf8mb4_general_ci, carry longtext)")
        .unwrap();
        conn.batch_execute(
        r#"INSERT INTO users (id, doc) VALUES (1, '{"$v":1,"name":"Ada Lovelace","email":""}')"#,
    )
    .unwrap();
        let records = Records::<User, _>::new(text::users::id, text::users::doc);
        let mut other = database.connect();
        let mut first = true;
        records
            .update(conn, 1, |user| {
                if std::mem::take(&mut first) {
                    // Equal but for the case of a letter: somebody else's write all the same.
                    other
                        .batch_execute("UPDATE users SET doc = replace(doc, 'Ada', 'ADA')")
                        .unwrap();
                }
                user.tags.push("edited".into());
            })
            .unwrap();
        assert_eq!(records.get(conn, 1).unwrap().unwrap().first_name, "ADA");
    }

    #[test]
    fn a_record_in_a_column_of_another_character_set_is_read_and_swapped() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute("CREATE TABLE users (id bigint PRIMARY KEY, doc longtext CHARACTER SET latin1, carry longtext)")
        .unwrap();
        conn.batch_execute(
            r#"INSERT INTO users (id, doc) VALUES (1, '{"$v":1,"name":"Zoë Müller","email":""}')"#,
        )
        .unwrap();
        let records = Records::<User, _>::new(text::users::id, text::users::doc);
        records.update(conn, 1, |user| user.tags.push("edited".into())).unwrap();
        let user = records.get(conn, 1).unwrap().unwrap();
        assert_eq!((&*user.last_name, &*user.tags[0]), ("Müller", "edited"));
    }
}
