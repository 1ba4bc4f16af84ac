//! `cargo heirloom init`, and the lines and files of locks.

use std::path::Path;

use crate::support::{Folder, manifest};

const LIB: &str = r#"use heirloom::{Migrate, Shape};
use serde::{Deserialize, Serialize};

pub mod v1 {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(entity = "user", version = 1)]
    pub struct User {
        pub name: String,
        pub fax: String,
    }
}

pub mod v2 {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = v1::User, drop(fax, keep))]
    pub struct User {
        pub name: String,
        #[migrate(default = Status::Active, accept_loss = "said \"so\"")]
        pub status: Status,
    }
}

#[derive(Serialize, Deserialize, Shape)]
pub enum Status {
    Active,
    Gone,
}

pub use v2::User;
pub use std::collections::BTreeMap;

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "price list", version = 1)]
pub struct Prices(pub BTreeMap<String, u32>);
"#;

fn package(lib: &str) -> Folder {
    Folder::new(&[("Cargo.toml", &manifest("locked")), ("src/lib.rs", lib)])
}

#[test]
fn init_writes_locks_that_the_compiler_holds_the_code_to() {
    let folder = package(LIB);
    folder.lock_versions();
    let ran = folder.heirloom(&["init", "--draft", "user"]).ended(0);
    assert!(
        ran.out.starts_with("user: heirloom/user.lock holds version 1; 2 is a draft\n"),
        "{ran:?}"
    );
    let again = folder.heirloom(&["init", "user"]).ended(2);
    assert!(
        again.err.contains("`user` has a lock: heirloom/user.lock; to add its draft: "),
        "{again:?}"
    );
    let ran = folder.heirloom(&["init", "--json"]).ended(0);
    assert_eq!(ran.json()["locks"][0]["lock"], "heirloom/price_list.lock");
    assert_eq!(folder.heirloom(&["init"]).ended(0).out, "every entity has a lock; nothing to do\n");
    folder.is_golden(Path::new("tests/locks/init"));
    folder.cargo(&["check", "--quiet"]);

    // A draft is free, what has shipped is not.
    let text = folder.read("src/lib.rs");
    folder.write("src/lib.rs", &text.replace("pub fax: String", "pub fax: u8"));
    let ran = folder.cargo_says(&["check", "--quiet"]);
    assert!(ran.err.contains("user v1 has shipped and cannot change"), "{ran:?}");
}

#[test]
fn init_leaves_everything_as_it_was_if_a_shape_is_not_known() {
    let folder = package(&LIB.replace("Deserialize, Shape)", "Deserialize)"));
    folder.lock_versions();
    let before = folder.files();
    let ran = folder.heirloom(&["init"]).ended(2);
    assert!(
        ran.err.contains("`user` version 2 has a member without a shape: `status: unknown \"Status\"`; derive `heirloom::Shape`"),
        "{ran:?}"
    );
    assert_eq!(folder.files(), before);

    folder.write("src/lib.rs", &LIB.replace("drop(fax, keep)", ""));
    let before = folder.files();
    let ran = folder.heirloom(&["init"]).ended(2);
    assert!(ran.err.contains("`locked` does not compile, or its tests fail"), "{ran:?}");
    assert_eq!(folder.files(), before);
}
