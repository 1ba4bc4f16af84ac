//! A type that says `pin`, in columns and by key.

use crate::on_each_database;

/// Version 3, of which nothing is written yet.
pub(crate) mod note {
    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "note", version = 2)]
    pub(crate) struct Second {
        pub(crate) text: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Second, pin = 2)]
    pub(crate) struct Note {
        pub(crate) text: String,
        #[migrate(default)]
        pub(crate) tags: Vec<String>,
    }
}

on_each_database! {
    type Backend;
    use diesel::connection::SimpleConnection as _;
    use diesel::prelude::*;
    use heirloom::store::{Columns, Records};
    use heirloom::{Version, Versioned};

    use super::note::Note;

    diesel::table! {
        notes (id) {
            id -> BigInt,
            doc -> Text,
        }
    }

    diesel::table! {
        bodies (id) {
            id -> BigInt,
            version -> Integer,
            body -> Text,
        }
    }

    type Body = Columns<Note, bodies::version, bodies::body>;

    const TABLES: [&str; 2] = [
        "CREATE TABLE notes (id bigint PRIMARY KEY, doc text NOT NULL)",
        "CREATE TABLE bodies (id bigint PRIMARY KEY, version integer NOT NULL, body text NOT NULL)",
    ];

    fn note() -> Note {
        Note { text: "hi".into(), tags: vec!["new".into()] }
    }

    fn doc(conn: &mut impl diesel::connection::LoadConnection<Backend = Backend>, id: i64) -> String {
        notes::table.find(id).select(notes::doc).first(conn).unwrap()
    }

    #[test]
    fn columns_and_records_write_at_the_pin_and_lose_nothing() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        for table in TABLES { conn.batch_execute(table).unwrap(); }
        let records = Records::<Note, _>::new(notes::id, notes::doc);
        assert_eq!(records.writes(), Version::major(2));

        let row = (notes::id.eq(1), notes::doc.eq(Versioned::new(note())));
        diesel::insert_into(notes::table).values(row).execute(conn).unwrap();
        records.insert(conn, 2, note()).unwrap();
        for id in [1, 2] {
            assert!(doc(conn, id).starts_with(r#"{"$v":2,"$c":{"#));
            assert_eq!(*records.get(conn, id).unwrap().unwrap(), note());
        }
        // Who says a version gets it, and the row stays there.
        let raised = records.clone().pin(Version::major(3)).unwrap();
        raised.update(conn, 1, |note| note.text.push('!')).unwrap();
        assert!(doc(conn, 1).starts_with(r#"{"$v":3,"#));
        records.update(conn, 1, |note| note.text.push('?')).unwrap();
        let read: Versioned<Note> = notes::table.find(1).select(notes::doc).first(conn).unwrap();
        diesel::update(notes::table.find(1)).set(notes::doc.eq(read)).execute(conn).unwrap();
        assert_eq!(doc(conn, 1), r#"{"$v":3,"text":"hi!?","tags":["new"]}"#);
    }

    #[test]
    fn the_version_beside_a_document_is_the_one_that_is_written() {
        let Some(database) = database() else { return };
        let conn = &mut database.connect();
        for table in TABLES { conn.batch_execute(table).unwrap(); }
        let insert = |id: i64| (bodies::id.eq(id), Body::from(note()));
        diesel::insert_into(bodies::table).values(insert(1)).execute(conn).unwrap();
        let (version, body): (i32, String) =
            bodies::table.select((bodies::version, bodies::body)).first(conn).unwrap();
        assert_eq!(version, 2);
        assert!(body.starts_with(r#"{"$c":{"#) && body.ends_with(r#","text":"hi"}"#), "{body}");
        let records = Records::<Note, _>::new(bodies::id, bodies::body).version(bodies::version);
        assert_eq!(*records.get(conn, 1).unwrap().unwrap(), note());
    }
}
