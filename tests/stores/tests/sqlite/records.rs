//! Records by key, and writing back what a read has upgraded.

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use heirloom::store::{Heal, Healed, Records, RowKey, StoreErrorKind};
use heirloom::{Migrate, Version, Versioned, json};
use heirloom_store_tests::{fill, new_text, old_text, open, statements, users};
use heirloom_tests::user::User;
use serde::{Deserialize, Serialize};

fn memory() -> SqliteConnection {
    SqliteConnection::establish(":memory:").unwrap()
}

fn filled(rows: i64) -> SqliteConnection {
    let mut conn = memory();
    fill(&mut conn, rows);
    conn
}

fn healing() -> Records<User, users::id> {
    Records::new(users::id, users::doc).heal(Heal::Always)
}

fn stored(conn: &mut SqliteConnection, id: i64) -> Option<String> {
    users::table.find(id).select(users::doc).first(conn).unwrap()
}

#[test]
fn a_read_upgrades_and_leaves_the_row_unless_healing_is_wanted() {
    let conn = &mut filled(1);
    let users = Records::<User, _>::new(users::id, users::doc);
    let ada = users.get(conn, 1).unwrap().unwrap();
    assert_eq!(ada.first_name, "Ada1");
    assert_eq!(ada.stored(), Some(Version::major(1)));
    assert_eq!(stored(conn, 1), Some(old_text(1)));

    let ada = users.heal(Heal::Always).get(conn, 1).unwrap().unwrap();
    assert_eq!(ada.stored(), Some(Version::major(3)));
    assert!(!ada.is_stale());
    assert_eq!(stored(conn, 1), Some(new_text(1)));
}

#[test]
fn a_row_that_is_current_is_not_written() {
    let conn = &mut filled(1);
    // In another spelling than ours: a write-back would show.
    let current = new_text(1).replace(',', " , ");
    diesel::update(users::table).set(users::doc.eq(&current)).execute(conn).unwrap();
    assert!(healing().get(conn, 1).unwrap().is_some());
    assert_eq!(healing().heal_row(conn, 1).unwrap(), Healed::Current);
    assert_eq!(stored(conn, 1), Some(current));
}

#[test]
fn a_write_back_is_one_statement() {
    let conn = &mut filled(1);
    let statements = statements(conn);
    assert!(healing().get(conn, 1).unwrap().is_some());
    assert_eq!(*statements.lock().unwrap(), ["SELECT", "UPDATE"]);
    // And a row that is current is read and no more.
    assert!(healing().get(conn, 1).unwrap().is_some());
    assert_eq!(*statements.lock().unwrap(), ["SELECT", "UPDATE", "SELECT"]);
}

#[test]
fn rows_that_are_not_there_or_have_no_document_are_none() {
    let conn = &mut filled(1);
    conn.batch_execute("INSERT INTO users VALUES (2, NULL)").unwrap();
    for id in [2, 3] {
        assert_eq!(healing().get(conn, id).unwrap(), None);
        assert_eq!(healing().heal_row(conn, id).unwrap(), Healed::Missing);
    }
}

#[test]
fn a_stale_model_is_healed_by_key() {
    let conn = &mut filled(1);
    let (id, doc): (i64, Option<Versioned<User>>) = users::table.first(conn).unwrap();
    assert!(doc.unwrap().is_stale());
    assert_eq!(healing().heal_row(conn, id).unwrap(), Healed::Written);
    assert_eq!(healing().heal_row(conn, id).unwrap(), Healed::Current);
    assert_eq!(stored(conn, 1), Some(new_text(1)));
}

#[test]
fn a_carry_is_written_back_with_the_record() {
    let conn = &mut filled(0);
    let text =
        r#"{"$v":2,"$c":{"4":{"nick":"countess"}},"full_name":"Ada","email":"","status":"Active"}"#;
    diesel::insert_into(users::table)
        .values((users::id.eq(1), users::doc.eq(text)))
        .execute(conn)
        .unwrap();
    let ada = healing().get(conn, 1).unwrap().unwrap();
    assert!(ada.carry().is_some());
    assert!(stored(conn, 1).unwrap().starts_with(r#"{"$v":3,"$c":{"4":{"nick":"countess"}},"#));
}

/// Writes with a second connection just before the first one's next statement that begins with `before`.
fn interfere(
    conn: &mut SqliteConnection,
    mut other: SqliteConnection,
    before: &'static str,
    sql: String,
) {
    let mut sql = Some(sql);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event
            && query.to_string().starts_with(before)
            && let Some(sql) = sql.take()
        {
            other.batch_execute(&sql).unwrap();
        }
    });
}

#[test]
fn a_write_back_never_overwrites_a_newer_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.sqlite");
    let newer = new_text(1).replace("Active", "Suspended");
    for (edit, healed) in [
        (format!("UPDATE users SET doc = '{newer}'"), Some(newer.clone())),
        // The same text in other letters: a column that ignores case must not be taken in.
        (
            format!("UPDATE users SET doc = '{}'", old_text(1).replace("Ada", "ADA")),
            Some(old_text(1).replace("Ada", "ADA")),
        ),
        ("UPDATE users SET doc = NULL".to_owned(), None),
    ] {
        let mut conn = open(&path);
        conn.batch_execute("DROP TABLE IF EXISTS users; CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT COLLATE NOCASE)").unwrap();
        diesel::insert_into(users::table)
            .values((users::id.eq(1), users::doc.eq(old_text(1))))
            .execute(&mut conn)
            .unwrap();
        interfere(&mut conn, open(&path), "UPDATE", edit.clone());
        // The reader has what it read, and is not told.
        let ada = healing().get(&mut conn, 1).unwrap().unwrap();
        assert_eq!(ada.first_name, "Ada1");
        assert_eq!(ada.stored(), Some(Version::major(1)));
        assert_eq!(stored(&mut conn, 1), healed);

        conn.batch_execute("DELETE FROM users").unwrap();
        diesel::insert_into(users::table)
            .values((users::id.eq(1), users::doc.eq(old_text(1))))
            .execute(&mut conn)
            .unwrap();
        interfere(&mut conn, open(&path), "UPDATE", edit);
        assert_eq!(healing().heal_row(&mut conn, 1).unwrap(), Healed::Lost);
        assert_eq!(stored(&mut conn, 1), healed);
    }
}

#[test]
fn a_newer_record_is_refused_and_stays() {
    let conn = &mut filled(0);
    conn.batch_execute(r#"INSERT INTO users VALUES (7, '{"$v":4,"x":1}')"#).unwrap();
    for error in [healing().get(conn, 7).unwrap_err(), healing().heal_row(conn, 7).unwrap_err()] {
        assert_eq!(error.kind().code(), "too_new");
        assert_eq!(
            error.to_string(),
            "cannot open `user` 7 at version 4: this program knows up to 3; deploy the newer reader first"
        );
        assert_eq!((error.entity(), error.table()), ("user", Some("users")));
        assert_eq!(error.key(), Some(&RowKey::from(7)));
    }
    assert_eq!(stored(conn, 7).as_deref(), Some(r#"{"$v":4,"x":1}"#));
}

#[test]
fn a_read_succeeds_where_the_write_back_cannot() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.sqlite");
    let mut conn = open(&path);
    fill(&mut conn, 1);
    let refusals = [
        ("PRAGMA query_only = ON", "PRAGMA query_only = OFF", "read_only"),
        (
            "CREATE TRIGGER no BEFORE UPDATE ON users BEGIN SELECT RAISE(ABORT, 'not today'); END",
            "DROP TRIGGER no",
            "refused",
        ),
    ];
    for (forbid, allow, code) in refusals {
        conn.batch_execute(forbid).unwrap();
        assert_eq!(healing().get(&mut conn, 1).unwrap().unwrap().first_name, "Ada1");
        let error = healing().heal_row(&mut conn, 1).unwrap_err();
        assert_eq!(error.kind().code(), code, "{error}");
        conn.batch_execute(allow).unwrap();
    }
    let mut other = open(&path);
    conn.batch_execute("PRAGMA busy_timeout = 0; PRAGMA journal_mode = WAL").unwrap();
    other.batch_execute("BEGIN IMMEDIATE").unwrap();
    assert_eq!(healing().get(&mut conn, 1).unwrap().unwrap().first_name, "Ada1");
    let error = healing().heal_row(&mut conn, 1).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot write back `user` 1 in `users`: another connection holds the lock of the database; end its transaction, or allow more time with `PRAGMA busy_timeout`"
    );
    assert_eq!(stored(&mut conn, 1), Some(old_text(1)));
    other.batch_execute("COMMIT").unwrap();
    assert_eq!(healing().heal_row(&mut conn, 1).unwrap(), Healed::Written);
}

#[test]
fn a_transaction_that_the_database_ended_is_not_hidden() {
    let conn = &mut filled(2);
    conn.batch_execute(
        "CREATE TRIGGER no BEFORE UPDATE ON users BEGIN SELECT RAISE(ROLLBACK, 'all of it'); END",
    )
    .unwrap();
    let result: Result<(), diesel::result::Error> = conn.transaction(|conn| {
        diesel::delete(users::table.find(2)).execute(conn)?;
        let error = healing().get(conn, 1).unwrap_err();
        assert_eq!(error.kind().code(), "refused");
        Err(diesel::result::Error::RollbackTransaction)
    });
    assert!(result.is_err());
    assert!(stored(conn, 2).is_some());
    // With the transaction intact, the caller's own writes stay.
    conn.batch_execute(
        "DROP TRIGGER no; CREATE TRIGGER no BEFORE UPDATE ON users BEGIN SELECT RAISE(ABORT, 'this one'); END",
    )
    .unwrap();
    conn.transaction(|conn| {
        diesel::delete(users::table.find(2)).execute(conn)?;
        assert!(healing().get(conn, 1).unwrap().is_some());
        QueryResult::Ok(())
    })
    .unwrap();
    assert_eq!(users::table.count().get_result::<i64>(conn).unwrap(), 1);
}

#[test]
fn what_is_missing_is_named_with_what_to_do() {
    let conn = &mut memory();
    let error = healing().get(conn, 1).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot read `user` 1 in `users`: the database has no such table; run your own migrations first, or open the database that has it"
    );
    conn.batch_execute("CREATE TABLE users (id INTEGER, doc TEXT)").unwrap();
    for _ in 0..2 {
        diesel::insert_into(users::table)
            .values((users::id.eq(1), users::doc.eq(old_text(1))))
            .execute(conn)
            .unwrap();
    }
    let error = healing().get(conn, 1).unwrap_err();
    assert!(matches!(error.kind(), StoreErrorKind::KeyNotUnique), "{error}");
}

/// Each key type with each document type, under names that need quotes, in tables with and without row numbers.
macro_rules! shapes {
    ($($name:ident: $key_type:ident $key_sql:literal, $doc_type:ident $doc_sql:literal, $write:literal, $tail:literal, $keys:expr;)*) => { $(
        mod $name {
            use super::*;

            diesel::table! {
                #[sql_name = "the `order`"]
                orders (key) {
                    #[sql_name = "group by"]
                    key -> $key_type,
                    #[sql_name = "select \" from"]
                    doc -> $doc_type,
                }
            }

            #[test]
            fn is_read_and_healed() {
                let conn = &mut memory();
                conn.batch_execute(concat!(
                    "CREATE TABLE `the ``order``` (`group by` ", $key_sql, ", `select \" from` ", $doc_sql, ") ", $tail
                )).unwrap();
                for (index, key) in $keys.into_iter().enumerate() {
                    let insert = format!(concat!("INSERT INTO `the ``order``` VALUES (?, ", $write, ")"));
                    diesel::sql_query(insert)
                        .bind::<diesel::sql_types::$key_type, _>(key)
                        .bind::<diesel::sql_types::Text, _>(old_text(i64::try_from(index).unwrap()))
                        .execute(conn)
                        .unwrap();
                }
                let records = Records::<User, _>::new(orders::key, orders::doc).heal(Heal::Always);
                for (index, key) in $keys.into_iter().enumerate() {
                    let record = records.get(conn, key).unwrap().expect("a row");
                    assert_eq!(record.first_name, format!("Ada{index}"));
                    assert!(!record.is_stale());
                    assert_eq!(records.heal_row(conn, key).unwrap(), Healed::Current);
                }
                let all: Vec<Versioned<User>> = orders::table.select(orders::doc).load(conn).unwrap();
                assert!(all.iter().all(|record| !record.is_stale()));

                let report = heirloom::job::Bulk::<User>::new(orders::key, orders::doc).run(conn).unwrap();
                assert_eq!((report.upgraded(), report.passes()[0].current), (0, 3));
            }
        }
    )* };
}

shapes! {
    integers_and_text: Integer "INTEGER PRIMARY KEY", Text "TEXT", "?", "", [1, -7, i32::MAX];
    large_integers_and_json: BigInt "BIGINT PRIMARY KEY", Json "JSON", "?", "WITHOUT ROWID", [0, i64::MIN, i64::MAX];
    texts_and_bytes: Text "TEXT PRIMARY KEY", Binary "BLOB", "CAST(? AS BLOB)", "WITHOUT ROWID", ["", "Ä'`\"", "b"];
    texts_without_case_and_jsonb: Text "TEXT COLLATE NOCASE UNIQUE", Jsonb "BLOB", "jsonb(?)", "", ["a", "B", "c"];
    blobs_and_text: Binary "BLOB PRIMARY KEY", Text "VARCHAR(10)", "?", "", [&b""[..], b"\0\xff", b"\0"];
}

#[derive(Serialize, Deserialize, Migrate, Debug)]
#[migrate(entity = "user", version = 4)]
struct Later {
    first_name: String,
}

#[test]
fn a_record_is_never_brought_to_an_older_version() {
    let conn = &mut filled(0);
    let later = json::to_string(&Later { first_name: "Ada".into() }).unwrap();
    diesel::insert_into(users::table)
        .values((users::id.eq(1), users::doc.eq(&later)))
        .execute(conn)
        .unwrap();
    assert!(healing().heal_row(conn, 1).is_err());
    let report = heirloom::job::Bulk::<User>::new(users::id, users::doc).run(conn).unwrap();
    assert_eq!((report.passes()[0].newer, report.stale(), report.quarantined()), (1, 0, 0));
    assert_eq!(stored(conn, 1), Some(later));
}

#[test]
fn records_are_inserted_listed_counted_and_removed() {
    heirloom_store_tests::handle::check(&mut memory(), "TEXT");
}
