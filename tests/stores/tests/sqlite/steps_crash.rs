//! Steps that need more than the record, in a process that dies or is not alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use heirloom_store_tests::open;
use heirloom_store_tests::shop::{self, orders, remarks, shipments};
use tempfile::TempDir;

const ROWS: i64 = 9;

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.sqlite");
    (folder, path)
}

/// The program of `src/bin/steps.rs`.
fn program(path: &Path, rows: u32, event: u32) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_steps"));
    command.arg(path).args([rows.to_string(), event.to_string()]).stderr(Stdio::piped());
    command
}

fn number(conn: &mut SqliteConnection, sql: &str) -> i64 {
    diesel::dsl::sql::<BigInt>(sql).get_result(conn).unwrap()
}

/// Key and document of each row of the three tables.
type Tables = (Vec<(i64, String)>, Vec<(String, String)>, Vec<(i64, String)>);

fn tables(conn: &mut SqliteConnection) -> Tables {
    (
        orders::table.order(orders::id).load(conn).unwrap(),
        shipments::table.order(shipments::id).load(conn).unwrap(),
        remarks::table.order(remarks::order_id).load(conn).unwrap(),
    )
}

/// What must hold whenever nobody is writing: of each order everything has happened, or nothing.
fn consistent(path: &Path, original: &Tables) {
    let conn = &mut open(path);
    let has_books =
        number(conn, "SELECT count(*) FROM sqlite_schema WHERE name = 'heirloom_emitted'") > 0;
    let (orders, shipments, remarks) = tables(conn);
    if !has_books {
        assert_eq!(&(orders, shipments, remarks), original);
        return;
    }
    let (mut upgraded, mut removed) = (0, 0);
    for (id, old) in &original.0 {
        let now = orders.iter().find(|(order, _)| order == id).map(|(_, doc)| doc);
        let prefix = format!("{id}-");
        let sent = shipments.iter().filter(|(key, _)| key.starts_with(&prefix)).count();
        let did_have = original.2.iter().any(|(order, _)| order == id);
        let has_still = remarks.iter().any(|(order, _)| order == id);
        let kept = |conn: &mut SqliteConnection, table: &str| {
            number(
                conn,
                &format!(
                    "SELECT count(*) FROM heirloom_removed WHERE records = '{table}' AND key = {id}"
                ),
            )
        };
        let emitted = format!("SELECT count(*) FROM heirloom_emitted WHERE source = {id}");
        let emitted = usize::try_from(number(conn, &emitted)).unwrap();
        assert_eq!(emitted, sent, "order {id}");
        if now == Some(old) {
            assert_eq!((sent, has_still), (0, did_have), "order {id}");
            assert_eq!((kept(conn, "orders"), kept(conn, "remarks")), (0, 0), "order {id}");
            continue;
        }
        assert_eq!((has_still, kept(conn, "remarks")), (false, i64::from(did_have)), "order {id}");
        match now {
            Some(new) => {
                upgraded += 1;
                assert!(new.starts_with(r#"{"$v":3,"#), "{new}");
                assert_eq!((sent, kept(conn, "orders")), (if id % 3 == 0 { 2 } else { 1 }, 0));
            }
            None => {
                removed += 1;
                assert_eq!((sent, kept(conn, "orders")), (0, 1));
            }
        }
    }
    let counted = "SELECT coalesce(sum(upgraded), 0) FROM heirloom_job_range";
    assert_eq!(number(conn, counted), upgraded);
    let counted = "SELECT coalesce(sum(removed), 0) FROM heirloom_job_range";
    assert_eq!(number(conn, counted), removed);
}

#[test]
fn a_kill_at_any_event_of_the_connection_loses_nothing_and_doubles_nothing() {
    let (_folder, original) = folder();
    shop::fill(&mut open(&original), ROWS);
    let before = tables(&mut open(&original));
    let expected = {
        let path = original.with_extension("expected");
        fs::copy(&original, &path).unwrap();
        shop::job().run(&mut open(&path)).unwrap();
        consistent(&path, &before);
        tables(&mut open(&path))
    };
    let mut deaths = 0;
    for event in 1.. {
        let path = original.with_extension(event.to_string());
        fs::copy(&original, &path).unwrap();
        let output = program(&path, 4, event).output().unwrap();
        if output.status.success() {
            break;
        }
        deaths += 1;
        consistent(&path, &before);
        let report = shop::job().batch_rows(4).run(&mut open(&path)).unwrap();
        // If it died behind the last line of the job, this was a run of its own.
        if report.passes().len() == 2 {
            assert_eq!((report.upgraded(), report.removed()), (8, 1), "event {event}");
            assert_eq!((report.emitted(), report.joined()), (11, 2), "event {event}");
        }
        assert_eq!((report.stale(), report.quarantined()), (0, 0));
        consistent_after(&path, &before, &expected);
        fs::remove_file(&path).unwrap();
    }
    // Each statement of the survey, the books, three batches, two passes and the report, before and after.
    assert!(deaths > 350, "{deaths}");
}

fn consistent_after(path: &Path, before: &Tables, expected: &Tables) {
    let conn = &mut open(path);
    assert_eq!(&tables(conn), expected);
    // Figures of a run that began anew are those of that run.
    if number(conn, "SELECT run FROM heirloom_job") == 1 {
        consistent(path, before);
    }
}

#[test]
fn processes_that_run_the_same_job_at_once_do_each_thing_once() {
    let (_folder, path) = folder();
    shop::fill(&mut open(&path), 300);
    let before = tables(&mut open(&path));
    let children: Vec<_> = (0..3).map(|_| program(&path, 7, u32::MAX).spawn().unwrap()).collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let conn = &mut open(&path);
    assert_eq!(number(conn, "SELECT count(*) FROM orders WHERE doc LIKE '{\"$v\":3,%'"), 258);
    if number(conn, "SELECT run FROM heirloom_job") == 1 {
        consistent(&path, &before);
    }
}
