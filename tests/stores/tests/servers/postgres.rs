//! PostgreSQL.

use diesel::PgConnection as Conn;
use diesel::pg::Pg as Backend;
use heirloom_store_tests::postgres::{Database, database};

mod column {
    use super::*;
    use crate::column::columns;

    columns!(text, Text, "text", "INSERT INTO users VALUES ($1, $2, NULL)");
    columns!(json_type, Json, "json", "INSERT INTO users VALUES ($1, $2::json, NULL)");
    columns!(jsonb, Jsonb, "jsonb", "INSERT INTO users VALUES ($1, $2::jsonb, NULL)");
    columns!(
        binary,
        Binary,
        "bytea",
        "INSERT INTO users VALUES ($1, convert_to($2, 'UTF8'), NULL)"
    );

    #[test]
    fn rows_come_back_from_an_insert_and_from_saved_changes() {
        use crate::column::*;
        use jsonb::{Row, users};

        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(
            "CREATE TABLE users (id bigint PRIMARY KEY, doc jsonb NOT NULL, note jsonb)",
        )
        .unwrap();
        let row = Row { id: 1, doc: ada().into(), note: None };
        let mut row: Row = diesel::insert_into(users::table)
            .values(&row)
            .returning(Row::as_returning())
            .get_result(conn)
            .unwrap();
        row.doc.tags.push("edited".into());
        let saved: Row = row.save_changes(conn).unwrap();
        assert_eq!(saved.doc.tags, ["edited"]);
    }
}

mod keys {
    use uuid::Uuid;

    use super::database;
    use crate::keys::*;

    key!(a_number_of_32_bits, Integer, "integer", "7", 7, 8);
    key!(a_number_of_64_bits, BigInt, "bigint", "9007199254740993", 9_007_199_254_740_993_i64, 7);
    key!(a_text, Text, "varchar(40)", "'a''da'", "a'da", "ada");
    key!(bytes, Binary, "bytea", r"'\xcafe'", &[0xca, 0xfe][..], &[0xca][..]);
    key!(
        a_uuid,
        Uuid,
        "uuid",
        "'67e55044-10b1-426f-9247-bb680e5fe0c8'",
        Uuid::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8),
        Uuid::nil()
    );
    key_that_names_two!();
}

mod records {
    use super::*;
    use crate::records::*;

    const REFUSE: &str = "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS \
         $$ BEGIN RAISE EXCEPTION 'not now'; END $$; \
         CREATE TRIGGER no BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION no()";

    records!(text, Text, "text COLLATE \"C\"", "INSERT INTO users VALUES ($1, $2)", "doc", REFUSE);
    records!(
        json_type,
        Json,
        "json",
        "INSERT INTO users VALUES ($1, $2::json)",
        "doc::text",
        REFUSE
    );
    records!(
        jsonb,
        Jsonb,
        "jsonb",
        "INSERT INTO users VALUES ($1, $2::jsonb)",
        "doc::text",
        REFUSE
    );
    records!(
        binary,
        Binary,
        "bytea",
        "INSERT INTO users VALUES ($1, convert_to($2, 'UTF8'))",
        "convert_from(doc, 'UTF8')",
        REFUSE
    );
    whole!(
        jsonb,
        "CREATE TABLE users (id bigint PRIMARY KEY, doc jsonb, carry jsonb)",
        "INSERT INTO users VALUES (1, $1::jsonb)",
        "text"
    );

    #[test]
    fn a_collation_that_takes_texts_for_equal_is_not_asked() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        let made = conn.batch_execute(
        "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false)",
    );
        if made.is_err() {
            return; // a server without ICU
        }
        conn.batch_execute(
            "CREATE TABLE users (id bigint PRIMARY KEY, doc text COLLATE loose, carry text)",
        )
        .unwrap();
        let records = Records::<User, _>::new(text::users::id, text::users::doc);
        conn.batch_execute(
            r#"INSERT INTO users VALUES (1, '{"$v":1,"name":"Ada Lovelace","email":""}')"#,
        )
        .unwrap();
        let mut other = database.connect();
        let mut first = true;
        records
            .update(conn, 1, |user| {
                if std::mem::take(&mut first) {
                    // Equal but for the case of a letter: somebody else's write all the same.
                    other
                        .batch_execute(
                            r#"UPDATE users SET doc = replace(doc COLLATE "C", 'Ada', 'ADA')"#,
                        )
                        .unwrap();
                }
                user.tags.push("edited".into());
            })
            .unwrap();
        assert_eq!(records.get(conn, 1).unwrap().unwrap().first_name, "ADA");
    }

    #[test]
    fn a_client_without_libpq_does_the_same() {
        use diesel_async::AsyncPgConnection;
        use diesel_async::async_connection_wrapper::AsyncConnectionWrapper;
        use heirloom::Versioned;

        let Some(database) = database() else { return };
        let conn =
            &mut AsyncConnectionWrapper::<AsyncPgConnection>::establish(database.url()).unwrap();
        conn.batch_execute("CREATE TABLE users (id bigint PRIMARY KEY, doc jsonb, carry jsonb)")
            .unwrap();
        diesel::sql_query("INSERT INTO users VALUES (1, $1::jsonb)")
            .bind::<Text, _>(OLD)
            .execute(conn)
            .unwrap();
        let records =
            Records::<User, _>::new(jsonb::users::id, jsonb::users::doc).heal(Heal::Always);
        assert!(!records.get(conn, 1).unwrap().unwrap().is_stale());
        records.update(conn, 1, |user| user.tags.push("edited".into())).unwrap();
        let column: Option<Versioned<User>> =
            jsonb::users::table.find(1).select(jsonb::users::doc).first(conn).unwrap();
        assert_eq!(column.unwrap().tags, ["edited"]);
    }
}
