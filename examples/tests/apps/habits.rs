//! The habit tracker.

use std::fs;
use std::path::Path;
use std::process::Command;

use redb::{Database, ReadableTable, TableDefinition};

use crate::built::example;
use crate::{fails, works};

const HABITS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("habits");

fn habits(file: &Path, arguments: &[&str]) -> Command {
    let mut command = example("habits");
    command.arg("--file").arg(file).args(arguments);
    command
}

/// Puts bytes under a key of the table of habits, as no release of the app would.
fn put(file: &Path, key: &str, bytes: &[u8]) {
    let transaction = Database::open(file).unwrap().begin_write().unwrap();
    transaction.open_table(HABITS).unwrap().insert(key, bytes).unwrap();
    transaction.commit().unwrap();
}

fn stored(file: &Path, key: &str) -> Vec<u8> {
    let transaction = Database::open(file).unwrap().begin_write().unwrap();
    let table = transaction.open_table(HABITS).unwrap();
    table.get(key).unwrap().unwrap().value().to_vec()
}

#[test]
fn the_story_checks_itself() {
    let story = works(&mut example("habits"));
    for line in [
        "  completion: 3 at version 1, 1 at version 2\n",
        "  swim: Swim, each week: 2 done, 2 in a row (best: 2), time not counted yet\n",
        "and written back: statistics: 2 at version 3\n",
        "  read: 3 done, 3 in a row (best: 3), 60 min 30 s\n",
        "for the first release: Read a book, daily, in #4a8\n",
    ] {
        assert!(story.contains(line), "{story}");
    }
    assert!(story.ends_with("are what its completions amount to\n"), "{story}");
}

#[test]
fn the_app_goes_on_where_the_story_ends() {
    let folder = tempfile::tempdir().unwrap();
    let file = &folder.path().join("habits.redb");
    works(&mut habits(file, &[]));
    let said = works(&mut habits(file, &["done", "swim", "2023-05-16 18:00", "--seconds", "61"]));
    assert_eq!(said, "swim: 3 done, 3 in a row (best: 3), 96 min 1 s\n");
    works(&mut habits(file, &["add", "walk", "Walk", "--weekly"]));
    let shown = works(&mut habits(file, &["show"]));
    assert!(shown.contains("  walk: Walk, each week: not done yet\n"), "{shown}");

    let error = fails(&mut habits(file, &["done", "swim", "2023-05-16 18:00"]));
    assert!(error.starts_with("cannot insert `completion` 'swim/2023-05-16 18:00' in"), "{error}");
    let error = fails(&mut habits(file, &["done", "fly", "2023-05-16 18:00"]));
    assert_eq!(error, "there is no habit `fly`");
    let error = fails(&mut habits(file, &[]));
    assert!(error.ends_with("habits.redb is there already: the story begins with a new file"));
}

#[test]
fn a_file_that_is_no_database_is_an_error_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = &folder.path().join("letter.txt");
    fs::write(file, "Dear Ada,").unwrap();
    for arguments in
        [&["show"][..], &["add", "read", "Read"], &["done", "read", "2023-05-16 18:00"]]
    {
        let error = fails(&mut habits(file, arguments));
        assert!(error.contains("letter.txt as a file of habits: "), "{error}");
    }
    assert_eq!(fs::read(file).unwrap(), b"Dear Ada,");
    let error = fails(&mut habits(folder.path(), &["show"]));
    assert!(error.starts_with("cannot open "), "{error}");
}

#[test]
fn a_damaged_record_is_an_error_that_hides_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let file = &folder.path().join("habits.redb");
    works(&mut habits(file, &[]));
    for (damaged, why) in [
        (&br#"{"$v":1,"title":"Read a bo"#[..], "cannot open `habit` 'read' at version 1: "),
        (
            br#"{"$v":1,"title":"Read","every":"often","colour":""}"#,
            "cannot go from version 1 to 2 at `every`",
        ),
        (b"\xff\x00", "cannot open `habit` 'read': "),
    ] {
        put(file, "read", damaged);
        let mut show = habits(file, &["show"]);
        let error = fails(&mut show);
        assert!(error.contains(why), "{error}");
        let shown = String::from_utf8(show.output().unwrap().stdout).unwrap();
        assert!(
            shown.contains("  run: Run, 2 times a week") && shown.contains("  swim: "),
            "{shown}"
        );

        let error = fails(&mut habits(file, &["done", "read", "2023-05-04 07:00"]));
        assert!(error.contains(why), "{error}");
        works(&mut habits(file, &["show", "--help"]));
        assert_eq!(stored(file, "read"), damaged);
    }
}

#[test]
fn a_file_of_a_newer_release_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let file = &folder.path().join("habits.redb");
    works(&mut habits(file, &[]));
    put(file, "read", br#"{"$v":4,"called":"Read"}"#);
    let error = fails(&mut habits(file, &["done", "swim", "2023-05-16 18:00"]));
    assert_eq!(
        error,
        "1 record of `habit` is of version 4, and this program knows up to 3: deploy a program that reads version 4 first"
    );
}
