//! The bulk upgrade as a process that dies, meets another, or runs beside writers.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use heirloom::job::{Bulk, Report};
use heirloom::{Versioned, json};
use heirloom_store_tests::{all, fill, new_text, old_text, open, users};
use heirloom_tests::user::User;
use tempfile::TempDir;

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.sqlite");
    (folder, path)
}

/// The program of `src/bin/bulk.rs`.
fn program(path: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bulk"));
    command.arg(path).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn finish(path: &Path) -> Report {
    Bulk::<User>::new(users::id, users::doc).batch_rows(5).run(&mut open(path)).unwrap()
}

fn number(conn: &mut SqliteConnection, sql: &str) -> i64 {
    diesel::dsl::sql::<BigInt>(sql).get_result(conn).unwrap()
}

/// What must hold whenever nobody is writing: the figures are those of the rows, not more and not less.
fn consistent(path: &Path, already_current: i64) {
    let conn = &mut open(path);
    if number(conn, "SELECT count(*) FROM sqlite_schema WHERE name = 'heirloom_job_range'") == 0 {
        return;
    }
    let upgraded =
        number(conn, "SELECT count(*) FROM users WHERE doc LIKE '{\"$v\":3,%'") - already_current;
    let counted = number(conn, "SELECT coalesce(sum(upgraded), 0) FROM heirloom_job_range");
    assert_eq!(counted, upgraded);
    let behind = "SELECT count(*) FROM users, heirloom_job_range AS r WHERE r.pass = 1 AND users.id <= r.last_key";
    let scanned = "SELECT coalesce(sum(scanned), 0) FROM heirloom_job_range WHERE pass = 1";
    assert_eq!(number(conn, scanned), number(conn, behind));
    let aside =
        number(conn, "SELECT coalesce(sum(set_aside), 0) FROM heirloom_job_range WHERE pass = 1");
    assert_eq!(number(conn, "SELECT count(*) FROM heirloom_quarantine"), aside);
}

#[test]
fn a_kill_at_any_event_of_the_connection_loses_nothing_and_counts_nothing_twice() {
    let (_folder, original) = folder();
    fill(&mut open(&original), 23);
    open(&original)
        .batch_execute(&format!(
            "UPDATE users SET doc = 'broken' WHERE id IN (4, 17); UPDATE users SET doc = NULL WHERE id = 9;
             UPDATE users SET doc = '{{\"$v\":8}}' WHERE id = 10; UPDATE users SET doc = '{}' WHERE id = 11",
            new_text(11)
        ))
        .unwrap();
    let mut deaths = 0;
    for event in 1.. {
        let path = original.with_extension(event.to_string());
        fs::copy(&original, &path).unwrap();
        let output = program(&path, &["5", &event.to_string()]).output().unwrap();
        if output.status.success() {
            break;
        }
        deaths += 1;
        consistent(&path, 1);
        let report = finish(&path);
        // If it died behind the last line of the job, this was a run of its own.
        let expected = if report.passes().len() == 1 { 0 } else { 18 };
        assert_eq!(report.upgraded(), expected, "event {event}");
        for pass in report.passes() {
            assert_eq!(
                (pass.scanned, pass.newer, pass.empty, pass.set_aside, pass.conflicted),
                (23, 1, 1, 2, 0)
            );
        }
        assert_eq!((report.stale(), report.quarantined()), (2, 2));
        let conn = &mut open(&path);
        for (id, doc) in all(conn) {
            match id {
                4 | 17 => assert_eq!(doc.as_deref(), Some("broken")),
                9 => assert_eq!(doc, None),
                10 => assert_eq!(doc.as_deref(), Some(r#"{"$v":8}"#)),
                id => assert_eq!(doc, Some(new_text(id))),
            }
        }
        fs::remove_file(&path).unwrap();
    }
    // Each statement of the survey, the books, five batches, two passes and the report, before and after.
    assert!(deaths > 150, "{deaths}");
}

#[test]
fn forty_kills_at_random_lose_nothing() {
    const ROWS: i64 = 30_000;
    for journal in ["DELETE", "WAL"] {
        let (_folder, path) = folder();
        let mut conn = open(&path);
        conn.batch_execute(&format!("PRAGMA journal_mode = {journal}")).unwrap();
        fill(&mut conn, ROWS);
        drop(conn);
        let mut kills = 0;
        let mut random = 0x2545_f491_4f6c_dd1d_u64;
        while kills < 20 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let mut child = program(&path, &["11"]).spawn().unwrap();
            thread::sleep(Duration::from_micros(10_000 + random % 40_000));
            child.kill().unwrap();
            let output = child.wait_with_output().unwrap();
            assert!(
                !output.status.success(),
                "{journal}: finished after {kills} kills; give it more rows"
            );
            kills += 1;
            consistent(&path, 0);
        }
        // The kills came in the middle of the work.
        let done =
            number(&mut open(&path), "SELECT scanned FROM heirloom_job_range WHERE pass = 1");
        assert!(done > 0 && done < ROWS, "{journal}: {done}");
        let report = finish_in_one_process(&path);
        assert!(report.contains("30,000 upgraded in 2 passes\n"), "{report}");
        consistent(&path, 0);
        for (id, doc) in all(&mut open(&path)) {
            assert_eq!(doc, Some(new_text(id)));
        }
    }
}

fn finish_in_one_process(path: &Path) -> String {
    succeeded(program(path, &["1000"]).spawn().unwrap())
}

fn succeeded(child: Child) -> String {
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&stderr);
    assert!(status.success(), "{stderr}");
    // Each of these programs asks for a progress bar, and its error output is no terminal.
    assert_eq!(stderr, "");
    String::from_utf8(stdout).unwrap()
}

#[test]
fn processes_that_run_the_same_job_at_once_count_each_row_once() {
    for journal in ["DELETE", "WAL"] {
        let (_folder, path) = folder();
        let mut conn = open(&path);
        conn.batch_execute(&format!("PRAGMA journal_mode = {journal}")).unwrap();
        fill(&mut conn, 3000);
        drop(conn);
        let children: Vec<_> = (0..3).map(|_| program(&path, &["10"]).spawn().unwrap()).collect();
        for child in children {
            succeeded(child);
        }
        let conn = &mut open(&path);
        assert!(all(conn).into_iter().all(|(id, doc)| doc == Some(new_text(id))));
        // One that came late may have begun a run of its own, which found nothing.
        let runs = number(conn, "SELECT run FROM heirloom_job");
        let figures = "SELECT count(*) FROM heirloom_job_range WHERE scanned <> 3000 OR NOT done";
        assert_eq!(number(conn, figures), 0);
        if runs == 1 {
            consistent(&path, 0);
        }
    }
}

#[test]
fn no_edit_of_a_concurrent_writer_is_lost() {
    let (_folder, path) = folder();
    let mut conn = open(&path);
    conn.batch_execute("PRAGMA journal_mode = WAL").unwrap();
    fill(&mut conn, 400);
    let edited = Arc::new(AtomicU32::new(0));
    let writers: Vec<_> = (0..2)
        .map(|writer| {
            let (edited, path) = (Arc::clone(&edited), path.clone());
            thread::spawn(move || edits(writer, &path, &edited))
        })
        .collect();
    // Run after run, so that the writers meet every state.
    while edited.load(Ordering::Relaxed) < EDITS {
        Bulk::<User>::new(users::id, users::doc).batch_rows(40).run(&mut conn).unwrap();
    }
    let mut expected: HashMap<i64, Vec<String>> = HashMap::new();
    for writer in writers {
        for (id, edit) in writer.join().unwrap() {
            expected.entry(id).or_default().push(edit);
        }
    }
    for (id, doc) in all(&mut conn) {
        let user: User = json::from_str(&doc.unwrap()).unwrap();
        let mut tags = user.tags;
        let mut edits = expected.remove(&id).unwrap_or_default();
        tags.sort();
        edits.sort();
        assert_eq!(tags, edits, "{id}");
    }
}

const EDITS: u32 = 1000;

/// Adds tags to random rows through a model, until there are enough; gives those that were acknowledged.
fn edits(writer: u64, path: &Path, edited: &AtomicU32) -> Vec<(i64, String)> {
    let conn = &mut open(path);
    let mut acknowledged = Vec::new();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(writer + 1);
    while edited.load(Ordering::Relaxed) < EDITS {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let id = 1 + i64::try_from(random % 400).unwrap();
        let tag = format!("{writer}-{}", acknowledged.len());
        let changed = conn.immediate_transaction(|conn| {
            let row: Option<Versioned<User>> =
                users::table.find(id).select(users::doc).first(conn)?;
            let mut row = row.expect("a document");
            row.tags.push(tag.clone());
            diesel::update(users::table.find(id)).set(users::doc.eq(&row)).execute(conn)
        });
        if changed == Ok(1) {
            acknowledged.push((id, tag));
            edited.fetch_add(1, Ordering::Relaxed);
        }
        // An old program writes back an untouched row in the old version now and then; that is no edit to lose.
        if random.is_multiple_of(7) {
            let untouched = users::table.find(id).filter(users::doc.eq(new_text(id)));
            diesel::update(untouched).set(users::doc.eq(old_text(id))).execute(conn).unwrap();
        }
    }
    acknowledged
}

#[test]
fn memory_does_not_grow_with_the_table() {
    let peak = |rows: i64| {
        let (_folder, path) = folder();
        let conn = &mut open(&path);
        fill(conn, rows);
        // About 500 bytes each.
        let pad = "UPDATE users SET doc = replace(doc, '@example', '@' || hex(zeroblob(200)) || '.example')";
        conn.batch_execute(pad).unwrap();
        let output = succeeded(program(&path, &["1000"]).spawn().unwrap());
        let upgraded = format!("{rows} upgraded in 2 passes");
        assert!(output.replace(',', "").contains(&upgraded), "{output}");
        let peak = output.lines().last().unwrap();
        let kib: u64 = peak.split_whitespace().nth(1).unwrap().parse().unwrap();
        kib
    };
    let (small, large) = (peak(10_000), peak(200_000));
    println!("peak memory: {small} KiB for 10,000 rows, {large} KiB for 200,000");
    // Twenty times the rows are 100 MB more of documents.
    assert!(large < small + 4 * 1024, "{small} KiB and {large} KiB");
}
