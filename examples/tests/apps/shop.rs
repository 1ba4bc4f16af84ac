//! The point of sale.

use std::fs;
use std::path::Path;
use std::process::Command;

use diesel::prelude::*;

use crate::built::example;
use crate::{fails, works};

fn shop(file: &Path, arguments: &[&str]) -> Command {
    let mut command = example("shop");
    command.arg("--database").arg(file).args(arguments);
    command
}

#[test]
fn the_story_checks_itself() {
    let story = works(&mut example("shop"));
    for line in [
        "  2 is stored at version 1: 1. 6 roll at 0.45 with 19% tax\n",
        "  at the cafe at version 3: {\"$v\":3,\"customer\":\"Di\",",
        "  at the bakery at version 2: {\"$v\":2,\"$c\":{",
        "after the last release has made it three: 1. 3 espresso at 2.40 with 19% tax, no sugar\n",
        "this program knows up to 2; deploy the newer reader first\n",
        "at its new version: order: 5 at version 3\n",
    ] {
        assert!(story.contains(line), "{story}");
    }
    assert!(story.ends_with("\nchecked: no order has lost anything on the way\n"), "{story}");
}

#[test]
fn the_largest_order_is_added_up() {
    let folder = tempfile::tempdir().unwrap();
    let file = &folder.path().join("shop.sqlite");
    works(&mut shop(file, &["tenant", "cafe", "--writes", "3"]));
    let largest = "4294967295*tea@42949672.95";
    works(&mut shop(file, &["sell", "cafe", "Ada", largest, largest]));
    let listed = works(&mut shop(file, &["list", "cafe"]));
    assert_eq!(listed, "1: Ada, 368934881302392340.50 (version 3)\n");
    for item in ["1*tea@42949672.96", "4294967296*tea@1.00", "-1*tea@1.00", "1*tea@+1.00", "tea"] {
        let output = shop(file, &["sell", "cafe", "Ada", item]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{item}");
    }
}

#[test]
fn what_does_not_exist_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = &folder.path().join("shop.sqlite");
    works(&mut shop(file, &["tenant", "cafe", "--writes", "3"]));
    works(&mut shop(file, &["sell", "cafe", "Ada", "1*tea@2.10"]));
    for (arguments, message) in [
        (&["list", "kiosk"][..], "there is no tenant `kiosk`"),
        (&["sell", "kiosk", "Ada", "1*tea@2.10"], "there is no tenant `kiosk`"),
        (&["export", "kiosk"], "there is no tenant `kiosk`"),
        (&["show", "7"], "there is no order 7"),
        (&["receipt", "7"], "there is no order 7"),
        (&["voucher", "7", "XMAS"], "there is no order 7"),
        (&["amend", "1", "2", "3"], "order 1 has no line 2"),
        (
            &["tenant", "cafe", "--writes", "4"],
            "cannot pin `order` in `orders`: the chain has no version 4; name one that it has: 1, 2, 3",
        ),
        (&[], "there are orders already: the story begins with an empty database"),
    ] {
        assert_eq!(fails(&mut shop(file, arguments)), message);
    }
    assert!(fails(example("shop").arg("list").arg("cafe")).starts_with("say which database it is"));
}

#[test]
fn a_file_that_is_no_database_is_an_error_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = &folder.path().join("letter.txt");
    fs::write(file, "Dear Ada,").unwrap();
    for arguments in [&[][..], &["list", "cafe"], &["tenant", "cafe", "--writes", "3"]] {
        let error = fails(&mut shop(file, arguments));
        assert!(error.ends_with("letter.txt: file is not a database"), "{error}");
    }
    assert_eq!(fs::read(file).unwrap(), b"Dear Ada,");
    let error = fails(&mut shop(&folder.path().join("no/folder/shop.sqlite"), &["list", "cafe"]));
    assert!(error.ends_with("shop.sqlite: unable to open database file"), "{error}");
    let nobody = Path::new("postgres://ada:secret@127.0.0.1:1/shop");
    let error = fails(&mut shop(nobody, &["list", "cafe"]));
    assert!(
        error.starts_with("cannot open the database: ") && !error.contains("secret"),
        "{error}"
    );
}

#[test]
fn a_damaged_order_is_an_error_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = &folder.path().join("shop.sqlite");
    works(&mut shop(file, &["tenant", "cafe", "--writes", "3"]));
    works(&mut shop(file, &["tenant", "kiosk", "--writes", "3"]));
    for tenant in ["cafe", "kiosk"] {
        works(&mut shop(file, &["sell", tenant, "Ada", "1*tea@2.10"]));
    }
    diesel::table! {
        orders (id) {
            id -> BigInt,
            doc -> Text,
        }
    }
    let conn = &mut SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    let free = r#"{"$v":1,"customer":"Ada","till":1,"paid":true,"lines":[{"no":1,"article":"tea","quantity":1,"price":"free"}]}"#;
    for (damaged, why) in [
        (&free[..80], "at version 1: "),
        (free, "cannot go from version 1 to 2 at `lines[0].price`: it is no amount like 2.40"),
        ("", "cannot open `order`"),
    ] {
        diesel::update(orders::table.find(1)).set(orders::doc.eq(damaged)).execute(conn).unwrap();
        for arguments in [
            &["list", "cafe"][..],
            &["show", "1"],
            &["receipt", "1"],
            &["amend", "1", "1", "9"],
            &["export", "cafe"],
        ] {
            let error = fails(&mut shop(file, arguments));
            assert!(error.contains(why), "{arguments:?}: {error}");
        }
        let kept: String = orders::table.find(1).select(orders::doc).first(conn).unwrap();
        assert_eq!(kept, damaged);
        // The others go on.
        works(&mut shop(file, &["receipt", "2"]));
        works(&mut shop(file, &["list", "kiosk"]));
    }
}
