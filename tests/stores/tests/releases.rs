//! Two releases of one program on one database: the examples `shop` and `shop-last-release`, as processes. To the older
//! one, what the newer one writes are records from the future (decision note 018).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::process::{Command, Output};

use diesel::prelude::*;
use tempfile::TempDir;

const TODAY: &str = env!("CARGO_BIN_EXE_shop");
const LAST: &str = env!("CARGO_BIN_EXE_shop-last-release");

/// A shop whose cafe has moved on to today's version, while its bakery still writes the last one.
struct Shop {
    database: String,
    _folder: Option<TempDir>,
}

/// What a command said, and whether it succeeded.
struct Said {
    out: String,
    error: String,
    success: bool,
}

impl Shop {
    fn open(database: String, folder: Option<TempDir>) -> Self {
        let shop = Self { database, _folder: folder };
        for (tenant, version) in [("cafe", "3"), ("bakery", "2")] {
            shop.today(&["tenant", tenant, "--writes", version]).must_work();
        }
        shop
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(["--database", &self.database]).args(arguments);
        command
    }

    fn today(&self, arguments: &[&str]) -> Said {
        Said::of(&self.command(TODAY, arguments).output().unwrap())
    }

    fn last(&self, arguments: &[&str]) -> Said {
        Said::of(&self.command(LAST, arguments).output().unwrap())
    }

    /// Today's release sells at a tenant, notes a wish, and gives the number of the order.
    fn sell_with_wish(&self, tenant: &str) -> String {
        let sold =
            self.today(&["sell", tenant, "Ada", "2*espresso@2.40", "1*cake@3.10"]).must_work();
        let order = sold.trim().strip_prefix("order ").unwrap();
        self.today(&["wish", order, "1", "no sugar"]).must_work();
        order.to_owned()
    }

    /// The record as it is stored.
    fn stored(&self, order: &str) -> String {
        diesel::table! {
            orders (id) {
                id -> BigInt,
                doc -> Text,
            }
        }
        let row = orders::table.find(order.parse::<i64>().unwrap()).select(orders::doc);
        if self.database.starts_with("postgres://") {
            row.first(&mut PgConnection::establish(&self.database).unwrap()).unwrap()
        } else {
            row.first(&mut heirloom_store_tests::open(self.database.as_ref())).unwrap()
        }
    }
}

impl Said {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let (out, error) = (text(&output.stdout), text(&output.stderr));
        // A refusal is an error of the program's own, and no panic.
        assert!(matches!(output.status.code(), Some(0 | 1)), "{error}");
        Self { out, error, success: output.status.success() }
    }

    fn must_work(self) -> String {
        assert!(self.success, "{}", self.error);
        self.out
    }

    fn must_be_rejected(self) {
        assert!(!self.success && self.out.is_empty(), "{}", self.out);
        assert!(self.error.ends_with("; deploy the newer reader first\n"), "{}", self.error);
    }
}

/// The same on each database that is there.
fn on_each(claim: fn(&Shop)) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.sqlite").to_str().unwrap().to_owned();
    claim(&Shop::open(file, Some(folder)));
    #[cfg(unix)]
    if let Some(server) = heirloom_store_tests::postgres::server() {
        claim(&Shop::open(server.database().url().to_owned(), None));
    }
}

#[test]
fn a_newer_record_is_rejected_by_what_needs_all_of_it() {
    on_each(|shop| {
        let order = &*shop.sell_with_wish("cafe");
        for arguments in [&["list", "cafe"][..], &["receipt", order], &["amend", order, "1", "9"]] {
            shop.last(arguments).must_be_rejected();
        }
    });
}

#[test]
fn the_older_release_is_told_before_it_starts() {
    on_each(|shop| {
        shop.last(&["sell", "bakery", "Bob", "1*tea@2.10"]).must_work();
        assert_eq!(shop.last(&["doctor"]).must_work(), "order: 1 at version 2\n");
        shop.sell_with_wish("cafe");
        let ready = shop.today(&["doctor"]).must_work();
        assert_eq!(ready, "order: 1 at version 2, 1 at version 3\n");
        let told = shop.last(&["doctor"]);
        assert_eq!(
            told.error,
            "error: 1 record of `order` is of version 3, and this program knows up to 2: deploy a program that reads version 3 first\n"
        );
    });
}

#[test]
fn a_newer_record_is_shown_as_a_part() {
    on_each(|shop| {
        let order = &*shop.sell_with_wish("cafe");
        assert_eq!(
            shop.last(&["show", order]).must_work(),
            "Ada\n  1. 2 espresso at 2.40\n  2. 1 cake at 3.10\n  stored at version 3: there may be more to it\n"
        );
        // What does not fit at all is not shown as something else.
        shop.today(&["voucher", order, "XMAS"]).must_work();
        shop.last(&["show", order]).must_be_rejected();
    });
}

#[test]
fn a_newer_record_is_passed_on_to_the_byte() {
    on_each(|shop| {
        let order = shop.sell_with_wish("cafe");
        shop.last(&["sell", "cafe", "Bob", "1*tea@2.10"]).must_work();
        let exported = shop.last(&["export", "cafe"]).must_work();
        let (newer, known) = exported.split_once('\n').unwrap();
        assert_eq!(newer, shop.stored(&order));
        assert!(known.starts_with(r#"{"$v":2,"customer":"Bob","#), "{known}");
    });
}

#[test]
fn nothing_that_the_older_release_does_changes_a_newer_record() {
    on_each(|shop| {
        let order = &*shop.sell_with_wish("cafe");
        let before = shop.stored(order);
        assert!(before.starts_with(r#"{"$v":3,"#), "{before}");
        for arguments in [
            &["list", "cafe"][..],
            &["show", order],
            &["receipt", order],
            &["amend", order, "1", "9"],
            &["amend", order, "7", "9"],
            &["export", "cafe"],
            &["sell", "cafe", "Bob", "1*tea@2.10"],
            &["tenant", "cafe", "--writes", "2"],
            &["receipt", order],
            &["amend", order, "1", "9"],
        ] {
            shop.last(arguments);
            assert_eq!(shop.stored(order), before, "after {arguments:?}");
        }
        let receipt = shop.today(&["receipt", order]).must_work();
        assert!(receipt.contains("1. 2 espresso at 2.40 with 19% tax, no sugar\n"), "{receipt}");
    });
}

#[test]
fn an_edit_of_the_older_release_keeps_what_it_has_no_place_for() {
    on_each(|shop| {
        let order = &*shop.sell_with_wish("bakery");
        assert!(shop.stored(order).starts_with(r#"{"$v":2,"#));

        assert_eq!(
            shop.last(&["list", "bakery"]).must_work(),
            format!("{order}: Ada, 7.90 (version 2)\n")
        );
        shop.last(&["amend", order, "1", "3"]).must_work();
        let seen = shop.last(&["receipt", order]).must_work();
        assert_eq!(
            seen,
            "Ada\n  1. 3 espresso at 2.40\n  2. 1 cake at 3.10\n  to be paid: 10.30\n"
        );

        let receipt = "Ada\n  1. 3 espresso at 2.40 with 19% tax, no sugar\n  2. 1 cake at 3.10 with 19% tax\n  to be paid: 10.30\n";
        assert_eq!(shop.today(&["receipt", order]).must_work(), receipt);
        // The last till of the older release is gone.
        shop.today(&["tenant", "bakery", "--writes", "3"]).must_work();
        assert_eq!(shop.today(&["receipt", order]).must_work(), receipt);
        assert!(shop.stored(order).starts_with(r#"{"$v":3,"customer":"#));
        shop.last(&["receipt", order]).must_be_rejected();
    });
}

#[test]
fn both_releases_edit_one_order_at_once() {
    on_each(|shop| {
        let order = &*shop.sell_with_wish("bakery");
        let mut at_work = Vec::new();
        for number in 3..9_u32 {
            let (wish, quantity) = (format!("wish {number}"), number.to_string());
            let today = shop.command(TODAY, &["wish", order, "2", &wish]).spawn().unwrap();
            let last = shop.command(LAST, &["amend", order, "1", &quantity]).spawn().unwrap();
            at_work.extend([today, last]);
        }
        for mut till in at_work {
            assert!(till.wait().unwrap().success());
        }
        let receipt = shop.today(&["receipt", order]).must_work();
        for number in 3..9 {
            assert!(receipt.contains(&format!(", wish {number}")), "{receipt}");
        }
        assert!(receipt.contains(" with 19% tax, no sugar\n"), "{receipt}");
        assert!(shop.stored(order).starts_with(r#"{"$v":2,"#));
    });
}

#[test]
fn the_story_ends_well_on_each_database() {
    on_each(|shop| {
        let story = shop.today(&[]).must_work();
        assert!(story.ends_with("\nchecked: no order has lost anything on the way\n"), "{story}");
        let again = shop.today(&[]);
        assert_eq!(
            again.error,
            "error: there are orders already: the story begins with an empty database\n"
        );
    });
}
