//! Eight processes of two program versions read, heal and edit the same 1,000 records, on each database.
//!
//! For three seconds each, or as many as `HEIRLOOM_FLEET_SECONDS` says.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a helper of a test may fail like the test, and the figures are wanted"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::process::{Command, Stdio};

use diesel::connection::SimpleConnection;
use heirloom::Version;
use heirloom::store::{Records, Store};
use heirloom_store_tests::fleet::{ROWS, docs, v3};
use heirloom_store_tests::{mariadb, open, postgres};

/// Programs of each version.
const PROGRAMS: u64 = 4;

fn fleet<C: Store + SimpleConnection>(kind: &str, database: &str, text: &str, conn: &mut C) {
    conn.batch_execute(&format!("CREATE TABLE docs (id bigint PRIMARY KEY, doc {text} NOT NULL)"))
        .unwrap();
    let rows: Vec<String> =
        (1..=ROWS).map(|id| format!(r#"({id}, '{{"$v":1,"log":"{id}"}}')"#)).collect();
    conn.batch_execute(&format!("INSERT INTO docs VALUES {}", rows.join(","))).unwrap();

    let seconds = env::var("HEIRLOOM_FLEET_SECONDS").unwrap_or_else(|_| "3".to_owned());
    let children: Vec<_> = (1..=2 * PROGRAMS)
        .map(|writer| {
            let program = if writer <= PROGRAMS { "old" } else { "new" };
            // A file: nobody reads a pipe while it is filled.
            let told = tempfile::NamedTempFile::new().unwrap();
            let child = Command::new(env!("CARGO_BIN_EXE_fleet"))
                .args([kind, database, program, &writer.to_string(), &seconds])
                .stdout(Stdio::from(told.reopen().unwrap()))
                .spawn()
                .unwrap();
            (child, told)
        })
        .collect();
    let mut edits: BTreeMap<i64, BTreeSet<u64>> =
        (1..=ROWS).map(|id| (id, BTreeSet::from([id.cast_unsigned()]))).collect();
    for (mut child, told) in children {
        assert!(child.wait().unwrap().success(), "a program of the fleet failed");
        for line in std::fs::read_to_string(told.path()).unwrap().lines() {
            let (key, edit) = line.split_once(' ').unwrap();
            edits.get_mut(&key.parse().unwrap()).unwrap().insert(edit.parse().unwrap());
        }
    }

    let records = Records::<v3::Doc, _>::new(docs::id, docs::doc);
    let newer = 1_000_000_000 * (PROGRAMS + 1);
    let mut count = 0;
    for (key, acknowledged) in edits {
        let doc = records.get(conn, key).unwrap().unwrap();
        let found: BTreeSet<u64> = doc.edits.iter().copied().collect();
        // Each once, and in the order of each writer; nothing that was not acknowledged, since no program died.
        assert_eq!(found.len(), doc.edits.len(), "record {key}");
        assert_eq!(found, acknowledged, "record {key}");
        let of_newer = found.iter().filter(|edit| **edit >= newer).count();
        assert_eq!(doc.newer, of_newer as u64, "what the older programs carried for record {key}");
        assert!(doc.stored().unwrap() <= Version::major(2));
        count += found.len();
    }
    println!("{kind}: {count} edits in {seconds} s");
}

#[test]
fn on_sqlite() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("fleet.db");
    let mut conn = open(&path);
    conn.batch_execute("PRAGMA journal_mode = WAL").unwrap();
    fleet("sqlite", path.to_str().unwrap(), "TEXT", &mut conn);
}

#[test]
fn on_postgres() {
    let Some(server) = postgres::server() else { return };
    let database = server.database();
    fleet("postgres", database.url(), "text", &mut database.connect());
}

#[test]
fn on_mariadb() {
    let Some(server) = mariadb::server() else { return };
    let database = server.database();
    fleet("mariadb", database.url(), "longtext", &mut database.connect());
}
