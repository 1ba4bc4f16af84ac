//! A program that reads the latest version and writes an older one.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use heirloom::store::{Heal, Healed, Records, StoreErrorKind};
use heirloom::{Migrate, Version};
use heirloom_store_tests::{fill, new_text, users};
use heirloom_tests::user::User;
use serde::{Deserialize, Serialize};

fn pinned(major: u32) -> Records<User, users::id> {
    Records::new(users::id, users::doc).pin(Version::major(major)).unwrap()
}

/// Rows 1 to 3, each of the version of its key.
fn three() -> SqliteConnection {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    fill(&mut conn, 3);
    let two: User = heirloom::json::from_str(&new_text(2)).unwrap();
    let two = heirloom::json::to_string_at(two, Version::major(2)).unwrap();
    for (id, text) in [(2, two), (3, new_text(3))] {
        diesel::update(users::table.find(id)).set(users::doc.eq(text)).execute(&mut conn).unwrap();
    }
    conn
}

fn stored(conn: &mut SqliteConnection, id: i64) -> Version {
    let text: Option<String> = users::table.find(id).select(users::doc).first(conn).unwrap();
    heirloom::json::version_of::<User>(&text.unwrap()).unwrap()
}

#[test]
fn a_record_is_written_at_the_pin_and_never_made_older() {
    for (pin, after) in [(1, [1, 2, 3]), (2, [2, 2, 3]), (3, [3, 3, 3])] {
        let conn = &mut three();
        for id in 1..=3 {
            let written = pinned(pin).update(conn, id, |user| user.tags.push("edited".into()));
            let written = written.unwrap().unwrap();
            assert_eq!(written.tags, ["edited"]);
            assert_eq!(written.stored(), Some(stored(conn, id)));
        }
        assert_eq!([1, 2, 3].map(|id| stored(conn, id)), after.map(Version::major));
        // Tags are new in version 3: older records carry them.
        for id in 1..=3 {
            assert_eq!(pinned(pin).get(conn, id).unwrap().unwrap().tags, ["edited"], "{pin} {id}");
        }
    }
}

#[test]
fn a_read_heals_up_to_the_pin_alone() {
    let conn = &mut three();
    let records = pinned(2).heal(Heal::Always);
    for id in 1..=3 {
        records.get(conn, id).unwrap().unwrap();
    }
    assert_eq!([1, 2, 3].map(|id| stored(conn, id)), [2, 2, 3].map(Version::major));
    assert_eq!(records.heal_row(conn, 2).unwrap(), Healed::Current);
    assert_eq!(records.heal_row(conn, 3).unwrap(), Healed::Current);
    assert_eq!(pinned(3).heal_row(conn, 2).unwrap(), Healed::Written);
}

#[test]
fn a_carry_in_its_column_goes_down_with_the_record() {
    let conn = &mut three();
    conn.batch_execute("ALTER TABLE users ADD COLUMN carry TEXT").unwrap();
    diesel::table! {
        with_carry (id) {
            #[sql_name = "id"]
            id -> BigInt,
            doc -> Nullable<Text>,
            carry -> Nullable<Text>,
        }
    }
    conn.batch_execute("ALTER TABLE users RENAME TO with_carry").unwrap();
    let records = Records::<User, _>::new(with_carry::id, with_carry::doc)
        .carry(with_carry::carry)
        .pin(Version::major(2))
        .unwrap();
    records.update(conn, 1, |user| user.tags.push("edited".into())).unwrap();
    let (doc, carry): (Option<String>, Option<String>) =
        with_carry::table.find(1).select((with_carry::doc, with_carry::carry)).first(conn).unwrap();
    assert!(!doc.unwrap().contains("edited"));
    assert!(carry.unwrap().contains("edited"));
    assert_eq!(records.get(conn, 1).unwrap().unwrap().tags, ["edited"]);
}

#[derive(Serialize, Deserialize, Migrate, Debug)]
#[migrate(entity = "note", version = 1)]
struct NoteV1 {
    text: String,
}

#[derive(Serialize, Deserialize, Migrate, Debug)]
#[migrate(from = NoteV1, one_way = "the text is gone")]
struct Note {
    #[migrate(from = text, up = length)]
    length: usize,
}

#[expect(clippy::needless_pass_by_value, reason = "a step is given the value")]
fn length(text: String) -> usize {
    text.len()
}

#[test]
fn a_pin_that_cannot_be_written_is_refused_at_once() {
    let users = || Records::<User, _>::new(users::id, users::doc);
    for version in [Version::major(9), Version::new(2, 1, 0), Version::major(0)] {
        let error = users().pin(version).unwrap_err();
        assert!(matches!(error.kind(), StoreErrorKind::NoVersion { .. }), "{error}");
        assert_eq!(
            error.to_string(),
            format!(
                "cannot pin `user` in `users`: the chain has no version {version}; name one that it has: 1, 2, 3"
            )
        );
    }
    let notes = || Records::<Note, _>::new(users::id, users::doc);
    assert!(notes().pin(Version::major(2)).is_ok());
    let error = notes().pin(Version::major(1)).unwrap_err();
    assert_eq!(error.kind().code(), "one_way");
    assert!(error.to_string().contains("(the text is gone); pin that version"), "{error}");
}
