//! The claims. `of_every_store!` runs those about single records, `of_collections!` those that tables leave to diesel.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use heirloom::store::{Backend, Entry, Heal, Healed, StoreErrorKind, Visit};
use heirloom::{Migrate, Version, Versioned, json};
use heirloom_store_tests::{new_text, old_text};
use heirloom_tests::user::{User, v1};

use crate::form::Form;
use crate::subject::{Over, Subject};

macro_rules! claims {
    ($make:expr; $($claim:ident)*) => { $(
        #[test]
        fn $claim() {
            // No subject where its server is missing.
            if let Some(subject) = $make {
                crate::suite::$claim(&subject);
            }
        }
    )* };
}

macro_rules! of_every_store {
    ($make:expr) => {
        of_every_store!(Some($make), if any);
    };
    ($make:expr, if any) => {
        claims! { $make;
            every_version_is_read_and_left_unless_healing_is_wanted
            what_is_current_is_not_written
            what_is_not_there_is_none
            a_carry_is_kept_by_heal_and_update
            a_newer_record_is_refused_and_stays
            damaged_records_are_errors_for_their_key_alone
            an_update_writes_what_was_changed
            no_update_of_concurrent_writers_is_lost
            sixteen_megabytes_come_and_go
        }
    };
}

macro_rules! of_collections {
    ($make:expr) => {
        claims! { Some($make);
            a_record_is_inserted_where_there_is_none
            one_of_many_inserts_succeeds
            a_write_in_between_is_never_overwritten
            what_was_changed_in_between_is_asked_about_again
            what_cannot_be_read_is_not_deleted
            a_swap_compares_all_bytes
            pages_follow_the_order_of_keys
            a_page_goes_on_behind_a_damaged_record
            an_empty_store_has_no_page_and_no_census
            a_census_counts_each_version
            a_scan_may_come_back_to_its_store
            a_pin_is_written_and_no_record_is_made_older
        }
    };
}

/// The claims in other formats, each in a module of its name.
macro_rules! of_formats {
    ($make:ident: $($name:ident $form:ident;)*) => { $(
        mod $name {
            use super::*;

            of_every_store!($make::<$form>());
            of_collections!($make::<$form>());
        }
    )* };
}

/// User `id` as version 2 wrote it.
fn middle_text(id: i64) -> String {
    format!(
        r#"{{"$v":2,"full_name":"Ada{id} Lovelace{id}","email":"{id}@example.org","status":"Active"}}"#
    )
}

/// User `id` as version 3 of this store writes it.
fn current<S: Subject>(_: &S, id: i64) -> Vec<u8> {
    S::Form::kept(&new_text(id))
}

fn user(id: i64) -> User {
    json::from_str(&new_text(id)).unwrap()
}

pub(crate) fn every_version_is_read_and_left_unless_healing_is_wanted<S: Subject>(store: &S) {
    for (key, (major, text)) in
        [(1, old_text(7)), (2, middle_text(7)), (3, new_text(7))].into_iter().enumerate()
    {
        let key = i64::try_from(key).unwrap() - 1;
        store.plant_json(key, &text);
        let read = store.get(Heal::Never, key).unwrap().unwrap();
        assert_eq!((&*read, read.stored()), (&user(7), Some(Version::major(major))));
        assert_eq!(store.raw(key), Some(S::Form::kept(&text)));

        let read = store.get(Heal::Always, key).unwrap().unwrap();
        assert_eq!((&*read, read.stored()), (&user(7), Some(User::VERSION)));
        assert_eq!(store.raw(key), Some(current(store, 7)));
    }
}

pub(crate) fn what_is_current_is_not_written<S: Subject>(store: &S) {
    // In another spelling than ours: a write-back would show.
    let respelled = S::Form::respelled(&new_text(1));
    store.plant(1, &respelled);
    assert!(store.get(Heal::Always, 1).unwrap().is_some());
    assert_eq!(store.heal_row(1).unwrap(), Healed::Current);
    assert_eq!(store.raw(1), Some(respelled));
    store.plant_json(1, &old_text(1));
    assert_eq!(store.heal_row(1).unwrap(), Healed::Written);
    assert_eq!(store.raw(1), Some(current(store, 1)));
}

pub(crate) fn what_is_not_there_is_none<S: Subject>(store: &S) {
    for key in [0, 2, -1, i64::MIN, i64::MAX] {
        assert_eq!(store.get(Heal::Always, key).unwrap(), None);
        assert_eq!(store.heal_row(key).unwrap(), Healed::Missing);
        assert_eq!(store.update(key, |_| panic!("nothing to change")).unwrap(), None);
        assert_eq!(store.raw(key), None);
        store.plant_json(1, &new_text(1));
    }
}

pub(crate) fn a_carry_is_kept_by_heal_and_update<S: Subject>(store: &S) {
    let text =
        r#"{"$v":2,"$c":{"4":{"nick":"countess"}},"full_name":"Ada","email":"","status":"Active"}"#;
    for key in [1, 2] {
        store.plant_json(key, text);
    }
    assert!(store.get(Heal::Always, 1).unwrap().unwrap().carry().is_some());
    let updated = store.update(2, |user| user.tags.push("x".into())).unwrap().unwrap();
    assert!(updated.carry().is_some());
    for key in [1, 2] {
        carries_the_nick(&S::Form::opened(&store.raw(key).unwrap()));
    }
}

fn carries_the_nick(record: &Versioned<User>) {
    assert_eq!(record.stored(), Some(User::VERSION));
    assert_eq!(record.carry().unwrap().get(), r#"{"4":{"nick":"countess"}}"#);
}

pub(crate) fn a_newer_record_is_refused_and_stays<S: Subject>(store: &S) {
    store.plant(7, &S::Form::newer());
    let errors = [
        store.get(Heal::Always, 7).unwrap_err(),
        store.heal_row(7).unwrap_err(),
        store.update(7, |_| panic!("not read")).unwrap_err(),
    ];
    for error in errors {
        assert_eq!((error.entity(), error.kind().code()), ("user", "too_new"));
        assert_eq!(
            error.to_string(),
            "cannot open `user` 7 at version 4: this program knows up to 3; deploy the newer reader first"
        );
    }
    assert_eq!(store.raw(7), Some(S::Form::newer()));
}

pub(crate) fn damaged_records_are_errors_for_their_key_alone<S: Subject>(store: &S) {
    for (key, bytes) in (100..).zip(&S::Form::damaged()) {
        store.plant(key, bytes);
        store.plant_json(1, &old_text(1));
        let errors = [
            store.get(Heal::Always, key).unwrap_err(),
            store.heal_row(key).unwrap_err(),
            store.update(key, |_| panic!("not read")).unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.key().unwrap().to_string(), key.to_string());
            assert_eq!(error.entity(), "user");
        }
        assert!(store.get(Heal::Always, 1).unwrap().is_some());
    }
    for (key, bytes) in (100..).zip(&S::Form::damaged()) {
        assert_eq!(store.raw(key).as_ref(), Some(bytes));
    }
}

pub(crate) fn an_update_writes_what_was_changed<S: Subject>(store: &S) {
    for text in [old_text(1), middle_text(1), new_text(1)] {
        store.plant_json(1, &text);
        let updated = store.update(1, |user| user.tags.push("x".into())).unwrap().unwrap();
        assert_eq!((updated.stored(), updated.is_stale()), (Some(User::VERSION), false));
        assert_eq!(store.get(Heal::Never, 1).unwrap(), Some(updated));
        assert_eq!(store.get(Heal::Never, 1).unwrap().unwrap().tags, ["x"]);
    }
}

pub(crate) fn no_update_of_concurrent_writers_is_lost<S: Subject>(store: &S) {
    const WRITERS: usize = 4;
    const EDITS: usize = 30;
    let keys = [1, 2];
    for key in keys {
        store.plant_json(key, &old_text(key));
    }
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        // A reader that heals sees whole records only, and takes no edit back.
        let reader = store.other();
        let done = &done;
        scope.spawn(move || {
            while !done.load(Ordering::Relaxed) {
                for key in keys {
                    assert!(reader.get(Heal::Always, key).unwrap().is_some());
                }
            }
        });
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let store = store.other();
                scope.spawn(move || {
                    for edit in 0..EDITS {
                        for key in keys {
                            let tag = format!("{writer}-{edit}");
                            store.update(key, |user| user.tags.push(tag.clone())).unwrap().unwrap();
                        }
                    }
                })
            })
            .collect();
        let ended: Vec<_> = writers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        done.store(true, Ordering::Relaxed); // also where a writer has failed
        for writer in ended {
            writer.unwrap();
        }
    });
    for key in keys {
        let mut tags = store.get(Heal::Never, key).unwrap().unwrap().into_inner().tags;
        tags.sort();
        let mut expected: Vec<_> = (0..WRITERS)
            .flat_map(|writer| (0..EDITS).map(move |edit| format!("{writer}-{edit}")))
            .collect();
        expected.sort();
        assert_eq!(tags, expected);
    }
}

pub(crate) fn sixteen_megabytes_come_and_go<S: Subject>(store: &S) {
    let long = "x".repeat(16 << 20);
    let text = format!(r#"{{"$v":1,"name":"Ada","email":"{long}"}}"#);
    store.plant_json(1, &text);
    let read = store.get(Heal::Always, 1).unwrap().unwrap();
    assert!(read.email.as_ref() == Some(&long) && !read.is_stale());
    store.update(1, |user| user.tags.push(long.clone())).unwrap().unwrap();
    assert!(store.get(Heal::Never, 1).unwrap().unwrap().tags == [&*long]);
    store.update(1, |user| (user.email, user.tags) = (None, Vec::new())).unwrap().unwrap();
    assert!(store.raw(1).unwrap().len() < 200);
}

pub(crate) fn a_record_is_inserted_where_there_is_none<B, F: Form>(store: &Over<B, F>)
where
    B: Backend<Key = i64> + Send + Sync,
{
    let users = store.users();
    users.insert(1, user(1)).unwrap();
    assert_eq!(store.raw(1), Some(current(store, 1)));
    // What is taken is taken, whether it can be read or not.
    store.plant(2, b"damaged");
    store.plant(3, &F::newer());
    for key in [1, 2, 3] {
        let before = store.raw(key);
        let error = users.insert(key, user(9)).unwrap_err();
        assert!(matches!(error.kind(), StoreErrorKind::KeyTaken), "{error}");
        assert_eq!(error.key().unwrap().to_string(), key.to_string());
        assert_eq!(store.raw(key), before);
    }
    // A record from elsewhere comes with what it carries.
    let carrying = r#"{"$v":1,"$c":{"4":{"nick":"countess"}},"name":"Ada","email":""}"#;
    let carrying: Versioned<User> = json::open_str(carrying).unwrap();
    users.insert(4, carrying).unwrap();
    carries_the_nick(&F::opened(&store.raw(4).unwrap()));
}

pub(crate) fn one_of_many_inserts_succeeds<B, F: Form>(store: &Over<B, F>)
where
    B: Backend<Key = i64> + Send + Sync,
{
    for key in 0..10 {
        let inserted: Vec<bool> = thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|id| scope.spawn(move || store.other().users().insert(key, user(id)).is_ok()))
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(inserted.iter().filter(|inserted| **inserted).count(), 1);
        let winner = inserted.iter().position(|inserted| *inserted).unwrap();
        let winner = i64::try_from(winner).unwrap();
        assert_eq!(store.raw(key), Some(current(store, winner)));
    }
}

/// Somebody who writes a record each time that it is about to be swapped, until there is nothing left to write.
struct Meddled<B> {
    backend: Arc<B>,
    writes: std::sync::Mutex<Vec<Option<Vec<u8>>>>,
}

impl<B: Backend<Key = i64>> Meddled<B> {
    fn new<F>(store: &Over<B, F>, writes: &[Option<Vec<u8>>]) -> Self {
        let writes: Vec<_> = writes.iter().rev().cloned().collect();
        Self { backend: Arc::clone(&store.0), writes: writes.into() }
    }
}

impl<B: Backend<Key = i64>> Backend for Meddled<B> {
    type Key = i64;

    fn read(&self, _: &i64) -> Result<Option<Vec<u8>>, StoreErrorKind> {
        unreachable!("a collection names its format")
    }

    fn swap(&self, _: &i64, _: Option<&[u8]>, _: Option<&[u8]>) -> Result<bool, StoreErrorKind> {
        unreachable!("a collection names its format")
    }

    fn scan(&self, _: Option<&i64>, _: &mut Visit<'_, i64>) -> Result<(), StoreErrorKind> {
        unreachable!("a collection names its format")
    }

    fn read_as(&self, ending: &str, key: &i64) -> Result<Option<Vec<u8>>, StoreErrorKind> {
        self.backend.read_as(ending, key)
    }

    fn swap_as(
        &self,
        ending: &str,
        key: &i64,
        old: Option<&[u8]>,
        new: Option<&[u8]>,
    ) -> Result<bool, StoreErrorKind> {
        if let Some(write) = self.writes.lock().unwrap().pop() {
            let now = self.backend.read_as(ending, key)?;
            assert!(self.backend.swap_as(ending, key, now.as_deref(), write.as_deref())?);
        }
        self.backend.swap_as(ending, key, old, new)
    }
}

pub(crate) fn a_write_in_between_is_never_overwritten<B, F: Form>(store: &Over<B, F>)
where
    B: Backend<Key = i64> + Send + Sync,
{
    let edited = new_text(1).replace("Active", "Suspended");
    let letters = old_text(1).replace("Ada", "ADA");
    let kept = |json: String| Some(F::kept(&json));
    for write in [kept(edited), kept(letters), Some(b"damaged".to_vec()), None] {
        store.plant_json(1, &old_text(1));
        let users = Over::<B, F>::users_of(Meddled::new(store, std::slice::from_ref(&write)));
        // The reader has what it read, and is not told.
        let read = users.heal(Heal::Always).get(1).unwrap().unwrap();
        assert_eq!((&*read, read.stored()), (&user(1), Some(Version::major(1))));
        assert_eq!(store.raw(1), write);

        store.plant_json(1, &old_text(1));
        let users = Over::<B, F>::users_of(Meddled::new(store, std::slice::from_ref(&write)));
        assert_eq!(users.heal_row(1).unwrap(), Healed::Lost);
        assert_eq!(store.raw(1), write);
    }
}

pub(crate) fn what_was_changed_in_between_is_asked_about_again<B, F: Form>(store: &Over<B, F>)
where
    B: Backend<Key = i64> + Send + Sync,
{
    let writes = [old_text(2), middle_text(3)].map(|json| Some(F::kept(&json)));
    store.plant_json(1, &old_text(1));
    let users = Over::<B, F>::users_of(Meddled::new(store, &writes));
    let mut seen = Vec::new();
    let updated = users.update(1, |user| {
        seen.push(user.first_name.clone());
        user.tags.push("x".into());
    });
    assert_eq!(updated.unwrap().unwrap().first_name, "Ada3");
    assert_eq!(seen, ["Ada1", "Ada2", "Ada3"]);
    assert_eq!(store.users().get(1).unwrap().unwrap().tags, ["x"]);

    // Gone in between: there is nothing to change any more.
    let users = Over::<B, F>::users_of(Meddled::new(store, &[None]));
    assert_eq!(users.update(1, |_| {}).unwrap(), None);
    assert_eq!(store.raw(1), None);

    store.plant_json(1, &old_text(1));
    let users = Over::<B, F>::users_of(Meddled::new(store, &writes));
    assert_eq!(users.delete_if(1, |user| user.first_name != "Ada2").unwrap(), None);
    assert_eq!(store.raw(1), Some(F::kept(&old_text(2))));
    store.plant_json(1, &old_text(1));
    let users = Over::<B, F>::users_of(Meddled::new(store, &writes));
    assert_eq!(users.delete_if(1, |_| true).unwrap().unwrap().first_name, "Ada3");
    assert_eq!((store.raw(1), users.delete_if(1, |_| true).unwrap()), (None, None));
}

pub(crate) fn what_cannot_be_read_is_not_deleted<B, F: Form>(store: &Over<B, F>)
where
    B: Backend<Key = i64> + Send + Sync,
{
    for bytes in F::damaged().into_iter().chain([F::newer()]) {
        store.plant(1, &bytes);
        store.users().delete_if(1, |_| panic!("not read")).unwrap_err();
        assert_eq!(store.raw(1), Some(bytes));
    }
}

pub(crate) fn a_swap_compares_all_bytes<B, F: Form>(store: &Over<B, F>)
where
    B: Backend<Key = i64> + Send + Sync,
{
    let swap = |old: Option<&[u8]>, new: Option<&[u8]>| store.swap(1, old, new);
    assert!(!swap(Some(b""), Some(b"x")), "no record is not an empty one");
    assert!(!swap(Some(b"x"), None));
    assert!(swap(None, None));
    assert!(swap(None, Some(b"")));
    assert!(!swap(None, Some(b"x")));
    assert!(swap(Some(b""), Some(b"abc")));
    for other in [&b""[..], b"ab", b"abd", b"ABC", b"abcd", b"abc\0", b"abc\n"] {
        assert!(!swap(Some(other), Some(b"x")) && !swap(Some(other), None));
    }
    assert!(swap(Some(b"abc"), Some(b"abc")));
    assert_eq!(store.raw(1).as_deref(), Some(&b"abc"[..]));
    assert!(swap(Some(b"abc"), None));
    assert_eq!(store.raw(1), None);
}

fn keys(page: &[Entry<User, i64>]) -> Vec<i64> {
    page.iter().map(|entry| entry.key).collect()
}

pub(crate) fn pages_follow_the_order_of_keys<B, F: Form>(store: &Over<B, F>)
where
    B: Backend<Key = i64> + Send + Sync,
{
    let ordered = [i64::MIN, -1000, -256, -2, -1, 0, 1, 2, 10, 11, 100, 255, 256, 65536, i64::MAX];
    for key in ordered.iter().rev() {
        store.users().insert(*key, user(*key)).unwrap();
    }
    let users = store.users();
    assert_eq!(keys(&users.page(None, usize::MAX).unwrap()), ordered);
    for limit in [1, 2, 7, 14, 15, 16] {
        let mut seen: Vec<i64> = Vec::new();
        loop {
            let page = users.page(seen.last(), limit).unwrap();
            assert!(page.len() <= limit);
            for entry in &page {
                assert_eq!(**entry.record.as_ref().unwrap(), user(entry.key));
            }
            if page.is_empty() {
                break;
            }
            seen.extend(keys(&page));
        }
        assert_eq!(seen, ordered);
    }
    // From a key that is not there, and none at all.
    assert_eq!(keys(&users.page(Some(&3), 2).unwrap()), [10, 11]);
    assert!(users.page(Some(&i64::MAX), 2).unwrap().is_empty());
    assert!(users.page(None, 0).unwrap().is_empty());
    users.delete_if(10, |_| true).unwrap().unwrap();
    assert_eq!(keys(&users.page(Some(&2), 2).unwrap()), [11, 100]);
}

pub(crate) fn a_page_goes_on_behind_a_damaged_record<B, F: Form>(store: &Over<B, F>)
where
    B: Backend<Key = i64> + Send + Sync,
{
    store.plant_json(1, &old_text(1));
    store.plant(2, b"damaged");
    store.plant(3, &F::newer());
    store.plant_json(4, &new_text(4));
    let page = store.users().heal(Heal::Always).page(None, 10).unwrap();
    assert_eq!(keys(&page), [1, 2, 3, 4]);
    let codes: Vec<_> =
        page.iter().map(|entry| entry.record.as_ref().err().map(|e| e.kind().code())).collect();
    let damaged =
        if matches!(F::SUFFIX, "json" | "toml") { "malformed" } else { codes[1].unwrap() };
    assert_eq!(codes, [None, Some(damaged), Some("too_new"), None]);
    assert!(page[0].record.as_ref().unwrap().is_stale());
    assert_eq!(store.raw(1), Some(F::kept(&old_text(1))));
}

pub(crate) fn an_empty_store_has_no_page_and_no_census<B, F: Form>(store: &Over<B, F>)
where
    B: Backend<Key = i64> + Send + Sync,
{
    assert!(store.users().page(None, 10).unwrap().is_empty());
    let census = store.users().census().unwrap();
    assert_eq!((census.total(), census.versions().count()), (0, 0));
    assert_eq!(census.to_string(), "user: no records");
}

pub(crate) fn a_census_counts_each_version<B, F: Form>(store: &Over<B, F>)
where
    B: Backend<Key = i64> + Send + Sync,
{
    let texts = [old_text(1), old_text(2), middle_text(3), new_text(4), new_text(5), new_text(6)];
    for (key, text) in (0..).zip(&texts) {
        store.plant_json(key, text);
    }
    store.plant(10, &F::newer());
    store.plant(11, b"damaged");
    let census = store.users().census().unwrap();
    let counts = [1, 2, 3, 4, 5].map(|major| census.of(Version::major(major)));
    assert_eq!(counts, [2, 1, 3, 1, 0]);
    assert_eq!((census.stale(), census.unreadable(), census.total()), (3, 1, 8));
    assert_eq!(
        census.to_string(),
        "user: 2 at version 1, 1 at version 2, 3 at version 3, 1 at version 4, 1 unreadable"
    );
    assert_eq!(census.versions().next(), Some((v1::User::VERSION, 2)));
}

pub(crate) fn a_scan_may_come_back_to_its_store<B, F: Form>(store: &Over<B, F>)
where
    B: Backend<Key = i64> + Send + Sync,
{
    for key in 0..5 {
        store.plant_json(key, &old_text(key));
    }
    let mut seen = Vec::new();
    let mut visit = |key, bytes: Result<Vec<u8>, StoreErrorKind>| {
        seen.push(key);
        assert!(store.swap(key, Some(&bytes.unwrap()), Some(b"seen")));
        if key == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    store.0.scan_as(F::SUFFIX, Some(&0), &mut visit).unwrap();
    assert_eq!(seen, [1, 2, 3]);
    assert_eq!(store.raw(3).as_deref(), Some(&b"seen"[..]));
    assert_eq!(store.raw(4), Some(F::kept(&old_text(4))));
}

pub(crate) fn a_pin_is_written_and_no_record_is_made_older<B, F: Form>(store: &Over<B, F>)
where
    B: Backend<Key = i64> + Send + Sync,
{
    let version = |key| F::version(&store.raw(key).unwrap());
    for (key, text) in [(1, old_text(1)), (2, middle_text(2)), (3, new_text(3))] {
        store.plant_json(key, &text);
    }
    let pinned = || store.users().pin(Version::major(2)).unwrap().heal(Heal::Always);
    for key in 1..=3 {
        pinned().get(key).unwrap().unwrap();
    }
    assert_eq!([1, 2, 3].map(version), [2, 2, 3].map(Version::major));
    pinned().insert(4, user(4)).unwrap();
    for key in 1..=4 {
        let written = pinned().update(key, |user| user.tags.push("edited".into())).unwrap();
        assert_eq!(written.unwrap().stored(), Some(version(key)));
        // Tags are new in version 3: older records carry them.
        assert_eq!(pinned().get(key).unwrap().unwrap().tags, ["edited"]);
    }
    assert_eq!([1, 2, 3, 4].map(version), [2, 2, 3, 2].map(Version::major));
    assert!(store.users().pin(Version::major(9)).is_err());
}
