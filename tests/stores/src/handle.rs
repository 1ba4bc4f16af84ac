//! What `Records` does beside reading and updating, the same on every database.

use diesel::prelude::*;
use heirloom::envelope::OpenErrorKind;
use heirloom::store::{Records, Store, StoreErrorKind};
use heirloom::{Version, Versioned};
use heirloom_tests::user::{Status, User, v2};

diesel::table! {
    /// Users.
    people (id) {
        /// The key.
        id -> BigInt,
        /// The record.
        doc -> Nullable<Text>,
        /// Its carry.
        carry -> Nullable<Text>,
    }
}

fn user(id: i64) -> User {
    User {
        first_name: format!("Ada{id}"),
        last_name: "Lovelace".into(),
        email: None,
        status: Status::Active,
        tags: vec![],
    }
}

/// Inserts, lists, counts and removes records in a table that is made with texts of this type.
///
/// # Panics
///
/// When something is not as it has to be.
pub fn check<C: Store + Connection>(conn: &mut C, text: &str) {
    conn.batch_execute(&format!(
        "CREATE TABLE people (id bigint PRIMARY KEY, doc {text}, carry {text})"
    ))
    .expect("a table");
    let records = || Records::<User, _>::new(people::id, people::doc);
    let count = |conn: &mut C| records().census(conn).expect("a census").to_string();
    assert!(records().page(conn, None, 10).expect("a page").is_empty());
    assert_eq!(records().census(conn).expect("a census").total(), 0);

    // In another order than that of the keys, and at two versions.
    let older = records().pin(Version::major(2)).expect("a version of the chain");
    for id in [30, 10, 20] {
        older.insert(conn, id, user(id)).expect("a free key");
    }
    records().carry(people::carry).insert(conn, 40, Versioned::new(user(40))).expect("a free key");
    let error = records().insert(conn, 20, user(99)).expect_err("a taken key");
    assert!(matches!(error.kind(), StoreErrorKind::KeyTaken), "{error}");
    assert_eq!(error.key().map(ToString::to_string).as_deref(), Some("20"));
    assert_eq!(count(conn), "user: 3 at version 2, 1 at version 3");

    // What a taken key refuses does not end the transaction of the caller.
    conn.transaction(|conn| {
        assert!(records().insert(conn, 20, user(99)).is_err());
        records().insert(conn, 50, user(50)).expect("a free key");
        QueryResult::Ok(())
    })
    .expect("a transaction");

    let damaged =
        "INSERT INTO people (id, doc) VALUES (25, '{\"$v\":1'), (26, NULL), (35, '{\"$v\":9}')";
    conn.batch_execute(damaged).expect("rows");
    let mut keys = Vec::new();
    let mut after = None;
    loop {
        let page = records().page(conn, after.as_ref(), 2).expect("a page");
        assert!(page.len() <= 2);
        let Some(last) = page.last() else { break };
        after = Some(last.key.clone());
        for entry in page {
            let read = match entry.record {
                Ok(record) => record.first_name.clone(),
                Err(error) => match error.kind() {
                    StoreErrorKind::Open(open) if matches!(open.kind(), OpenErrorKind::TooNew) => {
                        "newer".into()
                    }
                    _ => error.kind().code().to_owned(),
                },
            };
            keys.push(format!("{} {read}", entry.key));
        }
    }
    let wanted =
        ["10 Ada10", "20 Ada20", "25 malformed", "30 Ada30", "35 newer", "40 Ada40", "50 Ada50"];
    assert_eq!(keys, wanted);
    assert_eq!(count(conn), "user: 3 at version 2, 2 at version 3, 1 at version 9, 1 unreadable");

    assert!(
        records().delete_if(conn, 10, |user| user.first_name == "Eve").expect("a row").is_none()
    );
    let gone = records().delete_if(conn, 10, |user| user.first_name == "Ada10").expect("a row");
    assert_eq!(gone.map(|user| user.first_name.clone()).as_deref(), Some("Ada10"));
    // The handshake of this program, of an older one, and of one whose floor is higher.
    let census = records().census(conn).expect("a census");
    let newer = "1 record of `user` is of version 9, and this program knows up to";
    let advice = "deploy a program that reads version 9 first";
    let said = census.check::<User>().expect_err("version 9").to_string();
    assert_eq!(said, format!("{newer} 3: {advice}"));
    let said = census.check::<v2::User>().expect_err("versions 3 and 9").to_string();
    assert_eq!(said.lines().count(), 2);
    assert!(
        said.starts_with("2 records of `user` are of version 3, and this program knows up to 2"),
        "{said}"
    );
    conn.batch_execute("DELETE FROM people WHERE id = 35").expect("a row");
    assert_eq!(records().census(conn).expect("a census").check::<User>(), Ok(()));
    conn.batch_execute("INSERT INTO people (id, doc) VALUES (35, '{\"$v\":9}')").expect("a row");

    assert!(records().delete_if(conn, 10, |_| true).expect("no row").is_none());
    for id in [25, 35] {
        assert!(records().delete_if(conn, id, |_| true).is_err(), "it cannot be asked about");
    }
    assert_eq!(records().census(conn).expect("a census").total(), 6);
}
