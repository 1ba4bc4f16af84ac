//! redb: a file of its own for each test.

use std::path::Path;
use std::sync::Arc;

use heirloom::json;
use heirloom::store::{Cbor, Collection, Json, Redb, RowKey, Toml};
use heirloom_store_tests::{new_text, old_text};
use heirloom_tests::user::User;
use redb::{Database, ReadableTable, TableDefinition};
use tempfile::TempDir;

use crate::form::Form;
use crate::subject::Over;

fn database(path: &Path) -> Arc<Database> {
    Database::builder().create_with_file_format_v3(true).create(path).unwrap().into()
}

/// The file is unlinked at once, and lives as long as it is open.
fn store<F: Form>() -> Over<Redb<i64>, F> {
    let folder = tempfile::tempdir().unwrap();
    Over::new(Redb::new(&database(&folder.path().join("users.redb")), "users"))
}

of_every_store!(store::<Json>());
of_collections!(store::<Json>());

of_formats! { store:
    cbor Cbor;
    toml Toml;
}

fn folder() -> (TempDir, Arc<Database>) {
    let folder = tempfile::tempdir().unwrap();
    let database = database(&folder.path().join("users.redb"));
    (folder, database)
}

fn user(id: i64) -> User {
    json::from_str(&new_text(id)).unwrap()
}

#[test]
fn a_table_of_the_programs_own_is_one_of_records() {
    let (_folder, database) = folder();
    let own = TableDefinition::<i64, &[u8]>::new("users");
    let transaction = database.begin_write().unwrap();
    transaction.open_table(own).unwrap().insert(7, old_text(7).as_bytes()).unwrap();
    transaction.commit().unwrap();

    let users = Collection::<User, _>::new(Redb::<i64>::new(&database, "users"));
    assert_eq!(**users.get(7).unwrap().as_ref().unwrap(), user(7));
    users.update(7, |user| user.tags.push("x".into())).unwrap().unwrap();
    let table = database.begin_read().unwrap().open_table(own).unwrap();
    let stored = table.first().unwrap().unwrap().1;
    assert!(stored.value().starts_with(br#"{"$v":3,"#));
}

#[test]
fn texts_and_bytes_are_keys_in_their_own_order() {
    let (_folder, database) = folder();
    let texts = ["", "%", "10", "2", "A", "Z", "a", "é", "日本"].map(String::from);
    let users = Collection::<User, _>::new(Redb::<String>::new(&database, "texts"));
    for key in texts.iter().rev() {
        users.insert(key, user(1)).unwrap();
    }
    let page = users.page(Some(&texts[1]), 100).unwrap();
    assert_eq!(page.into_iter().map(|entry| entry.key).collect::<Vec<_>>(), texts[2..]);

    let bytes = [vec![], vec![0], vec![0, 0], vec![0, 255], vec![1], vec![255]];
    let users = Collection::<User, _>::new(Redb::<Vec<u8>>::new(&database, "bytes"));
    for key in bytes.iter().rev() {
        users.insert(key.clone(), user(1)).unwrap();
    }
    let page = users.page(None, 100).unwrap();
    assert_eq!(page.into_iter().map(|entry| entry.key).collect::<Vec<_>>(), bytes);
}

#[test]
fn entities_share_a_file_and_come_back_from_it() {
    let (folder, database) = folder();
    for table in ["users", "admins"] {
        let users = Collection::<User, _>::new(Redb::<i64>::new(&database, table));
        assert!(users.get(1).unwrap().is_none());
        users.insert(1, user(table.len().try_into().unwrap())).unwrap();
    }
    drop(database);
    let database = self::database(&folder.path().join("users.redb"));
    for table in ["users", "admins"] {
        let users = Collection::<User, _>::new(Redb::<i64>::new(&database, table));
        let expected = user(table.len().try_into().unwrap());
        assert_eq!(users.get(1).unwrap().unwrap().into_inner(), expected);
    }
}

#[test]
fn a_table_of_other_types_is_an_error_and_stays() {
    let (_folder, database) = folder();
    let other = TableDefinition::<&str, u64>::new("users");
    let transaction = database.begin_write().unwrap();
    transaction.open_table(other).unwrap().insert("ada", 1).unwrap();
    transaction.commit().unwrap();

    let users = Collection::<User, _>::new(Redb::<i64>::new(&database, "users"));
    for error in [
        users.get(1).unwrap_err(),
        users.insert(1, user(1)).unwrap_err(),
        users.update(1, |_| {}).unwrap_err(),
    ] {
        assert_eq!((error.kind().code(), error.table()), ("backend", Some("users")));
        assert_eq!(error.key(), Some(&RowKey::from(1)));
        assert!(std::error::Error::source(&error).unwrap().is::<redb::Error>());
    }
    assert_eq!(
        users.census().unwrap_err().to_string(),
        "cannot list `user` in `users`: the store refuses"
    );
    let table = database.begin_read().unwrap().open_table(other).unwrap();
    assert_eq!(table.get("ada").unwrap().unwrap().value(), 1);
}
