//! The bulk upgrade: what it does to rows, and what it says of them.

use std::error::Error;

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use heirloom::job::{Bulk, JobError, JobErrorKind, Report, SetAside, Tally};
use heirloom::store::{RowKey, StoreErrorKind};
use heirloom::{Migrate, json};
use heirloom_store_tests::server::Server;
use heirloom_store_tests::{all, fill, new_text, old_text, open, users};
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

fn bulk<'a>() -> Bulk<'a, User> {
    Bulk::new(users::id, users::doc).batch_rows(7)
}

fn quarantine(conn: &mut SqliteConnection) -> Vec<SetAside> {
    bulk().quarantine(conn, 100).unwrap()
}

fn tally(upgraded: u64, current: u64, newer: u64, empty: u64, set_aside: u64) -> Tally {
    let mut tally = Tally::default();
    tally.scanned = upgraded + current + newer + empty + set_aside;
    (tally.upgraded, tally.current, tally.newer) = (upgraded, current, newer);
    (tally.empty, tally.set_aside) = (empty, set_aside);
    tally
}

#[test]
fn every_row_is_upgraded_and_every_row_is_counted() {
    let conn = &mut filled(100);
    conn.batch_execute(
        r#"UPDATE users SET doc = NULL WHERE id = 10;
           UPDATE users SET doc = '{"$v":9}' WHERE id = 20;
           UPDATE users SET doc = '{' WHERE id IN (30, 100);"#,
    )
    .unwrap();
    diesel::update(users::table.find(40)).set(users::doc.eq(new_text(40))).execute(conn).unwrap();
    let report = bulk().run(conn).unwrap();
    assert_eq!(report.passes(), [tally(95, 1, 1, 1, 2), tally(0, 96, 1, 1, 2)]);
    assert_eq!((report.upgraded(), report.stale(), report.quarantined()), (95, 2, 2));
    assert!(!report.is_complete());
    assert_eq!(
        report.to_string(),
        "job `users.doc/user`: 96 of 100 rows of `users` are at version 3\n\
         95 upgraded in 2 passes, 1 written by a newer program, 1 without a document, 2 set aside\n\
         2 stale rows are left: look at their reasons in the quarantine, repair them, and run the job again"
    );
    for (id, doc) in all(conn) {
        match id {
            10 => assert_eq!(doc, None),
            20 => assert_eq!(doc.as_deref(), Some(r#"{"$v":9}"#)),
            30 | 100 => assert_eq!(doc.as_deref(), Some("{")),
            _ => assert_eq!(doc, Some(new_text(id))),
        }
    }
}

#[test]
fn a_carry_is_kept_and_a_current_row_is_not_written() {
    let conn = &mut filled(0);
    let carried = r#"{"$v":2,"$c":{"4":{"nick":"x"}},"full_name":"Ada1 Lovelace1","email":"1@example.org","status":"Active"}"#;
    let spelled = new_text(2).replace(',', " , ");
    for (id, doc) in [(1, carried), (2, &spelled)] {
        let row = (users::id.eq(id), users::doc.eq(doc));
        diesel::insert_into(users::table).values(row).execute(conn).unwrap();
    }
    bulk().run(conn).unwrap();
    let carried = new_text(1).replacen("3,", r#"3,"$c":{"4":{"nick":"x"}},"#, 1);
    assert_eq!(all(conn), [(1, Some(carried)), (2, Some(spelled))]);
}

#[test]
fn an_empty_table_is_finished_at_once() {
    let conn = &mut filled(0);
    let report = bulk().run(conn).unwrap();
    assert_eq!(report.passes(), [tally(0, 0, 0, 0, 0)]);
    assert!(report.is_complete());
}

#[test]
fn a_finished_job_starts_over_and_finds_what_old_programs_left() {
    let conn = &mut filled(20);
    assert_eq!(bulk().run(conn).unwrap().upgraded(), 20);
    let again = bulk().run(conn).unwrap();
    assert_eq!(again.passes(), [tally(0, 20, 0, 0, 0)]);
    diesel::update(users::table.find(3)).set(users::doc.eq(old_text(3))).execute(conn).unwrap();
    let third = bulk().run(conn).unwrap();
    assert_eq!(third.passes(), [tally(1, 19, 0, 0, 0), tally(0, 20, 0, 0, 0)]);
    assert_eq!(all(conn)[2].1, Some(new_text(3)));
    // The books do not grow with each run.
    let kept =
        diesel::dsl::sql::<diesel::sql_types::BigInt>("SELECT count(*) FROM heirloom_job_range");
    assert_eq!(kept.get_result(conn), Ok(2_i64));
}

#[test]
fn each_kind_of_bad_record_is_set_aside_with_its_reason() {
    let conn = &mut memory();
    conn.batch_execute("CREATE TABLE users (id INTEGER PRIMARY KEY, doc BLOB)").unwrap();
    let rows = [
        ("CAST(x'7b2224ff7d' AS TEXT)", "malformed", "", "it is not UTF-8 text"),
        ("'not json'", "malformed", "", "it is not well-formed JSON (line 1, column 2)"),
        (
            r#"'{"$v":1}'"#,
            "malformed",
            "",
            "at version 1: it is no record of that version (line 1, column 8)",
        ),
        (
            r#"'{"$v":1,"port":{"a":"secret"}}'"#,
            "malformed",
            "port",
            "it is no record of that version, at `port` (line 1, column 15)",
        ),
        ("'{}'", "no_tag", "", "it names no version in `$v`"),
        (r#"'{"$v":0}'"#, "too_old", "", "at version 0: this program reads from 1 on"),
        (r#"'{"$v":"1.5","port":"1"}'"#, "unknown_version", "", "add it to the chain"),
        (r#"'{"$v":1,"$e":"user","port":"1"}'"#, "wrong_entity", "", "it is a record of `user`"),
        (
            r#"'{"$v":1,"port":"secret"}'"#,
            "step",
            "port",
            "a step refused it: `server` cannot go from version 1 to 2 at `port`",
        ),
        (r#"'{"$v":1,"port":"panic"}'"#, "panic", "", "a step panicked"),
        (
            "x'7b7d'",
            "wrong_type",
            "",
            "the row holds a blob, and the column's type in the program is text",
        ),
        ("7", "wrong_type", "", "the row holds an integer"),
        ("0.5", "wrong_type", "", "the row holds a real number"),
    ];
    for (document, ..) in rows {
        conn.batch_execute(&format!("INSERT INTO users (doc) VALUES ({document})")).unwrap();
    }
    conn.batch_execute(r#"INSERT INTO users (doc) VALUES ('{"$v":1,"port":"80"}')"#).unwrap();
    let before = dump(conn);
    let bulk = || Bulk::<Server>::new(users::id, users::doc).batch_rows(4);
    let report = bulk().run(conn).unwrap();
    assert_eq!(report.passes()[0], tally(1, 0, 0, 0, 13));
    let listed = bulk().quarantine(conn, 100).unwrap();
    assert_eq!(listed.len(), rows.len());
    for ((row, (_, code, path, reason)), id) in listed.iter().zip(rows).zip(1_i64..) {
        assert_eq!((&*row.code, &*row.path), (code, path), "{row:?}");
        assert!(row.reason.contains(reason), "{row:?}");
        // What stands in the record is nobody's business here.
        assert!(!row.reason.contains("secret"), "{row:?}");
        assert_eq!((&row.key, row.attempts), (&RowKey::from(id), 2));
        assert!(row.first_at > 1_700_000_000_000_000 && row.last_at >= row.first_at);
    }
    assert_eq!(dump(conn)[..rows.len()], before[..rows.len()]);
    let upgraded: Option<String> = users::table.find(14).select(users::doc).first(conn).unwrap();
    assert_eq!(upgraded.as_deref(), Some(r#"{"$v":2,"port":80}"#));
}

/// Each document: its type and its bytes.
fn dump(conn: &mut SqliteConnection) -> Vec<String> {
    diesel::dsl::sql::<diesel::sql_types::Text>(
        "SELECT typeof(doc) || ' ' || hex(doc) FROM users ORDER BY id",
    )
    .load(conn)
    .unwrap()
}

#[test]
fn a_repaired_row_leaves_the_quarantine_and_so_does_a_deleted_one() {
    let conn = &mut filled(30);
    conn.batch_execute("UPDATE users SET doc = 'broken' WHERE id IN (5, 15, 25, 30)").unwrap();
    bulk().run(conn).unwrap();
    assert_eq!(quarantine(conn).len(), 4);
    diesel::update(users::table.find(5)).set(users::doc.eq(old_text(5))).execute(conn).unwrap();
    diesel::update(users::table.find(15)).set(users::doc.eq(new_text(15))).execute(conn).unwrap();
    diesel::delete(users::table.find(30)).execute(conn).unwrap();
    let report = bulk().run(conn).unwrap();
    assert_eq!((report.upgraded(), report.stale(), report.quarantined()), (1, 1, 1));
    let left = quarantine(conn);
    assert_eq!((left.len(), &left[0].key, left[0].attempts), (1, &RowKey::from(25), 4));
    assert_eq!(bulk().quarantine(conn, 0).unwrap(), []);
    assert_eq!(bulk().name("never run").quarantine(conn, 100).unwrap(), []);
}

/// Calls `act` with the number of each batch, just before its transaction begins.
fn before_batches(conn: &mut SqliteConnection, mut act: impl FnMut(u32) + Send + 'static) {
    let mut batch = 0;
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::BeginTransaction { .. } = event {
            act(batch);
            batch += 1;
        }
    });
}

#[test]
fn what_is_written_between_page_and_swap_is_never_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.sqlite");
    let mut conn = open(&path);
    conn.batch_execute("PRAGMA journal_mode = WAL").unwrap();
    fill(&mut conn, 20);
    conn.batch_execute("CREATE TABLE sum (of)").unwrap();
    let mut other = open(&path);
    let old = old_text(3).replace("Ada", "Eda");
    let new = new_text(4).replace("Active", "Suspended");
    let edit = format!(
        "UPDATE users SET doc = '{old}' WHERE id = 3; UPDATE users SET doc = '{new}' WHERE id = 4;
         UPDATE users SET doc = NULL WHERE id = 5; DELETE FROM users WHERE id = 6;
         UPDATE users SET doc = 'broken' WHERE id = 7; UPDATE users SET doc = '{{\"$v\":8}}' WHERE id = 8;
         INSERT INTO users VALUES (-1, '{0}'), (21, '{0}')",
        old_text(0)
    );
    before_batches(&mut conn, move |batch| {
        // The first makes the tables, the second enters the job, the third is that of the first page.
        if batch == 2 {
            other.batch_execute(&edit).unwrap();
        }
    });
    let report = Bulk::<User>::new(users::id, users::doc).batch_rows(10).run(&mut conn).unwrap();
    // Row 6 is gone. The rows inserted before the page and behind the end are left to the next pass.
    assert_eq!(report.passes()[0], tally(15, 1, 1, 1, 1));
    assert_eq!(report.passes()[1], tally(2, 16, 1, 1, 1));
    assert_eq!(report.passes()[2], tally(0, 18, 1, 1, 1));
    for (id, doc) in all(&mut conn) {
        let expected = match id {
            -1 | 21 => Some(new_text(0)),
            3 => Some(new_text(3).replace("Ada", "Eda")),
            4 => Some(new.clone()),
            5 => None,
            7 => Some("broken".to_owned()),
            8 => Some(r#"{"$v":8}"#.to_owned()),
            id => Some(new_text(id)),
        };
        assert_eq!(doc, expected, "{id}");
    }
}

#[test]
fn two_runs_of_one_job_count_no_row_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.sqlite");
    let mut conn = open(&path);
    conn.batch_execute("PRAGMA journal_mode = WAL").unwrap();
    fill(&mut conn, 50);
    conn.batch_execute("UPDATE users SET doc = 'broken' WHERE id = 50").unwrap();
    let other = path.clone();
    before_batches(&mut conn, move |batch| {
        // The page has been read. The whole job is done by somebody else before it is written.
        if batch == 4 {
            let report = bulk().run(&mut open(&other)).unwrap();
            assert_eq!(report.passes(), [tally(49, 0, 0, 0, 1), tally(0, 49, 0, 0, 1)]);
        }
    });
    let report = bulk().run(&mut conn).unwrap();
    assert_eq!(report.passes(), [tally(49, 0, 0, 0, 1), tally(0, 49, 0, 0, 1)]);
    assert_eq!(quarantine(&mut conn)[0].attempts, 2);
}

#[test]
fn a_batch_of_a_run_that_is_over_does_not_count_in_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.sqlite");
    let mut conn = open(&path);
    conn.batch_execute("PRAGMA journal_mode = WAL").unwrap();
    fill(&mut conn, 20);
    let other = path.clone();
    before_batches(&mut conn, move |batch| {
        // The second page has been read. Somebody else ends the run, and stands at the second page of the next.
        if batch == 3 {
            let other = &mut open(&other);
            bulk().run(other).unwrap();
            for id in 8..=20 {
                let old = users::doc.eq(old_text(id));
                diesel::update(users::table.find(id)).set(old).execute(other).unwrap();
            }
            let stopped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                bulk().on_batch(|progress| assert!(progress.tally.scanned < 7, "enough")).run(other)
            }));
            assert!(stopped.is_err());
        }
    });
    let report = bulk().run(&mut conn).unwrap();
    assert_eq!(report.passes(), [tally(13, 7, 0, 0, 0), tally(0, 20, 0, 0, 0)]);
}

#[test]
fn old_programs_that_never_stop_do_not_keep_the_job_from_ending() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.sqlite");
    let mut conn = open(&path);
    conn.batch_execute("PRAGMA journal_mode = WAL").unwrap();
    fill(&mut conn, 30);
    let mut other = open(&path);
    let mut inserted = 30;
    before_batches(&mut conn, move |_| {
        // One row at the end, one behind the cursor.
        inserted += 1;
        diesel::insert_into(users::table)
            .values((users::id.eq(inserted), users::doc.eq(old_text(inserted))))
            .execute(&mut other)
            .unwrap();
        diesel::update(users::table.find(1))
            .set(users::doc.eq(old_text(1)))
            .execute(&mut other)
            .unwrap();
    });
    let report = bulk().run(&mut conn).unwrap();
    assert_eq!(report.passes().len(), 3);
    assert!(report.passes().iter().all(|pass| pass.upgraded > 0), "{report}");
    let stale = all(&mut conn)
        .iter()
        .filter(|(_, doc)| doc.as_ref().unwrap().starts_with(r#"{"$v":1"#))
        .count();
    // What was written in the run's very last transaction is not in its figures.
    assert!(
        report.stale() > 0 && report.stale() <= u64::try_from(stale).unwrap(),
        "{report} {stale}"
    );
    assert!(report.to_string().contains("old programs still write"), "{report}");
}

#[derive(Serialize, Deserialize, Migrate, Debug)]
#[migrate(entity = "note", version = 9)]
struct First {
    text: String,
}

#[derive(Serialize, Deserialize, Migrate, Debug)]
#[migrate(from = First)]
struct Second {
    #[migrate(from = text)]
    body: String,
}

#[derive(Serialize, Deserialize, Migrate, Debug)]
#[migrate(from = Second)]
struct Third {
    body: String,
    #[migrate(default)]
    tags: Vec<String>,
}

#[test]
fn a_newer_program_starts_over_and_an_older_one_is_refused() {
    let conn = &mut filled(20);
    conn.batch_execute(r#"UPDATE users SET doc = '{"$v":9,"text":"x"}'"#).unwrap();
    let older = || Bulk::<Second>::new(users::id, users::doc).batch_rows(7);
    let stopped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        older().on_batch(|progress| assert!(progress.tally.scanned < 14, "enough")).run(conn)
    }));
    assert!(stopped.is_err());
    assert_eq!(all(conn)[13].1.as_deref(), Some(r#"{"$v":10,"body":"x"}"#));
    assert_eq!(all(conn)[14].1.as_deref(), Some(r#"{"$v":9,"text":"x"}"#));

    let report = Bulk::<Third>::new(users::id, users::doc).run(conn).unwrap();
    assert_eq!(report.passes()[0].upgraded, 20);
    let error = older().run(conn).unwrap_err();
    assert_eq!(
        error.to_string(),
        "job `users.doc/note` has upgraded to version 11, and this program knows up to 10; run it with the newer program"
    );
    assert!(
        all(conn).iter().all(|row| row.1.as_deref() == Some(r#"{"$v":11,"body":"x","tags":[]}"#))
    );
}

#[test]
fn a_batch_is_bounded_by_bytes_and_one_large_row_passes() {
    let conn = &mut filled(0);
    for id in 1..=6 {
        let tags = if id == 4 { "x".repeat(16 << 20) } else { "y".repeat(100_000) };
        let doc = format!(r#"{{"$v":1,"name":"{tags}","email":""}}"#);
        diesel::insert_into(users::table)
            .values((users::id.eq(id), users::doc.eq(doc)))
            .execute(conn)
            .unwrap();
    }
    let mut scanned = vec![];
    let report = Bulk::<User>::new(users::id, users::doc)
        .batch_bytes(350_000)
        .on_batch(|progress| {
            if progress.pass == 1 {
                scanned.push(progress.tally.scanned);
            }
        })
        .run(conn)
        .unwrap();
    assert_eq!(report.upgraded(), 6);
    // Old and new of two rows are 400 kB; the large one makes a batch of its own, with the one before it.
    assert_eq!(scanned, [0, 2, 4, 6, 6]);
    assert_eq!(
        json::from_str::<User>(all(conn)[3].1.as_ref().unwrap()).unwrap().first_name.len(),
        16 << 20
    );
}

#[test]
fn progress_is_told_from_the_first_row_to_the_last() {
    let conn = &mut filled(20);
    let mut told = vec![];
    bulk().on_batch(|progress| told.push(*progress)).run(conn).unwrap();
    let seen: Vec<_> =
        told.iter().map(|progress| (progress.pass, progress.tally.scanned)).collect();
    assert_eq!(seen, [(1, 0), (1, 7), (1, 14), (1, 20), (2, 0), (2, 7), (2, 14), (2, 20), (2, 20)]);
    assert!(told.iter().all(|progress| progress.rows == 20));
    assert!(told.is_sorted_by_key(|progress| progress.elapsed));
}

/// What the store said when the job could not go on.
fn refused(result: Result<Report, JobError>) -> (JobError, &'static str) {
    let error = result.unwrap_err();
    let JobErrorKind::Store(store) = error.kind() else { panic!("{error:?}") };
    let code = store.kind().code();
    (error, code)
}

fn says(error: &JobError) -> String {
    assert_eq!(
        error.to_string(),
        "job `users.doc/user` stopped; what it has done is kept, and running it again goes on from there"
    );
    error.source().unwrap().to_string()
}

#[test]
fn a_table_that_cannot_be_worked_through_is_refused_before_anything_is_written() {
    for (table, code, advice) in [
        ("", "no_table", "run your own migrations first"),
        ("CREATE TABLE users (id INTEGER PRIMARY KEY, body TEXT)", "no_column", "no column `doc`"),
        ("CREATE TABLE users (key INTEGER PRIMARY KEY, doc TEXT)", "no_column", "no column `id`"),
        (
            "CREATE TABLE users (id INTEGER, doc TEXT)",
            "key_not_unique",
            "has a unique index of its own",
        ),
        (
            "CREATE TABLE users (id INT, no INT, doc TEXT, PRIMARY KEY (id, no))",
            "key_not_unique",
            "unique index",
        ),
        (
            "CREATE TABLE users (id INT, doc TEXT); CREATE UNIQUE INDEX i ON users (id) WHERE id > 5",
            "key_not_unique",
            "unique",
        ),
        (
            "CREATE TABLE users (id INT, no INT, doc TEXT); CREATE UNIQUE INDEX i ON users (id, no)",
            "key_not_unique",
            "unique",
        ),
        (
            "CREATE TABLE users (id INT, doc TEXT); CREATE UNIQUE INDEX i ON users (doc, id)",
            "key_not_unique",
            "unique",
        ),
        (
            "CREATE TABLE users (id INT, doc TEXT); CREATE INDEX i ON users (id)",
            "key_not_unique",
            "unique",
        ),
        (
            "CREATE TABLE users (id INT, doc TEXT); CREATE UNIQUE INDEX i ON users (abs(id))",
            "key_not_unique",
            "unique",
        ),
        (
            "CREATE TABLE users (id INT UNIQUE, doc TEXT); INSERT INTO users VALUES (NULL, 'a'), (NULL, 'b'), (1, 'c')",
            "null_keys",
            "2 of its rows have no key",
        ),
        (
            "CREATE TABLE t (id INTEGER PRIMARY KEY, doc TEXT); CREATE VIEW users AS SELECT * FROM t",
            "not_a_table",
            "it is a view",
        ),
        (
            "CREATE TEMP TABLE users (id INTEGER PRIMARY KEY, doc TEXT)",
            "not_in_main",
            "the database `temp`",
        ),
        (
            "ATTACH ':memory:' AS old; CREATE TABLE old.users (id INTEGER PRIMARY KEY, doc TEXT)",
            "not_in_main",
            "open that database by itself",
        ),
    ] {
        let conn = &mut memory();
        conn.batch_execute(table).unwrap();
        let (error, found) = refused(bulk().run(conn));
        assert_eq!(found, code, "{table}");
        let said = says(&error);
        assert!(
            said.starts_with("cannot upgrade `user` in `users`: ") && said.contains(advice),
            "{said}"
        );
        let books = "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'heirloom%'";
        let books: i64 =
            diesel::dsl::sql::<diesel::sql_types::BigInt>(books).get_result(conn).unwrap();
        assert_eq!(books, 0, "{table}");
    }
}

#[test]
fn any_unique_key_will_do() {
    for table in [
        "CREATE TABLE users (id INT UNIQUE, doc TEXT)",
        "CREATE TABLE users (id INT PRIMARY KEY, doc TEXT) WITHOUT ROWID",
        "CREATE TABLE users (ID INTEGER PRIMARY KEY DESC, DOC TEXT)",
        "CREATE TABLE users (id REAL, doc TEXT); CREATE UNIQUE INDEX i ON users (id COLLATE NOCASE DESC)",
        "CREATE TABLE users (id ANY PRIMARY KEY, doc TEXT) STRICT",
    ] {
        let conn = &mut memory();
        conn.batch_execute(table).unwrap();
        for id in 1..=20 {
            diesel::insert_into(users::table)
                .values((users::id.eq(id), users::doc.eq(old_text(id))))
                .execute(conn)
                .unwrap();
        }
        let report = bulk().run(conn).unwrap();
        assert_eq!(report.passes(), [tally(20, 0, 0, 0, 0), tally(0, 20, 0, 0, 0)], "{table}");
    }
}

diesel::table! {
    #[sql_name = "users"]
    numbered (rowid) {
        rowid -> BigInt,
        doc -> Text,
    }
}

#[test]
fn rows_without_a_key_of_their_own_have_their_number() {
    let conn = &mut memory();
    conn.batch_execute("CREATE TABLE users (a TEXT, b TEXT, doc TEXT, PRIMARY KEY (a, b))")
        .unwrap();
    for id in 1..=20 {
        let insert = format!("INSERT INTO users VALUES ('a', {id}, '{}')", old_text(id));
        conn.batch_execute(&insert).unwrap();
    }
    let report = Bulk::<User>::new(numbered::rowid, numbered::doc).batch_rows(3).run(conn).unwrap();
    assert_eq!(report.upgraded(), 20);
    // A table that has no numbers has no such key.
    conn.batch_execute(
        "DROP TABLE users; CREATE TABLE users (a TEXT PRIMARY KEY, doc TEXT) WITHOUT ROWID",
    )
    .unwrap();
    let (_, code) = refused(Bulk::<User>::new(numbered::rowid, numbered::doc).run(conn));
    assert_eq!(code, "no_column");
}

#[test]
fn keys_of_every_type_are_visited_once_each_in_one_table() {
    let conn = &mut memory();
    conn.batch_execute("CREATE TABLE users (id BLOB UNIQUE, doc TEXT)").unwrap();
    let keys = [
        "-9223372036854775808",
        "-1",
        "-0.5",
        "0",
        "0.5",
        "1",
        "9e99",
        "9223372036854775807",
        "''",
        "'1'",
        "'a'",
        "'A'",
        "CAST(x'ff' AS TEXT)",
        "CAST(x'fffe' AS TEXT)",
        "x''",
        "x'00'",
        "x'31'",
        "x'ff'",
    ];
    for key in keys {
        let insert = format!("INSERT INTO users VALUES ({key}, '{}')", old_text(0));
        conn.batch_execute(&insert).unwrap();
    }
    conn.batch_execute("INSERT INTO users VALUES (CAST(x'fffd' AS TEXT), 'broken'), (x'ee', 'broken'), (-0.25, 'broken')").unwrap();
    for rows in [1, 2, 100] {
        conn.batch_execute(&format!(
            "UPDATE users SET doc = '{}' WHERE doc <> 'broken'",
            old_text(0)
        ))
        .unwrap();
        let report = Bulk::<User>::new(users::id, users::doc).batch_rows(rows).run(conn).unwrap();
        assert_eq!(report.passes(), [tally(18, 0, 0, 0, 3), tally(0, 18, 0, 0, 3)]);
        let shown: Vec<_> = quarantine(conn).iter().map(|row| row.key.to_string()).collect();
        assert_eq!(shown, ["-0.25", "CAST(x'fffd' AS TEXT)", "x'ee'"]);
    }
    let joined = "SELECT count(*) FROM users JOIN heirloom_quarantine ON key = users.id WHERE code = 'malformed'";
    let joined: i64 =
        diesel::dsl::sql::<diesel::sql_types::BigInt>(joined).get_result(conn).unwrap();
    assert_eq!(joined, 3);
}

#[test]
fn keys_without_case_are_compared_without_case() {
    diesel::table! {
        users (id) {
            id -> Text,
            doc -> Text,
        }
    }
    for declared in [
        "id TEXT COLLATE NOCASE PRIMARY KEY, doc TEXT",
        // Unique without case, although the column has case; and the other way round.
        "id TEXT, doc TEXT); CREATE UNIQUE INDEX i ON users (id COLLATE NOCASE",
        "id TEXT COLLATE NOCASE, doc TEXT); CREATE UNIQUE INDEX i ON users (id COLLATE BINARY",
    ] {
        let conn = &mut memory();
        conn.batch_execute(&format!("CREATE TABLE users ({declared})")).unwrap();
        let keys: &[&str] = if declared.ends_with("BINARY") {
            &["a", "A", "b", "B", "aB", "Ab"]
        } else {
            &["a", "B", "c", "aB"]
        };
        for key in keys {
            let insert = format!("INSERT INTO users VALUES ('{key}', '{}')", old_text(0));
            conn.batch_execute(&insert).unwrap();
        }
        let report = Bulk::<User>::new(users::id, users::doc).batch_rows(1).run(conn).unwrap();
        assert_eq!(report.upgraded(), u64::try_from(keys.len()).unwrap(), "{declared}");
        assert_eq!(report.passes()[0].scanned, report.upgraded());
    }
}

#[test]
fn a_page_is_found_by_an_index_and_never_sorted() {
    for table in [
        "CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT)",
        "CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT); CREATE UNIQUE INDEX i ON users (id)",
        "CREATE TABLE users (id TEXT PRIMARY KEY, doc TEXT) WITHOUT ROWID",
        "CREATE TABLE users (id TEXT COLLATE NOCASE PRIMARY KEY, doc TEXT)",
        "CREATE TABLE users (id TEXT, doc TEXT); CREATE UNIQUE INDEX i ON users (id COLLATE NOCASE)",
        "CREATE TABLE users (rowid INT, id INTEGER PRIMARY KEY, doc TEXT)",
    ] {
        let conn = &mut memory();
        conn.batch_execute(table).unwrap();
        for id in 1..=10 {
            let row = (users::id.eq(id), users::doc.eq(old_text(id)));
            diesel::insert_into(users::table).values(row).execute(conn).unwrap();
        }
        let asked = std::sync::Arc::new(std::sync::Mutex::new(vec![]));
        let listener = std::sync::Arc::clone(&asked);
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { query, .. } = event {
                listener.lock().unwrap().push(query.to_string());
            }
        });
        bulk().run(conn).unwrap();
        let mut pages = 0;
        let queries = std::mem::take(&mut *asked.lock().unwrap());
        for query in queries {
            let ours = query.contains("`users`") && !query.contains("count(*)");
            if !ours {
                continue;
            }
            pages += u32::from(query.contains(" LIMIT "));
            let (sql, _) = query.split_once(" -- binds").unwrap();
            let steps: Vec<Step> =
                diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}")).load(conn).unwrap();
            let plan: Vec<_> = steps.into_iter().map(|step| step.detail).collect();
            let plan = plan.join(", ");
            assert!(!plan.contains("TEMP B-TREE"), "{table}: {sql}: {plan}");
            assert!(plan.contains("SEARCH") || sql.contains(" DESC "), "{table}: {sql}: {plan}");
        }
        assert!(pages > 3, "{pages}");
    }
}

#[derive(diesel::QueryableByName)]
struct Step {
    #[diesel(sql_type = diesel::sql_types::Text)]
    detail: String,
}

#[test]
fn a_connection_inside_a_transaction_is_refused() {
    let conn = &mut filled(3);
    let result: Result<(), diesel::result::Error> = conn.transaction(|conn| {
        let (error, code) = refused(bulk().run(conn));
        assert_eq!(code, "in_transaction");
        assert!(says(&error).contains("end it first"));
        Ok(())
    });
    result.unwrap();
    // One that diesel knows nothing of.
    conn.batch_execute("BEGIN").unwrap();
    let (_, code) = refused(bulk().run(conn));
    assert_eq!(code, "in_transaction");
    conn.batch_execute("COMMIT").unwrap();
    assert_eq!(bulk().run(conn).unwrap().upgraded(), 3);
}

#[test]
fn bookkeeping_of_a_newer_program_or_of_somebody_else_is_refused() {
    let conn = &mut filled(3);
    bulk().run(conn).unwrap();
    conn.batch_execute("UPDATE heirloom_format SET format = 3").unwrap();
    let (error, code) = refused(bulk().run(conn));
    assert_eq!(code, "newer_format");
    assert!(
        says(&error).contains(
            "have format 3, and this program knows up to 2; run it with the newer program"
        )
    );
    for damage in [
        "DELETE FROM heirloom_format",
        "DROP TABLE heirloom_format; CREATE TABLE heirloom_format (a)",
        "PRAGMA foreign_keys = OFF; DROP TABLE heirloom_job",
        "DROP TABLE heirloom_job_range; CREATE TABLE heirloom_job_range (a)",
        "DROP TABLE heirloom_quarantine",
        "UPDATE heirloom_job SET version = 'gibberish'",
        "UPDATE heirloom_job SET run = 'gibberish'",
        "UPDATE heirloom_job SET pass = 99, finished = 0",
    ] {
        let conn = &mut filled(3);
        bulk().run(conn).unwrap();
        conn.batch_execute(damage).unwrap();
        // An error or a fresh start, but no panic and no loop.
        let _ = bulk().run(conn);
        assert_eq!(all(conn)[0].1, Some(new_text(1)));
    }
}

#[test]
fn a_name_belongs_to_one_target() {
    let conn = &mut filled(3);
    bulk().name("upgrade").run(conn).unwrap();
    let error = Bulk::<Server>::new(users::id, users::doc).name("upgrade").run(conn).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a job `upgrade` exists for `doc` of `users` by `id`, as `user`; give this one another name with `name`"
    );
    assert_eq!(error.job(), "upgrade");
}

#[test]
fn a_locked_database_is_waited_for_and_then_said_to_be_locked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.sqlite");
    let mut conn = open(&path);
    conn.batch_execute("PRAGMA busy_timeout = 0").unwrap();
    fill(&mut conn, 20);
    let mut other = open(&path);
    other.batch_execute("BEGIN EXCLUSIVE").unwrap();
    let begun = std::time::Instant::now();
    let patience = std::time::Duration::from_millis(300);
    let (error, code) = refused(bulk().patience(patience).run(&mut conn));
    assert_eq!(code, "locked");
    assert!(begun.elapsed() >= patience && begun.elapsed() < patience * 20);
    assert!(says(&error).contains("end its transaction"));

    let waiting = std::thread::spawn(move || bulk().run(&mut conn).unwrap());
    std::thread::sleep(patience);
    other.batch_execute("COMMIT").unwrap();
    assert_eq!(waiting.join().unwrap().upgraded(), 20);
}

#[test]
fn rows_that_the_database_refuses_are_set_aside() {
    for (how, code) in [
        (
            "CREATE TRIGGER no BEFORE UPDATE ON users WHEN old.id % 5 = 0 BEGIN SELECT RAISE(ABORT, 'not this one'); END",
            "refused",
        ),
        (
            "CREATE TRIGGER no BEFORE UPDATE ON users WHEN old.id % 5 = 0 BEGIN SELECT RAISE(ROLLBACK, 'not this one'); END",
            "refused",
        ),
        (
            "CREATE TRIGGER no BEFORE UPDATE ON users WHEN old.id % 5 = 0 BEGIN SELECT RAISE(FAIL, 'not this one'); END",
            "refused",
        ),
        (
            "CREATE TRIGGER no BEFORE UPDATE ON users WHEN old.id % 5 = 0 BEGIN SELECT RAISE(IGNORE); END",
            "conflict",
        ),
    ] {
        let conn = &mut filled(20);
        conn.batch_execute(how).unwrap();
        let report = bulk().run(conn).unwrap();
        assert_eq!((report.upgraded(), report.stale(), report.quarantined()), (16, 4, 4), "{how}");
        assert_eq!(report.passes()[0].scanned, 20);
        let rows = quarantine(conn);
        assert!(rows.iter().all(|row| row.code == code), "{rows:?}");
        if code == "refused" {
            assert_eq!(
                rows[0].reason,
                "a constraint or trigger of the table refuses the new document: not this one"
            );
        } else {
            assert_eq!(report.passes()[1].conflicted, 4);
        }
        for (id, doc) in all(conn) {
            assert_eq!(doc, Some(if id % 5 == 0 { old_text(id) } else { new_text(id) }));
        }
        conn.batch_execute("DROP TRIGGER no").unwrap();
        assert_eq!(bulk().run(conn).unwrap().upgraded(), 4);
        assert_eq!(quarantine(conn), []);
    }
    // A constraint of the table itself.
    let conn = &mut memory();
    conn.batch_execute(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT CHECK (doc NOT LIKE '%Ada3%tags%'))",
    )
    .unwrap();
    for id in 1..=5 {
        let insert = format!("INSERT INTO users VALUES ({id}, '{}')", old_text(id));
        conn.batch_execute(&insert).unwrap();
    }
    assert_eq!(bulk().run(conn).unwrap().upgraded(), 4);
    assert_eq!(quarantine(conn)[0].code, "refused");
}

/// Whatever fails in the transaction of a batch, nothing of the batch takes effect.
#[test]
fn a_step_of_the_batch_that_fails_takes_the_whole_batch_with_it() {
    for trigger in [
        "BEFORE UPDATE ON heirloom_job_range WHEN new.seq = 2",
        "AFTER UPDATE ON heirloom_job_range WHEN new.seq = 2",
        "BEFORE INSERT ON heirloom_quarantine",
        "AFTER INSERT ON heirloom_quarantine",
    ] {
        for how in ["ABORT", "ROLLBACK", "FAIL"] {
            let conn = &mut filled(30);
            conn.batch_execute("UPDATE users SET doc = 'broken' WHERE id = 12").unwrap();
            bulk().name("makes the tables").run(&mut filled(0)).unwrap();
            let _ =
                Bulk::<User>::new(users::id, users::doc).name("other").quarantine(conn, 0).unwrap();
            conn.batch_execute(&format!(
                "CREATE TRIGGER no {trigger} BEGIN SELECT RAISE({how}, 'no'); END"
            ))
            .unwrap();
            let (error, code) = refused(bulk().run(conn));
            assert_eq!(code, "database", "{trigger} {how}: {error}");
            let upgraded = all(conn).iter().filter(|(id, doc)| *doc == Some(new_text(*id))).count();
            assert_eq!(upgraded, 7, "{trigger} {how}");
            assert_eq!(quarantine(conn), []);
            conn.batch_execute("DROP TRIGGER no").unwrap();
            let report = bulk().run(conn).unwrap();
            assert_eq!(report.passes(), [tally(29, 0, 0, 0, 1), tally(0, 29, 0, 0, 1)]);
        }
    }
}

#[test]
fn a_commit_that_fails_takes_the_whole_batch_with_it() {
    let conn = &mut filled(20);
    conn.batch_execute(
        "PRAGMA foreign_keys = ON; CREATE TABLE owner (id INTEGER PRIMARY KEY);
         CREATE TABLE owned (id INTEGER REFERENCES owner (id) DEFERRABLE INITIALLY DEFERRED);
         CREATE TRIGGER no AFTER UPDATE ON users WHEN new.id = 10 BEGIN INSERT INTO owned VALUES (1); END",
    )
    .unwrap();
    let (error, code) = refused(bulk().run(conn));
    assert_eq!(code, "database", "{error}");
    let upgraded = all(conn).iter().filter(|(id, doc)| *doc == Some(new_text(*id))).count();
    assert_eq!(upgraded, 7);
    conn.batch_execute("DROP TRIGGER no").unwrap();
    assert_eq!(bulk().run(conn).unwrap().passes()[0], tally(20, 0, 0, 0, 0));
}

#[test]
fn a_read_only_database_and_a_full_disk_are_said_to_be_that() {
    let conn = &mut filled(2000);
    bulk().name("another").quarantine(conn, 0).unwrap();
    conn.batch_execute("PRAGMA query_only = ON").unwrap();
    let (_, code) = refused(bulk().run(conn));
    assert_eq!(code, "read_only");
    conn.batch_execute("PRAGMA query_only = OFF").unwrap();
    let pages = diesel::dsl::sql::<diesel::sql_types::BigInt>("PRAGMA page_count");
    let pages: i64 = pages.get_result(conn).unwrap();
    conn.batch_execute(&format!("PRAGMA max_page_count = {}", pages + 1)).unwrap();
    let (error, code) = refused(bulk().run(conn));
    assert_eq!(code, "full", "{error:?}");
    conn.batch_execute("PRAGMA max_page_count = 100000").unwrap();
    let report = bulk().run(conn).unwrap();
    assert_eq!(report.passes(), [tally(2000, 0, 0, 0, 0), tally(0, 2000, 0, 0, 0)]);
}

#[test]
fn a_damaged_file_stops_the_job_where_it_is_damaged() {
    use std::io::{Seek, SeekFrom, Write};

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.sqlite");
    let mut conn = open(&path);
    fill(&mut conn, 2000);
    let leaf = "SELECT pageno FROM dbstat WHERE name = 'users' AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 20";
    let leaf = diesel::dsl::sql::<diesel::sql_types::BigInt>(leaf).get_result::<i64>(&mut conn);
    let size = diesel::dsl::sql::<diesel::sql_types::BigInt>("PRAGMA page_size");
    let size = size.get_result::<i64>(&mut conn).unwrap();
    // Without the statistics table: some page in the middle, which is a leaf.
    let page = u64::try_from((leaf.unwrap_or(30) - 1) * size).unwrap();
    drop(conn);
    let mut file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.seek(SeekFrom::Start(page)).unwrap();
    file.write_all(&[0xff; 64]).unwrap();
    drop(file);

    let mut conn = open(&path);
    let (error, code) = refused(bulk().run(&mut conn));
    assert_eq!(code, "database");
    let store = error.source().unwrap();
    assert!(store.source().unwrap().to_string().contains("malformed"), "{error:?}");
    // Everything before the damage is done and counted, and nothing behind it is touched.
    let seen: Vec<(i64, i64)> = diesel::dsl::sql::<(
        diesel::sql_types::BigInt,
        diesel::sql_types::BigInt,
    )>("SELECT last_key, upgraded FROM heirloom_job_range")
    .load(&mut conn)
    .unwrap();
    let [(last, upgraded)] = seen[..] else { panic!("{seen:?}") };
    assert!(last == upgraded && last > 100 && last < 2000, "{last} {upgraded}");
    let mut unreadable = 0;
    for id in 1..=2000 {
        let read = users::table.find(id).select(users::doc).first::<Option<String>>(&mut conn);
        match read {
            Ok(doc) => assert_eq!(doc, Some(if id <= last { new_text(id) } else { old_text(id) })),
            Err(_) => unreadable += 1,
        }
    }
    assert!(unreadable > 0 && unreadable < 100, "{unreadable}");
}

#[test]
fn errors_are_one_pointer_wide() {
    assert_eq!(size_of::<JobError>(), size_of::<usize>());
    assert_eq!(size_of::<heirloom::store::StoreError>(), size_of::<usize>());
    assert!(matches!(StoreErrorKind::Locked.code(), "locked"));
}
