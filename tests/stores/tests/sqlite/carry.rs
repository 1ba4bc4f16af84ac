//! The carry in a column of its own, and inline in an ordinary model.

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use heirloom::job::{Bulk, JobErrorKind};
use heirloom::store::{Heal, Healed, Records};
use heirloom::{Migrate, Version, Versioned, json};
use heirloom_store_tests::open;
use serde::{Deserialize, Serialize};

/// A foreign format: its two numbers leave no place for a carry.
mod v4 {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "page", version = "4.4", tag(major = "format", minor = "format_minor"))]
    #[migrate(carry_limit = 200)]
    pub(super) struct Page {
        pub(super) title: String,
        pub(super) fax: String,
    }
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = v4::Page, version = "4.5", compat = "none", drop(fax, keep))]
struct Page {
    title: String,
    #[migrate(default)]
    tags: Vec<String>,
}

diesel::table! {
    pages (id) {
        id -> BigInt,
        doc -> Text,
        carry -> Nullable<Text>,
    }
}

fn old_text(fax: &str) -> String {
    format!(r#"{{"format":4,"format_minor":4,"title":"Notes","fax":"{fax}"}}"#)
}

const NEW: &str = r#"{"format":4,"format_minor":5,"title":"Notes","tags":[]}"#;

fn make(conn: &mut SqliteConnection) {
    conn.batch_execute("CREATE TABLE pages (id INTEGER PRIMARY KEY, doc TEXT COLLATE NOCASE, carry TEXT COLLATE NOCASE)")
        .unwrap();
}

fn memory() -> SqliteConnection {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    make(&mut conn);
    conn
}

fn put(conn: &mut SqliteConnection, id: i64, doc: &str, carry: Option<&str>) {
    let row = (pages::id.eq(id), pages::doc.eq(doc), pages::carry.eq(carry));
    diesel::replace_into(pages::table).values(row).execute(conn).unwrap();
}

fn row(conn: &mut SqliteConnection, id: i64) -> (String, Option<String>) {
    pages::table.find(id).select((pages::doc, pages::carry)).first(conn).unwrap()
}

fn records() -> Records<Page, pages::id> {
    Records::new(pages::id, pages::doc).carry(pages::carry).heal(Heal::Always)
}

fn bulk<'a>() -> Bulk<'a, Page> {
    Bulk::new(pages::id, pages::doc).carry(pages::carry)
}

/// The carry that the step leaves for row `id`.
fn carry(id: i64, fax: &str) -> String {
    let old: Versioned<Page> = json::open_parts(&old_text(fax), None, &id.to_string()).unwrap();
    json::seal_parts(&old, &id.to_string()).unwrap().1.unwrap()
}

#[test]
fn what_is_lost_goes_into_the_column_and_comes_back() {
    let conn = &mut memory();
    for id in [1, 2] {
        put(conn, id, &old_text("12"), None);
    }
    assert_eq!(records().heal_row(conn, 1).unwrap(), Healed::Written);
    let report = bulk().run(conn).unwrap();
    assert_eq!((report.upgraded(), report.quarantined()), (1, 0));
    for id in [1, 2] {
        assert_eq!(row(conn, id), (NEW.to_owned(), Some(carry(id, "12"))));
        let page = records().get(conn, id).unwrap().unwrap();
        let (doc, carry) =
            json::seal_parts_at(page, Version::new(4, 4, 0), &id.to_string()).unwrap();
        assert_eq!(doc, old_text("12"));
        assert!(!carry.unwrap().contains("fax"));
    }
}

#[test]
fn an_edit_keeps_the_carry_and_binds_it_to_what_it_writes() {
    let conn = &mut memory();
    put(conn, 1, &old_text("12"), None);
    let page = records().update(conn, 1, |page| page.tags.push("new".into())).unwrap().unwrap();
    assert_eq!(page.tags, ["new"]);
    let page = records().get(conn, 1).unwrap().unwrap();
    assert!(page.carry().unwrap().is_bound());
    let (doc, carry) = json::seal_parts_at(page, Version::new(4, 4, 0), "1").unwrap();
    assert_eq!(doc, old_text("12"));

    // The older record carries the tags; written at today's version again, nothing is left in the column.
    put(conn, 1, &doc, carry.as_deref());
    assert!(records().get(conn, 1).unwrap().unwrap().tags == ["new"]);
    assert_eq!(row(conn, 1).0, NEW.replace("[]", r#"["new"]"#));
    assert_eq!(records().update(conn, 9, |_| ()).unwrap(), None);
}

#[test]
fn a_carry_that_has_no_more_to_say_becomes_null() {
    let conn = &mut memory();
    let mut page = Versioned::new(Page { title: "Notes".into(), tags: vec!["x".into()] });
    let (doc, carry) = json::seal_parts_at(page.clone(), Version::new(4, 4, 0), "1").unwrap();
    put(conn, 1, &doc, carry.as_deref());
    records().get(conn, 1).unwrap();
    let (doc, carry) = row(conn, 1);
    page = json::open_parts(&doc, carry.as_deref(), "1").unwrap();
    assert_eq!(page.tags, ["x"]);
    // The fax that the older version needed was made up, and is kept; tags are the record's own again.
    assert!(carry.is_none_or(|carry| !carry.contains("tags")));
}

mod unbound {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "note", version = "1.0", tag(major = "format", minor = "format_minor"))]
    struct NoteV1 {
        title: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = NoteV1, version = "1.1", compat = "none")]
    struct Note {
        title: String,
        #[migrate(default)]
        tags: Vec<String>,
    }

    fn older(id: i64) -> (String, Option<String>) {
        let note = Versioned::new(Note { title: "Notes".into(), tags: vec!["mine".into()] });
        json::seal_parts_at(note, Version::new(1, 0, 0), &id.to_string()).unwrap()
    }

    #[test]
    fn a_carry_that_is_not_the_records_is_not_applied_and_not_changed() {
        let (doc, own) = older(1);
        let (own, foreign) = (own.unwrap(), older(2).1.unwrap());
        let cases = [
            (doc.clone(), foreign, false),
            (doc.replace("Notes", "Edited by hand"), own.clone(), false),
            (doc.clone(), r#"{"9":{"x":1}}"#.to_owned(), false),
            (doc.clone(), "[1]".to_owned(), false),
            (doc.clone(), "7".to_owned(), false),
            (doc, own, true),
        ];
        for (doc, carry, is_its_own) in cases {
            for with_bulk in [false, true] {
                let conn = &mut memory();
                put(conn, 1, &doc, Some(&carry));
                if with_bulk {
                    let job = Bulk::<Note>::new(pages::id, pages::doc).carry(pages::carry);
                    assert_eq!(job.run(conn).unwrap().upgraded(), 1);
                } else {
                    let notes = Records::<Note, _>::new(pages::id, pages::doc).carry(pages::carry);
                    let note = notes.heal(Heal::Always).get(conn, 1).unwrap().unwrap();
                    let unbound = note.carry().is_some_and(|carry| !carry.is_bound());
                    assert_eq!(unbound, !is_its_own, "{carry}");
                }
                let (new, kept) = row(conn, 1);
                if is_its_own {
                    assert!(new.ends_with(r#","tags":["mine"]}"#), "{new}");
                    assert_eq!(kept, None);
                } else {
                    assert!(new.ends_with(r#","tags":[]}"#), "{new}");
                    assert_eq!(kept.as_deref(), Some(&*carry));
                }
            }
        }
    }
}

#[test]
fn a_carry_that_cannot_be_read_is_an_error_of_the_record() {
    let conn = &mut memory();
    let cases = [("'{'", "malformed"), ("''", "malformed"), ("x'00'", "wrong_type")];
    for (id, (sql, code)) in (1..).zip(cases) {
        put(conn, id, &old_text("12"), None);
        conn.batch_execute(&format!("UPDATE pages SET carry = {sql} WHERE id = {id}")).unwrap();
        let error = records().get(conn, id).unwrap_err();
        assert_eq!(error.kind().code(), code, "{sql}: {error}");
    }
    let report = bulk().run(conn).unwrap();
    assert_eq!((report.upgraded(), report.quarantined()), (0, 3));
    for set_aside in bulk().quarantine(conn, 9).unwrap() {
        let path = if set_aside.code == "malformed" { "the carry's column" } else { "" };
        assert_eq!(set_aside.path, path, "{}", set_aside.reason);
    }
}

#[test]
fn a_carry_over_the_limit_is_refused_before_anything_is_written() {
    let conn = &mut memory();
    let long = old_text(&"1".repeat(300));
    put(conn, 1, &long, None);
    put(conn, 2, &old_text("12"), None);
    assert_eq!(records().heal_row(conn, 1).unwrap_err().kind().code(), "seal");
    assert_eq!(records().update(conn, 1, |_| ()).unwrap_err().kind().code(), "seal");
    let report = bulk().run(conn).unwrap();
    assert_eq!((report.upgraded(), report.quarantined()), (1, 1));
    let set_aside = &bulk().quarantine(conn, 9).unwrap()[0];
    assert_eq!((set_aside.key.to_string(), &*set_aside.code), ("1".to_owned(), "seal"));
    assert_eq!(row(conn, 1), (long, None));
}

/// Writes with a second connection just before the first one's next `UPDATE`.
fn interfere(conn: &mut SqliteConnection, mut other: SqliteConnection, sql: &'static str) {
    let mut sql = Some(sql);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event
            && query.to_string().starts_with("UPDATE")
            && let Some(sql) = sql.take()
        {
            other.batch_execute(sql).unwrap();
        }
    });
}

#[test]
fn a_swap_compares_document_and_carry() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pages.sqlite");
    make(&mut open(&path));
    for (before, during, after) in [
        (None, "UPDATE pages SET carry = '{}'", Some("{}")),
        (Some(r#"{"a":1}"#), r#"UPDATE pages SET carry = '{"A":1}'"#, Some(r#"{"A":1}"#)),
        (Some("{}"), "UPDATE pages SET carry = NULL", None),
    ] {
        let conn = &mut open(&path);
        put(conn, 1, &old_text("12"), before);
        interfere(conn, open(&path), during);
        assert_eq!(records().heal_row(conn, 1).unwrap(), Healed::Lost);
        assert_eq!(row(conn, 1), (old_text("12"), after.map(ToOwned::to_owned)));
        // An update goes on from what stands there now.
        interfere(conn, open(&path), "UPDATE pages SET doc = replace(doc, 'Notes', 'Edited')");
        let page = records().update(conn, 1, |page| page.title.push('!')).unwrap().unwrap();
        assert_eq!(page.title, "Edited!");
    }
}

#[test]
fn an_update_that_a_trigger_ignores_is_told() {
    let conn = &mut memory();
    put(conn, 1, &old_text("12"), None);
    conn.batch_execute("CREATE TRIGGER no BEFORE UPDATE ON pages BEGIN SELECT RAISE(IGNORE); END")
        .unwrap();
    let error = records().update(conn, 1, |_| ()).unwrap_err();
    assert_eq!(error.kind().code(), "ignored");
}

#[test]
fn the_key_is_that_of_the_row_in_whatever_letters_it_is_asked_for() {
    diesel::table! {
        notes (name) {
            name -> Text,
            doc -> Binary,
            carry -> Nullable<Jsonb>,
        }
    }
    let conn = &mut SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute(
        "CREATE TABLE notes (name TEXT COLLATE NOCASE PRIMARY KEY, doc BLOB, carry BLOB)",
    )
    .unwrap();
    diesel::insert_into(notes::table)
        .values((notes::name.eq("ada"), notes::doc.eq(old_text("12").into_bytes())))
        .execute(conn)
        .unwrap();
    let records = Records::<Page, _>::new(notes::name, notes::doc).carry(notes::carry);
    assert_eq!(records.heal_row(conn, "ADA").unwrap(), Healed::Written);
    let page = records.get(conn, "Ada").unwrap().unwrap();
    assert!(page.carry().unwrap().is_bound());
    let doc: Vec<u8> = notes::table.select(notes::doc).first(conn).unwrap();
    let text = String::from_utf8(doc).unwrap();
    let carry = page.carry().unwrap().get().to_owned();
    assert!(
        json::open_parts::<Page>(&text, Some(&carry), "'ada'").unwrap().carry().unwrap().is_bound()
    );
}

#[test]
fn a_job_that_was_begun_with_a_carry_does_not_go_on_without() {
    let conn = &mut memory();
    bulk().run(conn).unwrap();
    let error = Bulk::<Page>::new(pages::id, pages::doc).run(conn).unwrap_err();
    assert!(matches!(error.kind(), JobErrorKind::OtherTarget { .. }));
    assert!(error.to_string().contains("with its carry in `carry`"), "{error}");
}

#[test]
fn books_of_format_1_are_brought_along() {
    let conn = &mut memory();
    conn.batch_execute(include_str!("books_1.sql")).unwrap();
    // A job that an older program left in the middle.
    conn.batch_execute(
        "INSERT INTO heirloom_format VALUES (1, 1, 0);
         INSERT INTO heirloom_job VALUES (1, 'pages', 'page', '4.5', 'pages', 'id', 'doc', 1, 1, 0, 0, 0, NULL);
         INSERT INTO heirloom_job_range VALUES (1, 1, 1, 0, 2, 3, 1, 0, 2, 2, 0, 0, 0, 0, 0);
         CREATE VIEW progress AS SELECT sum(scanned) AS scanned FROM heirloom_job_range",
    )
    .unwrap();
    let (doc, _) =
        json::seal_parts(&Versioned::new(Page { title: "Notes".into(), tags: vec![] }), "1")
            .unwrap();
    for id in [1, 2] {
        put(conn, id, &doc, None);
    }
    put(conn, 3, &doc, None);
    let report = Bulk::<Page>::new(pages::id, pages::doc).name("pages").run(conn).unwrap();
    let first = report.passes()[0];
    assert_eq!((first.scanned, first.upgraded, first.current, first.removed), (3, 2, 1, 0));
    let format = "SELECT format FROM heirloom_format";
    let format = diesel::dsl::sql::<diesel::sql_types::BigInt>(format).get_result::<i64>(conn);
    assert_eq!(format, Ok(2));
    conn.batch_execute(
        "SELECT scanned FROM progress; SELECT * FROM heirloom_removed, heirloom_emitted",
    )
    .unwrap();
}

mod inline {
    use super::*;

    mod old {
        use super::*;

        #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
        #[migrate(entity = "user", version = 1)]
        pub(super) struct User {
            pub(super) name: String,
        }
    }

    /// What the newer program knows.
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = old::User)]
    struct User {
        name: String,
        #[migrate(default)]
        tags: Vec<String>,
    }

    diesel::table! {
        users (id) {
            id -> BigInt,
            doc -> Text,
        }
    }

    #[derive(Queryable, Selectable, Insertable, AsChangeset, Identifiable)]
    #[diesel(table_name = users, check_for_backend(diesel::sqlite::Sqlite))]
    struct OldRow {
        id: i64,
        doc: Versioned<old::User>,
    }

    #[derive(Queryable, Selectable, Insertable, AsChangeset, Identifiable)]
    #[diesel(table_name = users, check_for_backend(diesel::sqlite::Sqlite))]
    struct Row {
        id: i64,
        doc: Versioned<User>,
    }

    #[test]
    fn an_edit_of_an_old_program_stands_and_what_it_did_not_know_comes_back() {
        let conn = &mut SqliteConnection::establish(":memory:").unwrap();
        conn.batch_execute("CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)")
            .unwrap();
        // The newer program still writes what the older one reads.
        let user = User { name: "Ada".into(), tags: vec!["admin".into()] };
        let first = json::to_string_at(user.clone(), Version::major(1)).unwrap();
        let second = json::seal_at(Versioned::new(user), Version::major(1)).unwrap();
        assert_eq!(first.as_bytes(), second);
        let row = (users::id.eq(1), users::doc.eq(first));
        diesel::insert_into(users::table).values(row).execute(conn).unwrap();

        let mut old: OldRow = users::table.find(1).first(conn).unwrap();
        old.doc.name.push_str(" Lovelace");
        diesel::update(&old).set(&old).execute(conn).unwrap();

        let new: Row = users::table.find(1).first(conn).unwrap();
        assert_eq!(*new.doc, User { name: "Ada Lovelace".into(), tags: vec!["admin".into()] });
        diesel::update(&new).set(&new).execute(conn).unwrap();
        let stored: String = users::table.select(users::doc).first(conn).unwrap();
        assert_eq!(stored, r#"{"$v":2,"name":"Ada Lovelace","tags":["admin"]}"#);
    }
}
