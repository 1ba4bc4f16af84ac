//! Models: two columns as one field, and plain types as fields.

use crate::on_each_database;

on_each_database! {
    use diesel::connection::SimpleConnection as _;
    use diesel::prelude::*;
    use heirloom::{Version, Versioned};
    use heirloom::store::{Columns, Records};
    use heirloom_tests::user::User;

    diesel::table! {
        users (id) {
            id -> BigInt,
            version -> Nullable<BigInt>,
            doc -> Text,
        }
    }

    type Body = Columns<User, users::version, users::doc>;

    #[derive(Queryable, Selectable, Insertable, AsChangeset, Debug, PartialEq)]
    #[diesel(table_name = users)]
    struct Row {
        id: i64,
        #[diesel(embed)]
        body: Body,
    }

    /// The same documents, as plain values.
    #[derive(Queryable, Selectable, Insertable, Debug)]
    #[diesel(table_name = users)]
    struct Plain {
        id: i64,
        #[diesel(deserialize_as = Versioned<User>, serialize_as = Versioned<User>)]
        doc: User,
    }

    const TABLE: &str = "CREATE TABLE users (id bigint PRIMARY KEY, version bigint, doc text NOT NULL)";

    #[test]
    fn two_columns_are_read_inserted_and_updated_as_one_field() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        conn.batch_execute(
            r#"INSERT INTO users VALUES (1, 1, '{"name":"Ada Lovelace","email":""}'), (2, NULL, '{"$v":1,"name":"Bob Ross","email":""}')"#,
        )
        .unwrap();
        let rows: Vec<Row> = users::table.order(users::id).select(Row::as_select()).load(conn).unwrap();
        let seen: Vec<_> = rows.iter().map(|row| (&*row.body.first_name, row.body.stored())).collect();
        assert_eq!(seen, [("Ada", Some(Version::major(1))), ("Bob", Some(Version::major(1)))]);

        // By reference and by value, alone and as a part of a changeset.
        let mut row = rows.into_iter().next().unwrap();
        row.body.tags.push("edited".into());
        diesel::update(users::table.find(1)).set(&row).execute(conn).unwrap();
        let body: Body = crate::ada().into();
        diesel::update(users::table.find(2)).set(body.clone()).execute(conn).unwrap();
        diesel::insert_into(users::table).values(&Row { id: 3, body: body.clone() }).execute(conn).unwrap();
        let many: Vec<Row> = (4..6).map(|id| Row { id, body: body.clone() }).collect();
        diesel::insert_into(users::table).values(&many).execute(conn).unwrap();
        diesel::insert_into(users::table).values(Row { id: 6, body }).execute(conn).unwrap();

        let stored: Vec<(Option<i64>, String)> =
            users::table.order(users::id).select((users::version, users::doc)).load(conn).unwrap();
        assert!(stored.iter().all(|(version, doc)| *version == Some(3) && !doc.contains("$v")), "{stored:?}");
        assert!(stored[0].1.contains("edited"));
        let all = Records::<User, _>::new(users::id, users::doc).version(users::version);
        assert_eq!(*all.get(conn, 6).unwrap().unwrap(), crate::ada());
    }

    #[test]
    fn a_row_that_cannot_be_read_says_why() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        conn.batch_execute(r#"INSERT INTO users VALUES (1, 9, '{"name":"Ada"}'), (2, -3, '{}')"#).unwrap();
        let read = |conn: &mut _, id: i64| -> String {
            let error = users::table.find(id).select(Row::as_select()).first(conn).unwrap_err();
            error.to_string()
        };
        let newer = read(conn, 1);
        assert!(newer.contains("this program knows up to 3"), "{newer}");
        let none = read(conn, 2);
        assert!(none.contains("`version`") && none.contains("-3"), "{none}");
    }

    #[test]
    fn what_a_record_carries_goes_with_the_field() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        let all = Records::<User, _>::new(users::id, users::doc).version(users::version);
        let old = r#"INSERT INTO users VALUES (1, 2, '{"full_name":"Ada Lovelace","email":"","status":"Active","$c":{"x":1}}')"#;
        conn.batch_execute(old).unwrap();
        let row: Row = users::table.find(1).select(Row::as_select()).first(conn).unwrap();
        assert!(row.body.carry().is_some());
        diesel::update(users::table.find(1)).set(&row.body).execute(conn).unwrap();
        let again = all.get(conn, 1).unwrap().unwrap();
        assert!(again.carry().is_some() && !again.is_stale());
    }

    #[test]
    fn plain_values_stand_in_models_too() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        conn.batch_execute(TABLE).unwrap();
        conn.batch_execute(r#"INSERT INTO users (id, doc) VALUES (1, '{"$v":1,"name":"Ada Lovelace","email":""}')"#).unwrap();
        let row: Plain = users::table.select(Plain::as_select()).first(conn).unwrap();
        assert_eq!((row.id, &*row.doc.first_name), (1, "Ada"));
        diesel::insert_into(users::table).values(Plain { id: 2, doc: row.doc }).execute(conn).unwrap();
        let doc: String = users::table.find(2).select(users::doc).first(conn).unwrap();
        assert!(doc.starts_with(r#"{"$v":3,"#), "{doc}");
    }
}
