//! `cargo heirloom new`.

use std::path::Path;

use crate::support::{Folder, manifest};

/// Every layout in one package, so that the compiler runs once.
fn layouts() -> Folder {
    let folder = Folder::new(&[("Cargo.toml", &manifest("layouts"))]);
    folder.copy(Path::new("tests/layouts/before"));
    folder
}

const ALL: &[&[&str]] = &[
    &["new", "user"],
    &["new", "page"],
    &["new", "note"],
    &["new", "event"],
    &["new", "account"],
    &["new", "line", "--cascade"],
    &["new", "color"],
    &["new", "item", "--cascade"],
];

#[test]
fn every_layout_goes_on_and_compiles() {
    let folder = layouts();
    let mut said = Vec::new();
    for arguments in ALL {
        let ran = folder.heirloom(arguments).ended(0);
        said.push(format!("$ cargo heirloom {}\n{}", arguments.join(" "), ran.out));
    }
    folder.write("said.txt", &said.join("\n").replace(&*folder.path().to_string_lossy(), "."));
    folder.is_golden(Path::new("tests/layouts/after"));
    for file in ["order.rs", "flat.rs", "plain.rs", "event/v2.rs", "account/v3.rs"] {
        folder.is_formatted(&format!("src/{file}"));
    }
    folder.cargo(&["check", "--quiet"]);

    // And once more, onto what came of it; without the cascade, others go on holding the old ones.
    for arguments in ALL {
        folder.heirloom(&arguments[..2]).ended(0);
    }
    folder.cargo(&["check", "--quiet"]);
}
