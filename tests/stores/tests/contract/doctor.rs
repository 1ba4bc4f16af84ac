//! The handshake: what a program is told of a store and a lock before it starts.

use heirloom::lock::{Entry, Lock};
use heirloom::store::{Backend as _, Collection, Doctor, Memory, Why};
use heirloom::{Migrate, Version};
use heirloom_tests::user::{User, v2};
use serde::{Deserialize, Serialize};

/// A chain that begins at 3 and has a gap behind it.
mod later {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(entity = "user", version = 3, floor = "2.4")]
    pub(super) struct Third {
        name: String,
    }

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = Third, version = 5)]
    pub(super) struct Fifth {
        name: String,
    }
}

fn holding<T: heirloom::Pure>(records: &[&str]) -> Collection<T, Memory<i64>> {
    let memory = Memory::new();
    for (key, record) in (0..).zip(records) {
        assert!(memory.swap(&key, None, Some(record.as_bytes())).unwrap());
    }
    Collection::new(memory)
}

fn lock(entity: &str, shipped: &[u32]) -> Lock {
    let mut lock = Lock::new(entity);
    let shape = "struct\n  name: string\n";
    lock.entries.extend(shipped.iter().map(|major| Entry::new(Version::major(*major), shape)));
    lock
}

const OLD: &str = r#"{"$v":1,"name":"Ada Lovelace","email":""}"#;
const SECOND: &str = r#"{"$v":2,"full_name":"Ada Lovelace","email":"","status":"Active"}"#;

#[test]
fn a_store_that_can_be_read_lets_every_program_start() {
    let users = holding::<User>(&[OLD, SECOND, "damaged"]);
    let census = users.census().unwrap();
    assert_eq!(census.unreadable(), 1);
    assert_eq!(Doctor::new().entity::<User>(&census).verdict(), Ok(()));
    let shipped = lock("user", &[3, 2, 1]);
    let doctor = Doctor::new().locked_entity::<User>(&census, &shipped, users.writes());
    assert_eq!(doctor.verdict(), Ok(()));
}

#[test]
fn versions_that_cannot_be_read_are_said_with_their_numbers() {
    let users = holding::<later::Fifth>(&[OLD, OLD, r#"{"$v":4,"name":""}"#, r#"{"$v":6}"#]);
    let unready = Doctor::new().entity::<later::Fifth>(&users.census().unwrap()).verdict();
    let unready = unready.unwrap_err();
    assert_eq!(
        unready.to_string(),
        "2 records of `user` are of version 1, and this program reads from 3 on: upgrade them with 2.4\n\
         1 record of `user` is of version 4, and this program knows others from 3 to 5: add that version to the chain\n\
         1 record of `user` is of version 6, and this program knows up to 5: deploy a program that reads version 6 first"
    );
    let numbers: Vec<_> =
        unready.reasons().iter().map(|reason| (reason.version(), reason.count())).collect();
    assert_eq!(numbers, [(Version::major(1), 2), (Version::major(4), 1), (Version::major(6), 1)]);
    assert!(matches!(unready.reasons()[0].why(), Why::TooOld { last_reader: Some("2.4"), .. }));
}

#[test]
fn a_program_does_not_start_that_would_write_what_has_not_shipped() {
    let users = holding::<v2::User>(&[OLD, SECOND]);
    let census = users.census().unwrap();
    let verdict = |lock: &Lock, users: &Collection<v2::User, _>| {
        let doctor = Doctor::new().locked_entity::<v2::User>(&census, lock, users.writes());
        doctor.verdict().map_err(|unready| unready.to_string())
    };
    assert_eq!(verdict(&lock("user", &[2, 1]), &users), Ok(()));
    assert_eq!(
        verdict(&lock("user", &[1]), &users).unwrap_err(),
        "1 record of `user` is of version 2, which has not shipped: freeze it as it is with `cargo heirloom freeze user`, or take the records away\n\
         this program writes `user` at version 2, which has not shipped: freeze it with `cargo heirloom freeze user`, or pin the program to version 1"
    );
    // With the pin it writes what has shipped; the record is still there.
    let pinned = users.pin(Version::major(1)).unwrap();
    assert_eq!(verdict(&lock("user", &[1]), &pinned).unwrap_err().lines().count(), 1);
    let nothing = verdict(&lock("user", &[]), &pinned).unwrap_err();
    assert!(nothing.ends_with("freeze it with `cargo heirloom freeze user`"), "{nothing}");
    assert_eq!(
        verdict(&lock("order", &[1]), &pinned).unwrap_err(),
        "the lock of `user` is that of `order`: read the file of `user`"
    );
}

#[test]
fn all_entities_are_asked_for_before_the_verdict() {
    let users = holding::<v2::User>(&[r#"{"$v":3}"#]);
    let later = holding::<later::Fifth>(&[OLD]);
    let verdict = Doctor::new()
        .entity::<v2::User>(&users.census().unwrap())
        .entity::<later::Fifth>(&later.census().unwrap())
        .verdict();
    assert_eq!(verdict.unwrap_err().reasons().len(), 2);
}
