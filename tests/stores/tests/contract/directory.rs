//! A directory: names, what is no record, processes that write at once, and processes that are killed.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use heirloom::store::{
    Backend, Cbor, Collection, Directory, Heal, Healed, Json, StoreError, StoreErrorKind, Toml,
    Yaml,
};
use heirloom::{Versioned, json};
use heirloom_store_tests::{new_text, old_text};
use heirloom_tests::user::User;
use tempfile::TempDir;

use crate::form::Form;
use crate::subject::{Over, Subject};

/// A folder of its own, and a handle for each thread.
struct Folder<F = Json> {
    over: Over<Directory<i64>, F>,
    folder: Arc<TempDir>,
}

impl<F: Form> Folder<F> {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let over = Over::new(Directory::open(folder.path()).unwrap());
        Self { over, folder: folder.into() }
    }
}

impl<F: Form> Subject for Folder<F> {
    type Form = F;

    fn other(&self) -> Self {
        let over = Over::new(Directory::open(self.folder.path()).unwrap());
        Self { over, folder: Arc::clone(&self.folder) }
    }

    fn get(&self, heal: Heal, key: i64) -> Result<Option<Versioned<User>>, StoreError> {
        self.over.get(heal, key)
    }

    fn heal_row(&self, key: i64) -> Result<Healed, StoreError> {
        self.over.heal_row(key)
    }

    fn update(
        &self,
        key: i64,
        change: impl FnMut(&mut User),
    ) -> Result<Option<Versioned<User>>, StoreError> {
        self.over.update(key, change)
    }

    fn plant(&self, key: i64, bytes: &[u8]) {
        fs::write(self.folder.path().join(format!("{key}.{}", F::SUFFIX)), bytes).unwrap();
    }

    fn raw(&self, key: i64) -> Option<Vec<u8>> {
        fs::read(self.folder.path().join(format!("{key}.{}", F::SUFFIX))).ok()
    }
}

of_every_store!(Folder::<Json>::new());
of_collections!(Folder::<Json>::new().over);

macro_rules! of_folders {
    ($($name:ident $form:ident;)*) => { $(
        mod $name {
            use super::*;

            of_every_store!(Folder::<$form>::new());
            of_collections!(Folder::<$form>::new().over);
        }
    )* };
}

of_folders! {
    toml Toml;
    yaml Yaml;
    cbor Cbor;
}

fn texts(folder: &TempDir) -> Collection<User, Directory<String>> {
    Collection::new(Directory::open(folder.path()).unwrap())
}

fn user(id: i64) -> User {
    json::from_str(&new_text(id)).unwrap()
}

/// The names in a folder, without the locks.
fn names(folder: &Path) -> BTreeSet<String> {
    let names = fs::read_dir(folder).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !is_of(name, "lock")).collect()
}

fn is_of(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == extension)
}

#[test]
fn no_key_leaves_the_directory_and_each_has_a_file_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner/deep");
    let users = Collection::<User, _>::new(Directory::<String>::open(&inner).unwrap());
    let mut keys = [
        "..",
        "../../etc/passwd",
        "/etc/passwd",
        "a/b",
        "a\\b",
        ".",
        "",
        "%",
        "Ada",
        "ada",
        "ADA",
        "é",
        "e\u{301}",
        "con",
        "nul\0",
        ".heirloom-0.tmp",
        ".heirloom-0.lock",
        "a.json",
        "日本",
    ];
    for (id, key) in (0..).zip(keys) {
        users.insert(key, user(id)).unwrap();
    }
    for (id, key) in (0..).zip(keys) {
        assert_eq!(**users.get(key).unwrap().as_ref().unwrap(), user(id));
    }
    keys.sort_unstable();
    let page = users.page(None, 100).unwrap();
    assert_eq!(page.iter().map(|entry| &*entry.key).collect::<Vec<_>>(), keys);
    assert_eq!(names(folder.path()), ["inner".to_owned()].into());
    assert_eq!(names(&folder.path().join("inner")), ["deep".to_owned()].into());
    assert!(names(&inner).iter().all(|name| is_of(name, "json") && name.is_ascii()));
}

#[test]
fn a_key_too_long_for_a_name_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let users = texts(&folder);
    let (longest, longer) = ("x".repeat(250), "x".repeat(251));
    users.insert(&longest, user(1)).unwrap();
    assert!(users.get(&longest).unwrap().is_some());
    for key in [longer, "X".repeat(84)] {
        let error = users.insert(&key, user(1)).unwrap_err();
        assert!(matches!(error.kind(), StoreErrorKind::KeyTooLong { limit: 250, .. }), "{error}");
        assert_eq!(users.get(&key).unwrap_err().kind().code(), "key_too_long");
    }
}

#[test]
fn bytes_are_keys_too() {
    let folder = tempfile::tempdir().unwrap();
    let users = Collection::<User, _>::new(Directory::<Vec<u8>>::open(folder.path()).unwrap());
    let keys = [vec![], vec![0], vec![0, 0], vec![1], vec![0xca, 0xfe], vec![0xff]];
    for key in keys.iter().rev() {
        users.insert(key.clone(), user(1)).unwrap();
    }
    let page = users.page(None, 100).unwrap();
    assert_eq!(page.into_iter().map(|entry| entry.key).collect::<Vec<_>>(), keys);
}

#[test]
fn what_is_no_file_of_a_key_is_never_touched() {
    let folder = tempfile::tempdir().unwrap();
    let outside = tempfile::NamedTempFile::new().unwrap();
    fs::write(outside.path(), old_text(1)).unwrap();
    let path = |name: &str| folder.path().join(name);
    for name in ["README.md", "Ada.json", "007.json", "%41.JSON", "a b.json", ".json", "notes"] {
        fs::write(path(name), "mine").unwrap();
    }
    fs::create_dir(path("folder.json")).unwrap();
    symlink(outside.path(), path("link.json")).unwrap();
    let before = names(folder.path());

    let users = texts(&folder).heal(Heal::Always);
    let errors = users.page(None, 100).unwrap();
    let keys: Vec<_> = errors.iter().map(|entry| &*entry.key).collect();
    assert_eq!(keys, ["007", "folder", "link"]);
    for entry in errors {
        assert_eq!(
            entry.record.unwrap_err().key().unwrap().to_string(),
            format!("'{}'", entry.key)
        );
    }
    for key in ["folder", "link"] {
        for error in [
            users.get(key).unwrap_err(),
            users.heal_row(key).unwrap_err(),
            users.update(key, |_| {}).unwrap_err(),
            users.delete_if(key, |_| true).unwrap_err(),
            users.insert(key, user(1)).unwrap_err(),
        ] {
            assert_eq!(error.kind().code(), "io");
        }
    }
    assert_eq!(users.census().unwrap().unreadable(), 3);
    assert_eq!(names(folder.path()), before);
    assert_eq!(fs::read_to_string(outside.path()).unwrap(), old_text(1));
    assert_eq!(fs::read_to_string(path("Ada.json")).unwrap(), "mine");
}

#[test]
fn two_formats_in_one_directory_are_two_stores() {
    let folder = tempfile::tempdir().unwrap();
    let directory = Directory::<String>::open(folder.path()).unwrap();
    let in_json = Collection::<User, _>::new(&directory);
    let in_toml = Collection::<User, _>::new(&directory).format(Toml);
    let in_cbor = Collection::<User, _>::new(&directory).format(Cbor);
    in_json.insert("ada", user(1)).unwrap();
    in_toml.insert("ada", user(2)).unwrap();
    in_toml.insert("con.json", user(3)).unwrap();
    let expected = ["ada.json", "ada.toml", "con%2ejson.toml"];
    assert_eq!(names(folder.path()), expected.map(str::to_owned).into());
    let text = fs::read_to_string(folder.path().join("ada.toml")).unwrap();
    assert!(text.starts_with("\"$v\" = 3\nfirst_name = \"Ada2\"\n"), "{text}");

    assert_eq!(**in_json.get("ada").unwrap().as_ref().unwrap(), user(1));
    assert_eq!(**in_toml.get("ada").unwrap().as_ref().unwrap(), user(2));
    assert!(in_cbor.get("ada").unwrap().is_none());
    let counts = [in_json.census(), in_toml.census(), in_cbor.census()];
    assert_eq!(counts.map(|census| census.unwrap().total()), [1, 2, 0]);
    in_json.delete_if("ada", |_| true).unwrap().unwrap();
    assert_eq!(in_toml.page(None, 10).unwrap().len(), 2);
    // The longest key of each is that of its ending.
    let (longest, longer) = ("x".repeat(250), "x".repeat(251));
    in_cbor.insert(&longest, user(1)).unwrap();
    assert_eq!(in_toml.insert(&longer, user(1)).unwrap_err().kind().code(), "key_too_long");
}

#[test]
fn comments_stay_until_a_file_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let users = texts(&folder).format(Toml).heal(Heal::Always);
    let path = folder.path().join("ada.toml");
    let current = format!("# mine\n{}", String::from_utf8(Toml::kept(&new_text(1))).unwrap());
    fs::write(&path, &current).unwrap();
    assert_eq!(**users.get("ada").unwrap().as_ref().unwrap(), user(1));
    assert_eq!(fs::read_to_string(&path).unwrap(), current);
    users.update("ada", |user| user.tags.push("x".into())).unwrap().unwrap();
    assert!(!fs::read_to_string(&path).unwrap().contains("mine"));
}

#[test]
fn a_rewritten_file_keeps_its_permissions() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ada.json");
    fs::write(&path, old_text(1)).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(texts(&folder).heal_row("ada").unwrap(), Healed::Written);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_to_string(&path).unwrap(), new_text(1));
}

#[test]
fn a_directory_that_has_gone_is_not_an_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    let users = texts(&folder);
    assert!(users.get("ada").unwrap().is_none());
    fs::remove_dir_all(folder.path()).unwrap();
    for error in [
        users.get("ada").unwrap_err(),
        users.insert("ada", user(1)).unwrap_err(),
        users.page(None, 1).unwrap_err(),
    ] {
        assert_eq!(error.kind().code(), "io");
        assert_eq!(error.table(), folder.path().to_str());
    }
    let file = tempfile::NamedTempFile::new().unwrap();
    Directory::<String>::open(file.path()).unwrap_err();
}

#[test]
fn leftovers_of_the_dead_are_ignored_and_cleaned() {
    let folder = tempfile::tempdir().unwrap();
    let users = texts(&folder);
    let leave = || {
        for slot in "0123456789abcdef".chars() {
            fs::write(folder.path().join(format!(".heirloom-{slot}.tmp")), "{\"$v\":3,").unwrap();
        }
    };
    leave();
    // In the way of nobody who has the directory open,
    users.insert("ada", user(1)).unwrap();
    assert_eq!(users.page(None, 10).unwrap().len(), 1);
    assert_eq!(names(folder.path()).len(), 16); // one was overwritten, and moved to its place
    // and gone when it is opened again.
    leave();
    texts(&folder);
    assert_eq!(names(folder.path()), ["ada.json".to_owned()].into());
}

fn program(folder: &TempDir, writer: &str, edits: u32) -> Child {
    Command::new(env!("CARGO_BIN_EXE_files"))
        .arg(folder.path())
        .args([writer, &edits.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The edits that a program said are stored, by key.
fn acknowledged(child: Child) -> Vec<(i64, String)> {
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole
        .lines()
        .map(|line| {
            let (key, tag) = line.split_once(' ').unwrap();
            (key.parse().unwrap(), tag.to_owned())
        })
        .collect()
}

fn filled() -> (TempDir, Collection<User, Directory<i64>>) {
    let folder = tempfile::tempdir().unwrap();
    for id in 1..=3 {
        fs::write(folder.path().join(format!("{id}.json")), old_text(id)).unwrap();
    }
    let users = Collection::new(Directory::open(folder.path()).unwrap());
    (folder, users)
}

#[test]
fn no_update_of_several_processes_is_lost() {
    let (folder, users) = filled();
    let children: Vec<_> =
        ["a", "b", "c"].map(|writer| program(&folder, writer, 60)).into_iter().collect();
    let mut expected: HashMap<i64, BTreeSet<String>> = HashMap::new();
    for child in children {
        for (key, tag) in acknowledged(child) {
            assert!(expected.entry(key).or_default().insert(tag));
        }
    }
    for key in 1..=3 {
        let tags = users.get(key).unwrap().unwrap().into_inner().tags;
        assert_eq!(tags.len(), 60);
        assert_eq!(tags.into_iter().collect::<BTreeSet<_>>(), expected[&key]);
    }
}

#[test]
fn killed_writers_leave_each_record_whole_and_lose_nothing_that_was_acknowledged() {
    let (folder, users) = filled();
    // Long enough that a kill comes in the middle of a write now and then.
    let long = "x".repeat(1 << 20);
    for key in 1..=3 {
        users.update(key, |user| user.email = Some(long.clone())).unwrap();
    }
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let (mut leftovers, mut stored) = (0, 0);
    let mut kept: HashMap<i64, Vec<String>> = HashMap::new();
    for kill in 0..40 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let children =
            ["a", "b"].map(|writer| program(&folder, &format!("{writer}{kill}"), 100_000));
        thread::sleep(Duration::from_micros(5_000 + random % 40_000));
        for mut child in children {
            child.kill().unwrap(); // SIGKILL
            for (key, tag) in acknowledged(child) {
                kept.entry(key).or_default().push(tag);
                stored += 1;
            }
        }
        leftovers += names(folder.path()).iter().filter(|name| is_of(name, "tmp")).count();
        for key in 1..=3 {
            let user = users.get(key).unwrap().unwrap();
            assert!(user.email.as_ref() == Some(&long));
            let missing: Vec<_> = kept
                .get(&key)
                .into_iter()
                .flatten()
                .filter(|tag| !user.tags.contains(tag))
                .collect();
            assert!(missing.is_empty(), "{missing:?}");
            // As it was sealed, to the byte.
            let raw = users.backend().read(&key).unwrap().unwrap();
            assert!(raw == json::seal(&user).unwrap());
        }
    }
    println!("{stored} edits were stored, {leftovers} temporary files were left");
    assert!(stored > 0 && leftovers > 0, "{stored} {leftovers}");
    Directory::<i64>::open(folder.path()).unwrap();
    assert_eq!(names(folder.path()).len(), 3);
}
