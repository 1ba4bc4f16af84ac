//! `cargo heirloom rebase`: two branches, one number.

use crate::support::{Folder, manifest};

const LIB: &str = r#"use heirloom::Migrate;
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

/// Version 2.
pub mod v2 {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = super::v1::User, drop(fax, keep))]
    pub struct User {
        pub name: String,
    }
}

pub use v2::User;
heirloom::lock!(User in "heirloom/user.lock");

pub fn greet(user: &User) -> String {
    format!("Hello {}", user.name)
}
"#;

/// On `main`, with both versions frozen.
fn base(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::new(&[("Cargo.toml", &manifest("app")), (".gitignore", "Cargo.lock\n")]);
    for (path, text) in files {
        folder.write(path, text);
    }
    folder.lock_versions();
    folder.heirloom(&["init"]).ended(0);
    folder.git(&["init", "-q", "-b", "main"]);
    commit(&folder);
    folder
}

fn commit(folder: &Folder) {
    folder.git(&["add", "."]);
    folder.git(&["-c", "commit.gpgsign=false", "commit", "-q", "-m", "a"]);
}

/// One more field in the draft of the user.
fn draft(folder: &Folder, file: &str, field: &str) {
    folder.heirloom(&["new", "user"]).ended(0);
    let text = folder.read(file);
    let at = text.rfind("pub name: String,").unwrap() + "pub name: String,".len();
    let field = format!("\n        #[migrate(default)]\n        pub {field}: Vec<String>,");
    folder.write(file, &format!("{}{field}{}", &text[..at], &text[at..]));
}

/// Both branches have a version 3: `phones` on `main`, `tags` on `feature`, where we are in the end.
fn branches(folder: &Folder, file: &str, freeze: bool) {
    for (branch, field) in [("feature", "tags"), ("main", "phones")] {
        folder.git(&["checkout", "-q", "-B", branch, "main"]);
        draft(folder, file, field);
        if freeze {
            folder.heirloom(&["freeze", "--allow-dirty"]).ended(0);
        }
        commit(folder);
    }
    folder.git(&["checkout", "-q", "feature"]);
}

/// git, where a conflict is what is to be seen.
fn conflict(folder: &Folder, arguments: &[&str]) {
    let ran = folder.git_says(arguments);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.out.contains("CONFLICT") || ran.err.contains("CONFLICT"), "{ran:?}");
}

fn versions(folder: &Folder) -> Vec<String> {
    let lock: heirloom::lock::Lock = folder.read("heirloom/user.lock").parse().unwrap();
    lock.entries.iter().map(|entry| entry.version.to_string()).collect()
}

/// The chain is one line, ours is the draft, and nothing that `main` has shipped was touched.
fn is_in_order(folder: &Folder) {
    folder.cargo(&["check", "--quiet"]);
    let diff = folder.heirloom(&["diff"]).ended(0);
    assert!(diff.out.starts_with("user: draft 4 after 3\n"), "{diff:?}");
    assert!(diff.out.contains("  +   tags: list of string\n"), "{diff:?}");
    assert!(diff.out.contains("\n      phones: list of string\n"), "{diff:?}");
    let check = folder.heirloom(&["check", "--against", "main"]).ended(0);
    assert_eq!(
        check.out,
        "lock and code agree: user\ndraft: user 4; `cargo heirloom freeze` before it ships\n"
    );
}

#[test]
fn two_branches_that_froze_one_number_are_one_chain_again() {
    let folder = base(&[("src/lib.rs", LIB)]);
    branches(&folder, "src/lib.rs", true);
    conflict(&folder, &["merge", "main"]);
    folder.cargo_says(&["check", "--quiet"]).ended(101);

    let ran = folder.heirloom(&["rebase"]).ended(0);
    assert_eq!(versions(&folder), ["3", "2", "1"]);
    folder.write("said.txt", &ran.out);
    let lib = folder.read("src/lib.rs");
    let only = Folder::new(&[("said.txt", &ran.out), ("src/lib.rs", &lib)]);
    only.is_golden(std::path::Path::new("tests/rebased"));
    std::fs::remove_file(folder.path().join("said.txt")).unwrap();
    is_in_order(&folder);

    // Once more finds nothing to do, and the version can ship.
    let again = folder.heirloom(&["rebase"]).ended(0);
    assert_eq!(again.out, "nothing to do: nothing stands in the way of the versions of main\n");
    commit(&folder);
    folder.heirloom(&["freeze"]).ended(0);
    folder.heirloom(&["check", "--against", "main"]).ended(0);
    assert_eq!(versions(&folder), ["4", "3", "2", "1"]);
}

#[test]
fn a_git_rebase_keeps_the_versions_of_the_branch_below() {
    let folder = base(&[("src/lib.rs", LIB)]);
    branches(&folder, "src/lib.rs", true);
    conflict(&folder, &["rebase", "main"]);
    let ran = folder.heirloom(&["rebase", "--json"]).ended(0).json();
    assert_eq!(ran["onto"], "main");
    assert_eq!(ran["locks"][0]["unfrozen"][0], "3");
    assert_eq!(ran["moved"][0]["type"], "crate::v4::User");
    assert_eq!(ran["left"].as_array().unwrap().len(), 0);
    is_in_order(&folder);
}

#[test]
fn on_main_itself_the_merged_branch_moves() {
    let folder = base(&[("src/lib.rs", LIB)]);
    branches(&folder, "src/lib.rs", true);
    folder.git(&["checkout", "-q", "main"]);
    conflict(&folder, &["merge", "feature"]);
    folder.heirloom(&["rebase"]).ended(0);
    is_in_order(&folder);
}

#[test]
fn drafts_of_both_sides_leave_the_lock_alone() {
    let folder = base(&[("src/lib.rs", LIB)]);
    branches(&folder, "src/lib.rs", false);
    let lock = folder.read("heirloom/user.lock");
    conflict(&folder, &["merge", "main"]);
    let ran = folder.heirloom(&["rebase", "user"]).ended(0);
    assert!(ran.out.starts_with("user: our 3 is 4 now: crate::v4::User, from "), "{ran:?}");
    assert_eq!(folder.read("heirloom/user.lock"), lock);
    folder.cargo(&["check", "--quiet"]);
    let check = folder.heirloom(&["check", "--against", "main"]).ended(0);
    assert!(
        check.out.contains("draft: user 3;") && check.out.contains("draft: user 4;"),
        "{check:?}"
    );
}

#[test]
fn a_version_in_a_file_of_its_own_gets_the_next_file() {
    let (before, rest) = LIB.split_once("pub mod v1 {").unwrap();
    let (first, rest) = rest.split_once("\n}\n").unwrap();
    let (second, rest) = rest.split_once("pub mod v2 {").unwrap().1.split_once("\n}\n").unwrap();
    let file = |body: &str| {
        let body = body.replace(
            "use super::*;",
            "use heirloom::Migrate;\nuse serde::{Deserialize, Serialize};",
        );
        body.trim_start().replace("\n    ", "\n") + "\n"
    };
    let lib = format!(
        "{}pub mod v1;\npub mod v2;{rest}",
        before.replace("use heirloom::Migrate;\nuse serde::{Deserialize, Serialize};\n", "")
    );
    let folder =
        base(&[("src/lib.rs", &lib), ("src/v1.rs", &file(first)), ("src/v2.rs", &file(second))]);
    branches(&folder, "src/v3.rs", true);
    conflict(&folder, &["merge", "main"]);
    let ran = folder.heirloom(&["rebase"]).ended(0);
    assert!(ran.out.contains("  created  src/v4.rs\n"), "{ran:?}");
    assert!(folder.read("src/lib.rs").contains("pub mod v3;\npub mod v4;\n"), "{ran:?}");
    is_in_order(&folder);
}

#[test]
fn types_beside_each_other_get_the_next_name() {
    let lib = "use heirloom::Migrate;\nuse serde::{Deserialize, Serialize};\n\n\
        #[derive(Serialize, Deserialize, Migrate)]\n#[migrate(entity = \"user\", version = 1)]\npub struct UserV1 {\n    pub name: String,\n}\n\n\
        #[derive(Serialize, Deserialize, Migrate)]\n#[migrate(from = UserV1)]\npub struct UserV2 {\n    pub name: String,\n}\n\n\
        impl UserV2 {\n    pub fn short(self) -> Self {\n        UserV2 { ..self }\n    }\n}\n\n\
        pub type User = UserV2;\nheirloom::lock!(User in \"heirloom/user.lock\");\n";
    let folder = base(&[("src/lib.rs", lib)]);
    branches(&folder, "src/lib.rs", true);
    conflict(&folder, &["merge", "main"]);
    let ran = folder.heirloom(&["rebase"]).ended(0);
    assert!(
        folder.read("src/lib.rs").contains("pub type User = UserV4;"),
        "{}\n{ran:?}",
        folder.read("src/lib.rs")
    );
    is_in_order(&folder);
}

#[test]
fn only_the_lock_in_conflict_is_settled_for_the_other_side() {
    let folder = base(&[("src/lib.rs", LIB)]);
    draft(&folder, "src/lib.rs", "tags");
    commit(&folder);
    for (branch, release) in [("feature", "one"), ("main", "two")] {
        folder.git(&["checkout", "-q", "-B", branch, "main"]);
        folder.heirloom(&["freeze", "--release", release]).ended(0);
        commit(&folder);
    }
    folder.git(&["checkout", "-q", "feature"]);
    conflict(&folder, &["merge", "main"]);
    let ran = folder.heirloom(&["rebase"]).ended(0);
    assert!(ran.out.starts_with("user: heirloom/user.lock holds 3, 2, 1, as in main\n"), "{ran:?}");
    assert!(folder.read("heirloom/user.lock").contains("release two\n"));
    folder.cargo(&["check", "--quiet"]);
    let check = folder.heirloom(&["check", "--against", "main"]).ended(0);
    assert_eq!(check.out, "lock and code agree: user\n");
}

#[test]
fn what_a_person_has_to_resolve_is_said_in_order_and_then_done() {
    let folder = base(&[("src/lib.rs", LIB)]);
    for (branch, field, hello) in [("feature", "tags", "Hi"), ("main", "phones", "Good day")] {
        folder.git(&["checkout", "-q", "-B", branch, "main"]);
        draft(&folder, "src/lib.rs", field);
        folder.write("src/lib.rs", &folder.read("src/lib.rs").replace("Hello", hello));
        folder.heirloom(&["freeze", "--allow-dirty", "--release", "5.1"]).ended(0);
        commit(&folder);
    }
    folder.git(&["checkout", "-q", "feature"]);
    conflict(&folder, &["merge", "main"]);
    let before = folder.read("src/lib.rs");
    let ran = folder.heirloom(&["rebase"]).ended(1);
    assert!(ran.out.contains("1. take git's markers out of src/lib.rs"), "{ran:?}");
    assert!(ran.out.contains("note: user 3 was frozen here for 5.1; if"), "{ran:?}");
    assert_eq!(folder.read("src/lib.rs"), before);
    assert_eq!(versions(&folder), ["3", "2", "1"]);

    // The person keeps both types.
    let main = folder.git_says(&["show", "main:src/lib.rs"]).out;
    let own = folder.git_says(&["show", "feature:src/lib.rs"]).out;
    let third = own.split_once("/// Version 3.").unwrap().1.split_once("\n}\n").unwrap().0;
    let both = main.replacen(
        "pub use v3::User;",
        &format!("/// Version 3.{third}\n}}\n\npub use v3::User;"),
        1,
    );
    folder.write("src/lib.rs", &both);
    folder.heirloom(&["rebase"]).ended(0);
    is_in_order(&folder);
}

#[test]
fn there_has_to_be_another_side() {
    let folder = base(&[("src/lib.rs", LIB)]);
    let ran = folder.heirloom(&["rebase"]).ended(2);
    assert!(
        ran.err.contains("no merge is under way, and there is no upstream; name it:"),
        "{ran:?}"
    );
    let ran = folder.heirloom(&["rebase", "--onto", "nowhere"]).ended(2);
    assert!(ran.err.contains("git knows no `nowhere`"), "{ran:?}");
    let ran = folder.heirloom(&["rebase", "order", "--onto", "HEAD"]).ended(2);
    assert!(ran.err.contains("has no lock of `order`; its locks are of: user"), "{ran:?}");
    branches(&folder, "src/lib.rs", true);
    let ran = folder.heirloom(&["rebase"]).ended(2);
    assert!(ran.err.contains("`main` has commits that are not here; `git merge main`"), "{ran:?}");
}

const IN_PLACE: &str = r#"use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
pub struct User {
    pub id: u64,
    pub name: String,
    pub mail: String,
    pub city: String,
    pub street: String,
}

heirloom::lock!(User in "heirloom/user.lock");

impl User {
    pub fn greeting(&self) -> String {
        format!("Hello {}", self.name)
    }
}
"#;

/// Both branches have a version 2 under the same name; the fields are in one place, so that git sees a conflict, or far apart.
fn in_place(together: bool) -> Folder {
    let folder = base(&[("src/lib.rs", IN_PLACE)]);
    for (branch, field, before) in
        [("feature", "tags", "id: u64"), ("main", "phones", "street: String")]
    {
        folder.git(&["checkout", "-q", "-B", branch, "main"]);
        folder.heirloom(&["new", "user"]).ended(0);
        let text = folder.read("src/lib.rs");
        let before = if together { "mail: String" } else { before };
        let at = text.rfind(&format!("    pub {before}")).unwrap();
        let field = format!("    #[migrate(default)]\n    pub {field}: Vec<String>,\n");
        folder.write("src/lib.rs", &format!("{}{field}{}", &text[..at], &text[at..]));
        folder.heirloom(&["freeze", "--allow-dirty"]).ended(0);
        commit(&folder);
    }
    folder.git(&["checkout", "-q", "feature"]);
    conflict(&folder, &["merge", "main"]);
    folder
}

#[test]
fn a_type_that_keeps_its_name_is_two_versions_again() {
    for together in [true, false] {
        let folder = in_place(together);
        assert_eq!(folder.read("src/lib.rs").contains("<<<<<<<"), together);
        let ran = folder.heirloom(&["rebase"]).ended(0);
        assert!(ran.out.contains("user: our 2 is 3 now: crate::User, from UserV2\n"), "{ran:?}");
        folder.cargo(&["check", "--quiet"]);
        let diff = folder.heirloom(&["diff"]).ended(0);
        assert!(diff.out.starts_with("user: draft 3 after 2\n"), "{diff:?}");
        assert!(diff.out.contains("  +   tags: list of string\n"), "{diff:?}");
        assert!(diff.out.contains("\n      phones: list of string\n"), "{diff:?}");
        folder.heirloom(&["check", "--against", "main"]).ended(0);
        folder.is_formatted("src/lib.rs");
    }
}

#[test]
fn what_holds_the_type_moves_along() {
    let lib = LIB.replace(
        "        pub name: String,\n    }\n}\n\npub use v2::User;\n",
        "        pub name: String,\n    }\n\n    \
             #[derive(Serialize, Deserialize, Migrate)]\n    \
             #[migrate(entity = \"team\", version = 1)]\n    \
             pub struct Team {\n        pub users: Vec<User>,\n    }\n}\n\n\
         pub use v2::{Team, User};\nheirloom::lock!(Team in \"heirloom/team.lock\");\n",
    );
    let folder = base(&[("src/lib.rs", &lib)]);
    for (branch, field) in [("feature", "tags"), ("main", "phones")] {
        folder.git(&["checkout", "-q", "-B", branch, "main"]);
        folder.heirloom(&["new", "user", "--cascade"]).ended(0);
        let text = folder.read("src/lib.rs");
        // A type of the same name, beside each of them.
        let (before, third) = text.split_once("pub mod v3 {").unwrap();
        let kind = format!(
            "    #[derive(Serialize, Deserialize, heirloom::Shape)]\n    pub struct Kind {{\n        pub {field}: u8,\n    }}\n\n    #[derive"
        );
        let field = format!(
            "pub name: String,\n        #[migrate(default)]\n        pub {field}: Vec<Kind>,"
        );
        let third =
            third.replacen("    #[derive", &kind, 1).replacen("pub name: String,", &field, 1);
        folder.write("src/lib.rs", &format!("{before}pub mod v3 {{{third}"));
        folder.heirloom(&["freeze", "--allow-dirty"]).ended(0);
        commit(&folder);
    }
    folder.git(&["checkout", "-q", "feature"]);
    conflict(&folder, &["merge", "main"]);
    let ran = folder.heirloom(&["rebase"]).ended(0);
    assert!(
        ran.out.contains("team: our 2 is 3 now: crate::v4::Team, from super::v3::Team\n"),
        "{ran:?}"
    );
    let text = folder.read("src/lib.rs");
    assert!(
        text.contains("pub use v4::{Team, User};")
            && text.contains("pub phones: Vec<super::v3::Kind>,"),
        "{text}"
    );
    folder.cargo(&["check", "--quiet"]);
    let check = folder.heirloom(&["check", "--against", "main"]).ended(0);
    assert!(
        check.out.contains("draft: team 3;") && check.out.contains("draft: user 4;"),
        "{check:?}"
    );
}
